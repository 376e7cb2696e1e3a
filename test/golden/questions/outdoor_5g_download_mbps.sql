SELECT s.2 AS district, carrier, [(countIf(s.3), toString(sumIf(toDecimal256(s.4, 18), s.3)), toString(sumIf(toDecimal256(s.4, 18) * toDecimal256(s.4, 18), s.3)), quantilesExactInclusiveIf(0.1, 0.5, 0.9)(toFloat64(s.4), s.3))] AS measures
FROM (
  SELECT carrier, argMax((observed_at, district, c0, x0), (revision, observed_at, bitNot(content_hash))) AS s
  FROM (
    SELECT carrier, id, observed_at, revision, content_hash, district, (`service` = {p4:String} AND `generation` = {p5:String} AND `place` = {p6:String}) AND isNotNull(`download_mbps`) AS c0, assumeNotNull(`download_mbps`) AS x0
    FROM speed_samples
    WHERE observed_at < toDateTime64(toString({p1:Date} + 1), 9, {p0:String}) AND (observed_at >= toDateTime64(toString({p1:Date} - {p2:UInt32}), 9, {p0:String}) OR revision > 0) AND received_at <= fromUnixTimestamp64Milli({p3:Int64})
  )
  GROUP BY carrier, id
)
WHERE s.1 >= toDateTime64(toString({p1:Date} - {p2:UInt32}), 9, {p0:String}) AND s.2 IN {p7:Array(String)}
GROUP BY GROUPING SETS ((s.2, carrier), (s.2), (carrier), ())
ORDER BY district, carrier

-- {"p0":"Asia/Shanghai","p1":"2025-12-31","p2":89,"p3":1768435200000,"p4":"mobile","p5":"5g","p6":"outdoor","p7":["310101","310115"]}
