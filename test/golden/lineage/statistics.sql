SELECT s.1 AS district, s.2 AS carrier, s.3 AS subject, s.4 AS part, toString(max(s.5)) AS from,
  argMax((toString(toUnixTimestamp64Nano(s.6)), s.7, toUnixTimestamp64Milli(s.8), s.9, s.10, s.11, s.12), (s.6, s.7, s.8, s.9, s.10, s.11, s.12)) AS lineage,
  count() AS entities, [toString(sum(s.13))] AS values
FROM (
  SELECT argMax((district, carrier, subject, part, from, observed_at, revision, received_at, source, partition, `offset`, line, m0), (observed_at, revision, bitNot(content_hash), receipt_order)) AS s
  FROM (
    SELECT *, content_hash, receipt_order, toDate(observed_at, {p0:String}) AS day, toDate(observed_at, {p0:String}) AS from, `statistic` AS subject, '' AS part, if(empty(arrayFilter(v -> isNotNull(v), arrayMap((r_value) -> if(1, toNullable(r_value), NULL), `rows.value`))), NULL, arrayMax(arrayFilter(v -> isNotNull(v), arrayMap((r_value) -> if(1, toNullable(r_value), NULL), `rows.value`)))) AS m0
    FROM statistics
    WHERE day <= {p1:Date} AND received_at <= fromUnixTimestamp64Milli({p2:Int64})
  )
  GROUP BY `carrier`, `district`, `statistic`
)
WHERE s.1 IN {p3:Array(String)} AND s.5 <= {p1:Date}
GROUP BY s.1, s.2, s.3, s.4
ORDER BY district, carrier, subject, part

-- {"p0":"Asia/Shanghai","p1":"2025-12-31","p2":1768435200000,"p3":["310101","310115"]}

SELECT sum(admitted), sum(known), sum(observed), sum(winner.1), sum(winner.2)
FROM (
  SELECT uniqExactIf((observed_at, revision, content_hash), in_scope) AS admitted, uniqExactIf((observed_at, revision, content_hash), in_scope AND is_known) AS known,
    uniqExactIf((observed_at, revision, content_hash), in_scope AND is_known AND is_observed) AS observed,
    argMaxIf((in_scope, in_scope AND is_effective), (observed_at, revision, bitNot(content_hash)), is_known AND is_observed) AS winner
  FROM (
    SELECT *, content_hash, district IN {p3:Array(String)} AND carrier IN {p4:Array(String)} AND `statistic` IN {p5:Array(String)} AS in_scope, received_at <= fromUnixTimestamp64Milli({p2:Int64}) AS is_known,
      toDate(observed_at, {p0:String}) <= {p1:Date} AS is_observed, toDate(observed_at, {p0:String}) <= {p1:Date} AS is_effective
    FROM statistics
  )
  GROUP BY `carrier`, `district`, `statistic`
)

-- {"p0":"Asia/Shanghai","p1":"2025-12-31","p2":1768435200000,"p3":["310101","310115"],"p4":["telecom"],"p5":["fixed"]}

SELECT code, countIf(first <= fromUnixTimestamp64Milli({p1:Int64})), countIf(NOT (first <= fromUnixTimestamp64Milli({p1:Int64})))
FROM (
  SELECT carrier, any(codes)[1] AS code, any(raw) AS text, min(received_at) AS first
  FROM dead_letters
  WHERE stream = {p0:String}
  GROUP BY carrier, position, raw_hash
)
WHERE JSONExtractString(text, 'district') IN {p2:Array(String)} AND if(carrier = '', JSONExtractString(text, 'carrier'), carrier) IN {p3:Array(String)} AND JSONExtractString(text, 'statistic') IN {p4:Array(String)}
GROUP BY code
ORDER BY code

-- {"p0":"statistics","p1":1768435200000,"p2":["","310101","310115"],"p3":["","telecom"],"p4":["","fixed"]}
