SELECT district, carrier, subject, toString(from) AS from, NULL AS until,
  [toString(sum(m0)), toString(sum(m1))] AS values
FROM (
  SELECT carrier, subject, change.1 AS from, change.2 AS district, change.3 AS m0, change.4 AS m1
  FROM (
    SELECT carrier, subject, arrayPopBack(states) AS earlier, arrayPopFront(states) AS later,
      arrayMap((s, next) -> s.1 = next.1, earlier, later) AS is_followed,
      arrayJoin(arrayConcat(
        arrayMap(s -> (s.5, s.6, s.7, s.8), states),
        arrayMap((s, next) -> (greatest(s.5, toDate(next.2, {p0:String})), s.6, -s.7, -s.8), arrayFilter((s, f) -> f, earlier, is_followed), arrayFilter((next, f) -> f, later, is_followed))
      )) AS change
    FROM (
      SELECT carrier, '' AS subject,
        arraySort(groupArray((`port`, observed_at, revision, bitNot(content_hash), from, district, m0, m1))) AS states
      FROM (
        SELECT *, content_hash, toDate(observed_at, {p0:String}) AS day, day AS from, toInt8(`status` = {p1:String} AND `technology` IN {p2:Array(String)}) AS m0, toInt8(`status` = {p3:String}) AS m1
        FROM pon_ports
  WHERE received_at <= fromUnixTimestamp64Milli({p4:Int64})
      )
      GROUP BY `carrier`, `olt`
    )
  )
)
GROUP BY district, carrier, subject, from
ORDER BY district, carrier, subject, from

-- {"p0":"Asia/Shanghai","p1":"in_service","p2":["10g-epon","xg-pon","xgs-pon","50g-pon"],"p3":"in_service","p4":1768435200000}
