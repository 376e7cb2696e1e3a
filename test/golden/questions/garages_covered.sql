SELECT c.1 AS district, c.2 AS carrier, c.3 AS subject, toString(c.4) AS from, NULL AS until,
  [toString(sum(c.5))] AS values
FROM (
  SELECT arrayJoin(arrayConcat(
    arrayMap(s -> (s.5, s.6, s.7, s.4, s.8), states),
    arrayMap((s, next) -> (s.5, s.6, s.7, greatest(s.4, toDate(next.1, {p0:String})), -s.8), arrayPopBack(states), arrayPopFront(states))
  )) AS c
  FROM (
    SELECT arraySort(groupArray((observed_at, revision, bitNot(content_hash), from, district, carrier, subject, m0))) AS states
    FROM (SELECT *, content_hash, toDate(observed_at, {p0:String}) AS day, greatest(day, toDate(`accepted_at`, {p0:String})) AS from, `programme` AS subject, toInt64(`programme` = {p1:String} AND toDecimal256(`positions_tested`, 18) >= toDecimal256({p2:String}, 18) AND toDecimal256(`positions_passed`, 18) >= toDecimal256({p3:String}, 18) * `positions_tested` AND toDecimal256(`points_passed`, 18) >= toDecimal256({p4:String}, 18) * `points_tested`) AS m0 FROM acceptances
  WHERE received_at <= fromUnixTimestamp64Milli({p5:Int64}))
    GROUP BY `programme`, `item`
  )
)
GROUP BY c.1, c.2, c.3, c.4
ORDER BY district, carrier, subject, from

-- {"p0":"Asia/Shanghai","p1":"shanghai-2023-garage-coverage","p2":"1","p3":"0.9","p4":"1","p5":1768435200000}
