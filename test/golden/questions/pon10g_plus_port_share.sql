SELECT leftPad(toString(district), 6, '0'), carrier, subject, toString(change.1) AS first_day, NULL AS until,
  [toString(sum(change.2 * m0)), toString(sum(change.2 * m1))] AS values,
  toString(toLastDayOfMonth(change.1)), minOrNullIf(first, change.2 = 1), maxOrNullIf(latest, change.2 = 1), maxOrNullIf(last_revision, change.2 = 1), max(is_repeated)
FROM (
  SELECT carrier, subject, s.7 AS district, s.5 AS begun,
    if(next.1 = s.1, greatest(begun, next.4), NULL) AS ended,
    sum(s.8) AS m0, sum(s.9) AS m1, min(s.6) AS first, max(s.6) AS latest, max(s.3) AS last_revision,
    max((next.1, next.2, next.3) = (s.1, s.2, s.3)) AS is_repeated
  FROM (
    SELECT carrier, subject, arraySort((s, e, o, r, h) -> (e, o, r, h), arrayZip(entities, moments, revisions, stated, begun, receipts, districts, m0s, m1s), entities, moments, revisions, hashes) AS states
    FROM (
      SELECT carrier, '' AS subject,
        arrayEnumerateDense(groupArray(`port`)) AS entities, groupArray(toUnixTimestamp64Nano(observed_at)) AS moments,
        groupArray(revision) AS revisions, groupArray(bitNot(content_hash)) AS hashes, groupArray(toDate(observed_at, {p0:String})) AS stated,
        groupArray(toDate(observed_at, {p0:String})) AS begun, groupArray(toUnixTimestamp64Milli(received_at)) AS receipts,
        groupArray(toUInt32(district)) AS districts,
        groupArray(ifNull(toInt8(`status` = {p1:String} AND `technology` IN {p2:Array(String)}), 0)) AS m0s,
        groupArray(ifNull(toInt8(`status` = {p3:String}), 0)) AS m1s
      FROM pon_ports
      WHERE received_at <= fromUnixTimestamp64Milli({p4:Int64})
      GROUP BY `carrier`, `olt`
    )
  )
  ARRAY JOIN states AS s, arrayPushBack(arrayPopFront(arrayMap(s -> (s.1, s.2, s.3, s.4), states)), (0, 0, 0, toDate(0))) AS next
  GROUP BY district, carrier, subject, begun, ended
)
ARRAY JOIN [(begun, 1), (ended, -1)] AS change
WHERE isNotNull(change.1)
GROUP BY district, carrier, subject, change.1
ORDER BY district, carrier, subject, change.1

-- {"p0":"Asia/Shanghai","p1":"in_service","p2":["10g-epon","xg-pon","xgs-pon","50g-pon"],"p3":"in_service","p4":1768435200000}
