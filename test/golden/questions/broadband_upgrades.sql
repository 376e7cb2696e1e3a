SELECT district, carrier, subject, toString(period_end) AS first_day, NULL AS until,
  [toString(sum(latest_state.2))] AS values,
  toString(toLastDayOfMonth(period_end)), min(first), max(latest), max(last_revision), max(is_repeated)
FROM (
  SELECT district, carrier, subject, period_end,
    argMax(tuple(revision, m0), (revision, observed_at, bitNot(content_hash))) AS latest_state,
    toUnixTimestamp64Milli(min(received_at)) AS first, toUnixTimestamp64Milli(max(received_at)) AS latest,
    max(revision) AS last_revision, count() > uniqExact((observed_at, revision)) AS is_repeated
  FROM (SELECT *, content_hash, `programme` AS subject, if(`programme` = {p1:String}, toInt64(`completed`), 0) AS m0 FROM programme_progress
  WHERE received_at <= fromUnixTimestamp64Milli({p2:Int64}))
  GROUP BY district, carrier, subject, period_end, `carrier`, `district`, `programme`, `segment`, `period`
)
GROUP BY district, carrier, subject, period_end
ORDER BY district, carrier, subject, period_end

-- {"p0":"Asia/Shanghai","p1":"shanghai-2021-broadband-upgrade","p2":1768435200000}
