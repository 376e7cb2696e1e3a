SELECT district, carrier, subject, toString(r.1.4) AS from, if(r.2 = toDate(0), NULL, toString(r.2)) AS until,
  [toString(r.1.5), toString(r.1.6)] AS values
FROM (
  SELECT district, carrier, subject,
    arraySort(groupArray((observed_at, revision, bitNot(content_hash), day, m0, m1))) AS states,
    arrayJoin(arrayZip(states, arrayPushBack(arrayMap(s -> s.4, arrayPopFront(states)), toDate(0)))) AS r
  FROM (SELECT district, carrier, observed_at, revision, content_hash, toDate(observed_at, {p0:String}) AS day, `service` AS subject, arraySum(arrayMap((r_subscribers, r_area, r_generation) -> if(`service` = {p1:String} AND r_area = {p2:String} AND r_generation = {p3:String}, toDecimal256(r_subscribers, 0), 0), `rows.subscribers`, `rows.area`, `rows.generation`)) AS m0, arraySum(arrayMap((r_subscribers, r_area) -> if(`service` = {p4:String} AND r_area = {p5:String}, toDecimal256(r_subscribers, 0), 0), `rows.subscribers`, `rows.area`)) AS m1 FROM subscribers
  WHERE received_at <= fromUnixTimestamp64Milli({p6:Int64}))
  GROUP BY district, carrier, subject
)
WHERE r.1.4 != r.2
ORDER BY district, carrier, subject, from

-- {"p0":"Asia/Shanghai","p1":"mobile","p2":"urban","p3":"5g","p4":"mobile","p5":"urban","p6":1768435200000}
