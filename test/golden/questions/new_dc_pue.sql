SELECT district, carrier, subject, toString(r.1.4) AS from, if(r.2 = toDate(0), NULL, toString(r.2)) AS until,
  [toString(r.1.5)] AS values
FROM (
  SELECT district, carrier, subject,
    arraySort(groupArray((observed_at, revision, bitNot(content_hash), day, m0))) AS states,
    arrayJoin(arrayZip(states, arrayPushBack(arrayMap(s -> s.4, arrayPopFront(states)), toDate(0)))) AS r
  FROM (SELECT district, carrier, observed_at, revision, content_hash, toDate(observed_at, {p0:String}) AS day, `statistic` AS subject, if(empty(arrayFilter(v -> isNotNull(v), arrayMap((r_value, r_commissioned) -> if(`statistic` = {p1:String} AND ifNull(r_commissioned, toDateTime64(0, 9, 'UTC')) >= toDateTime64({p2:String}, 9, 'Asia/Shanghai'), toNullable(r_value), NULL), `rows.value`, `rows.commissioned`))), NULL, arrayMax(arrayFilter(v -> isNotNull(v), arrayMap((r_value, r_commissioned) -> if(`statistic` = {p1:String} AND ifNull(r_commissioned, toDateTime64(0, 9, 'UTC')) >= toDateTime64({p2:String}, 9, 'Asia/Shanghai'), toNullable(r_value), NULL), `rows.value`, `rows.commissioned`)))) AS m0 FROM statistics
  WHERE received_at <= fromUnixTimestamp64Milli({p3:Int64}))
  GROUP BY district, carrier, subject
)
WHERE r.1.4 != r.2
ORDER BY district, carrier, subject, from

-- {"p0":"Asia/Shanghai","p1":"pue","p2":"2025-01-01","p3":1768435200000}
