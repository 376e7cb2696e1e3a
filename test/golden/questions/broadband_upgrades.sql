SELECT district, carrier, subject, toString(period_end) AS from, NULL AS until,
  [toString(sum(latest.1))] AS values
FROM (
  SELECT district, carrier, subject, period_end,
    argMax(tuple(m0), (revision, observed_at, bitNot(content_hash))) AS latest
  FROM (SELECT *, content_hash, `programme` AS subject, if(`programme` = {p1:String}, toInt64(`completed`), 0) AS m0 FROM programme_progress
  WHERE received_at <= fromUnixTimestamp64Milli({p2:Int64}))
  GROUP BY district, carrier, subject, period_end, `carrier`, `district`, `programme`, `segment`, `period`
)
GROUP BY district, carrier, subject, period_end
ORDER BY district, carrier, subject, from

-- {"p0":"Asia/Shanghai","p1":"shanghai-2021-broadband-upgrade","p2":1768435200000}
