SELECT district, carrier, subject, toString(s.4) AS first_day, if(next.3 = toDate(0), NULL, toString(next.3)) AS until,
  [toString(s.6), toString(s.7)] AS values,
  toString(toLastDayOfMonth(s.4)), s.5 AS first, s.5 AS latest, s.2 AS last_revision, (s.1, s.2) = (next.1, next.2) AS is_repeated
FROM (
  SELECT district, carrier, subject,
    arraySort(groupArray((observed_at, revision, bitNot(content_hash), day, received, m0, m1))) AS states
  FROM (SELECT district, carrier, observed_at, revision, content_hash, toDate(observed_at, {p0:String}) AS day, toUnixTimestamp64Milli(received_at) AS received, `subject` AS subject, arraySum(arrayMap((r_covered) -> if(`subject` = {p1:String}, toDecimal256(r_covered, 0), 0), `rows.covered`)) AS m0, arraySum(arrayMap((r_total) -> if(`subject` = {p2:String}, toDecimal256(r_total, 0), 0), `rows.total`)) AS m1 FROM coverage
  WHERE received_at <= fromUnixTimestamp64Milli({p3:Int64}))
  GROUP BY district, carrier, subject
)
ARRAY JOIN states AS s, arrayPushBack(arrayPopFront(arrayMap(s -> (s.1, s.2, s.4), states)), (toDateTime64(0, 9, 'UTC'), 0, toDate(0))) AS next
ORDER BY district, carrier, subject, s.4

-- {"p0":"Asia/Shanghai","p1":"key_place_5g","p2":"key_place_5g","p3":1768435200000}
