SELECT district, carrier, subject, toString(r.1.4) AS from, if(r.2 = toDate(0), NULL, toString(r.2)) AS until,
  [toString(r.1.5)] AS values
FROM (
  SELECT district, carrier, subject,
    arraySort(groupArray((observed_at, revision, bitNot(content_hash), day, m0))) AS states,
    arrayJoin(arrayZip(states, arrayPushBack(arrayMap(s -> s.4, arrayPopFront(states)), toDate(0)))) AS r
  FROM (SELECT district, carrier, observed_at, revision, content_hash, toDate(observed_at, {p0:String}) AS day, '' AS subject, arraySum(arrayMap((r_stations, r_generation) -> if(r_generation = {p1:String}, toDecimal256(r_stations, 0), 0), `rows.stations`, `rows.generation`)) AS m0 FROM sites_5g
  WHERE received_at <= fromUnixTimestamp64Milli({p2:Int64}))
  GROUP BY district, carrier, subject
)
WHERE r.1.4 != r.2
ORDER BY district, carrier, subject, from

-- {"p0":"Asia/Shanghai","p1":"5g-a","p2":1768435200000}
