SELECT c.1 AS district, c.2 AS carrier, c.3 AS subject, toString(c.4) AS from, NULL AS until,
  [toString(sum(c.5)), toString(sum(c.6))] AS values
FROM (
  SELECT arrayJoin(arrayConcat(
    arrayMap(s -> (s.5, s.6, s.7, s.4, s.8, s.9), states),
    arrayMap((s, next) -> (s.5, s.6, s.7, greatest(s.4, toDate(next.1, {p0:String})), -s.8, -s.9), arrayPopBack(states), arrayPopFront(states))
  )) AS c
  FROM (
    SELECT arraySort(groupArray((observed_at, revision, bitNot(content_hash), from, district, carrier, subject, m0, m1))) AS states
    FROM (SELECT *, content_hash, toDate(observed_at, {p0:String}) AS day, day AS from, '' AS subject, toInt64(`area` = {p1:String} AND `status` = {p2:String} AND `technology` IN {p3:Array(String)}) AS m0, toInt64(`area` = {p4:String} AND `status` = {p5:String}) AS m1 FROM pon_ports
  WHERE received_at <= fromUnixTimestamp64Milli({p6:Int64}))
    GROUP BY `carrier`, `olt`, `port`
  )
)
GROUP BY c.1, c.2, c.3, c.4
ORDER BY district, carrier, subject, from

-- {"p0":"Asia/Shanghai","p1":"urban","p2":"in_service","p3":["10g-epon","xg-pon","xgs-pon"],"p4":"urban","p5":"in_service","p6":1768435200000}
