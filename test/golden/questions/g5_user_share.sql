SELECT district, carrier, subject, toString(s.4) AS first_day, if(next.3 = toDate(0), NULL, toString(next.3)) AS until,
  [toString(s.6), toString(s.7)] AS values,
  toString(toLastDayOfMonth(s.4)), s.5 AS first, s.5 AS latest, s.2 AS last_revision, (s.1, s.2) = (next.1, next.2) AS is_repeated
FROM (
  SELECT district, carrier, subject,
    arraySort(groupArray((observed_at, revision, bitNot(content_hash), day, received, m0, m1))) AS states
  FROM (SELECT district, carrier, observed_at, revision, content_hash, toDate(observed_at, {p0:String}) AS day, toUnixTimestamp64Milli(received_at) AS received, `service` AS subject, arraySum(arrayMap((r_subscribers, r_area, r_generation) -> if(`service` = {p1:String} AND r_area = {p2:String} AND r_generation = {p3:String}, toDecimal256(r_subscribers, 0), 0), `rows.subscribers`, `rows.area`, `rows.generation`)) AS m0, arraySum(arrayMap((r_subscribers, r_area) -> if(`service` = {p4:String} AND r_area = {p5:String}, toDecimal256(r_subscribers, 0), 0), `rows.subscribers`, `rows.area`)) AS m1 FROM subscribers
  WHERE received_at <= fromUnixTimestamp64Milli({p6:Int64}))
  GROUP BY district, carrier, subject
)
ARRAY JOIN states AS s, arrayPushBack(arrayPopFront(arrayMap(s -> (s.1, s.2, s.4), states)), (toDateTime64(0, 9, 'UTC'), 0, toDate(0))) AS next
ORDER BY district, carrier, subject, s.4

-- {"p0":"Asia/Shanghai","p1":"mobile","p2":"urban","p3":"5g","p4":"mobile","p5":"urban","p6":1768435200000}
