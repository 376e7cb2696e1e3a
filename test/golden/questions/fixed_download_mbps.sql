WITH arraySort(groupArrayArray(amounts)) AS ordered, toInt64(length(ordered)) AS n
SELECT m, district, carrier, sum(received), sum(late), sum(superseded), sum(thinned), sum(used), [(sumIf(used, 1), toString(sumIf(total, 1)), toString(sumIf(squares, 1)))], if(n = 0, [], [(ordered[intDiv((n - 1) * 1, 10) + 1], ordered[least(n, intDiv((n - 1) * 1, 10) + 2)], (n - 1) * 1 % 10), (ordered[intDiv((n - 1) * 5, 10) + 1], ordered[least(n, intDiv((n - 1) * 5, 10) + 2)], (n - 1) * 5 % 10), (ordered[intDiv((n - 1) * 9, 10) + 1], ordered[least(n, intDiv((n - 1) * 9, 10) + 2)], (n - 1) * 9 % 10)]), sum(marks)
FROM (SELECT *, 0 AS marks FROM (SELECT m, day, district, carrier, part, count() AS received, countIf(is_late) AS late, countIf(is_superseded) AS superseded, countIf(is_thinned) AS thinned,
  countIf(counts) AS used, sumIf(y, counts) AS total, sumIf(y * y, counts) AS squares, groupArrayIf(if(toDecimal64(least(x, 1000000000), 6) = x, toFloat64(toDecimal64(least(x, 1000000000), 6)), toFloat64(toString(x))), counts) AS amounts
FROM (
  SELECT *, NOT is_late AND NOT is_superseded AND NOT is_thinned AS counts, toDecimal256(x, 18) AS y
  FROM (SELECT *, 0 AS is_thinned FROM (SELECT hit.1 AS m, toDate(observed_at, {p0:String}) AS day, district, carrier, hit.2 AS part, hit.3 AS x, id, tester, is_late, is_superseded
    FROM (
      SELECT `id`, `carrier`, `district`, `observed_at`, `tester`, `download_mbps`, `service`, received_at > fromUnixTimestamp64Milli({p4:Int64}) AS is_late, 0 AS is_superseded FROM speed_samples WHERE observed_at < toDateTime64(toString({p2:Date}), 9, {p0:String}) AND (observed_at >= toDateTime64(toString({p1:Date}), 9, {p0:String}) OR revision > 0) AND observed_at >= toDateTime64(toString({p1:Date}), 9, {p0:String}) AND cityHash64(`carrier`, `id`) NOT IN (SELECT cityHash64(`carrier`, `id`) FROM speed_samples WHERE observed_at < toDateTime64(toString({p2:Date}), 9, {p0:String}) AND (observed_at >= toDateTime64(toString({p1:Date}), 9, {p0:String}) OR revision > 0) GROUP BY cityHash64(`carrier`, `id`) HAVING count() > 1) AND 1
      UNION ALL
      SELECT * FROM (
      SELECT `id`, `carrier`, `district`, `observed_at`, `tester`, `download_mbps`, `service`, is_late, NOT is_late AND row_number() OVER (PARTITION BY id, carrier, is_late ORDER BY revision DESC, observed_at DESC, content_hash) > 1 AS is_superseded
      FROM (
        SELECT id, carrier, content_hash, any(revision) AS revision, any(`district`) AS `district`, any(`observed_at`) AS `observed_at`, any(`tester`) AS `tester`, any(`download_mbps`) AS `download_mbps`, any(`service`) AS `service`, min(received_at) > fromUnixTimestamp64Milli({p5:Int64}) AS is_late
        FROM (SELECT *, content_hash FROM speed_samples WHERE observed_at < toDateTime64(toString({p2:Date}), 9, {p0:String}) AND (observed_at >= toDateTime64(toString({p1:Date}), 9, {p0:String}) OR revision > 0) AND cityHash64(`carrier`, `id`) IN (SELECT cityHash64(`carrier`, `id`) FROM speed_samples WHERE observed_at < toDateTime64(toString({p2:Date}), 9, {p0:String}) AND (observed_at >= toDateTime64(toString({p1:Date}), 9, {p0:String}) OR revision > 0) GROUP BY cityHash64(`carrier`, `id`) HAVING count() > 1))
        GROUP BY id, carrier, content_hash
      )
    )
    WHERE observed_at >= toDateTime64(toString({p1:Date}), 9, {p0:String}) AND 1)
    ARRAY JOIN arrayFilter(h -> h.4, [(toUInt16(0), toUInt8(0), toDecimal128(assumeNotNull(`download_mbps`), 18), `service` = {p3:String} AND isNotNull(`download_mbps`))]) AS hit))
)
GROUP BY m, day, district, carrier, part))
WHERE district IN {p6:Array(String)} OR marks > 0
GROUP BY GROUPING SETS ((m, district, carrier), (m, district), (m, carrier), (m))
HAVING (district != '' OR grouping(district)) AND (carrier != '' OR grouping(carrier))
ORDER BY m, district, carrier

-- {"p0":"Asia/Shanghai","p1":"2025-10-03","p2":"2026-01-01","p3":"fixed","p4":1768435200000,"p5":1768435200000,"p6":["310101","310115"]}
