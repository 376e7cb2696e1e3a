SELECT c.1 AS district, c.2 AS carrier, c.3 AS subject, toString(c.4) AS from, NULL AS until,
  [toString(sum(c.5))] AS values
FROM (
  SELECT arrayJoin(arrayConcat(
    arrayMap(s -> (s.5, s.6, s.7, s.4, s.8), states),
    arrayMap((s, next) -> (s.5, s.6, s.7, greatest(s.4, toDate(next.1, {p0:String})), -s.8), arrayPopBack(states), arrayPopFront(states))
  )) AS c
  FROM (
    SELECT arraySort(groupArray((observed_at, revision, bitNot(content_hash), from, district, carrier, subject, m0))) AS states
    FROM (SELECT *, content_hash, toDate(observed_at, {p0:String}) AS day, day AS from, '' AS subject, toInt64(`status` = {p1:String} AND `technology` IN {p2:Array(String)}) AS m0 FROM pon_ports
  WHERE received_at <= fromUnixTimestamp64Milli({p3:Int64}))
    GROUP BY `carrier`, `olt`, `port`
  )
)
GROUP BY c.1, c.2, c.3, c.4
ORDER BY district, carrier, subject, from

-- {"p0":"Asia/Shanghai","p1":"in_service","p2":["10g-epon","xg-pon","xgs-pon","50g-pon"],"p3":1768435200000}
