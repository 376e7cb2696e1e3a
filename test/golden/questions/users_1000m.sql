SELECT district, carrier, subject, toString(r.1.4) AS from, if(r.2 = toDate(0), NULL, toString(r.2)) AS until,
  [toString(r.1.5)] AS values
FROM (
  SELECT district, carrier, subject,
    arraySort(groupArray((observed_at, revision, bitNot(content_hash), day, m0))) AS states,
    arrayJoin(arrayZip(states, arrayPushBack(arrayMap(s -> s.4, arrayPopFront(states)), toDate(0)))) AS r
  FROM (SELECT district, carrier, observed_at, revision, content_hash, toDate(observed_at, {p0:String}) AS day, `service` AS subject, arraySum(arrayMap((r_subscribers, r_subscribed_mbps) -> if(`service` = {p1:String} AND toDecimal256(ifNull(r_subscribed_mbps, 0), 18) >= toDecimal256({p2:String}, 18), toDecimal256(r_subscribers, 0), 0), `rows.subscribers`, `rows.subscribed_mbps`)) AS m0 FROM subscribers
  WHERE received_at <= fromUnixTimestamp64Milli({p3:Int64}))
  GROUP BY district, carrier, subject
)
WHERE r.1.4 != r.2
ORDER BY district, carrier, subject, from

-- {"p0":"Asia/Shanghai","p1":"fixed","p2":"1000","p3":1768435200000}
