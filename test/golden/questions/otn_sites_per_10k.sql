SELECT district, carrier, subject, toString(r.1.4) AS from, if(r.2 = toDate(0), NULL, toString(r.2)) AS until,
  [toString(r.1.5), toString(r.1.6)] AS values
FROM (
  SELECT district, carrier, subject,
    arraySort(groupArray((observed_at, revision, bitNot(content_hash), day, m0, m1))) AS states,
    arrayJoin(arrayZip(states, arrayPushBack(arrayMap(s -> s.4, arrayPopFront(states)), toDate(0)))) AS r
  FROM (SELECT district, carrier, observed_at, revision, content_hash, toDate(observed_at, {p0:String}) AS day, `statistic` AS subject, arraySum(arrayMap((r_value) -> if(`statistic` = {p1:String}, toDecimal256(r_value, 18), 0), `rows.value`)) AS m0, arraySum(arrayMap((r_value) -> if(`statistic` = {p2:String}, toDecimal256(r_value, 18), 0), `rows.value`)) AS m1 FROM statistics
  WHERE received_at <= fromUnixTimestamp64Milli({p3:Int64}))
  GROUP BY district, carrier, subject
)
WHERE r.1.4 != r.2
ORDER BY district, carrier, subject, from

-- {"p0":"Asia/Shanghai","p1":"otn_sites","p2":"resident_population","p3":1768435200000}
