SELECT s.1 AS district, s.2 AS carrier, s.3 AS entity, toString(s.4) AS observed, s.6 AS holds, s.7 AS figures
FROM (
  SELECT argMax((district, carrier, [toString(`programme`), toString(`item`)], toDate(observed_at, {p0:String}), toDate(`accepted_at`, {p0:String}), [(toDecimal256(`positions_tested`, 18) >= toDecimal256({p2:String}, 18)), (toDecimal256(`positions_passed`, 18) >= toDecimal256({p3:String}, 18) * `positions_tested`), (toDecimal256(`points_passed`, 18) >= toDecimal256({p4:String}, 18) * `points_tested`)], [toString(`positions_tested`), toString(`positions_passed`), toString(`points_passed`), toString(`points_tested`)]), (observed_at, revision, bitNot(content_hash))) AS s
  FROM (SELECT *, content_hash FROM acceptances WHERE toDate(observed_at, {p0:String}) <= {p1:Date} AND `programme` = {p6:String} AND received_at <= fromUnixTimestamp64Milli({p5:Int64}))
  GROUP BY `programme`, `item`
)
WHERE s.5 <= {p1:Date} AND has(s.6, 0) AND s.1 IN {p7:Array(String)}
ORDER BY district, carrier, entity

-- {"p0":"Asia/Shanghai","p1":"2023-03-31","p2":"1","p3":"0.9","p4":"1","p5":1768435200000,"p6":"shanghai-2023-garage-coverage","p7":["310115"]}
