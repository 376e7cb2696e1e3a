SELECT district, carrier, subject, toString(r.1.4) AS from, if(r.2 = toDate(0), NULL, toString(r.2)) AS until,
  [toString(r.1.5), toString(r.1.6)] AS values
FROM (
  SELECT district, carrier, subject,
    arraySort(groupArray((observed_at, revision, bitNot(content_hash), day, m0, m1))) AS states,
    arrayJoin(arrayZip(states, arrayPushBack(arrayMap(s -> s.4, arrayPopFront(states)), toDate(0)))) AS r
  FROM (SELECT district, carrier, observed_at, revision, content_hash, toDate(observed_at, {p0:String}) AS day, `subject` AS subject, arraySum(arrayMap((r_covered, r_area) -> if(`subject` = {p1:String} AND r_area = {p2:String}, toDecimal256(r_covered, 0), 0), `rows.covered`, `rows.area`)) AS m0, arraySum(arrayMap((r_total, r_area) -> if(`subject` = {p3:String} AND r_area = {p4:String}, toDecimal256(r_total, 0), 0), `rows.total`, `rows.area`)) AS m1 FROM coverage
  WHERE received_at <= fromUnixTimestamp64Milli({p5:Int64}))
  GROUP BY district, carrier, subject
)
WHERE r.1.4 != r.2
ORDER BY district, carrier, subject, from

-- {"p0":"Asia/Shanghai","p1":"household_gigabit","p2":"urban","p3":"household_gigabit","p4":"urban","p5":1768435200000}
