SELECT district, carrier, subject, toString(from) AS from, NULL AS until,
  [toString(sum(m0))] AS values
FROM (
  SELECT subject, change.1 AS from, change.2 AS district, change.3 AS carrier, change.4 AS m0
  FROM (
    SELECT subject, arrayPopBack(states) AS earlier, arrayPopFront(states) AS later,
      arrayMap((s, next) -> s.1 = next.1, earlier, later) AS is_followed,
      arrayJoin(arrayConcat(
        arrayMap(s -> (s.5, s.6, s.7, s.8), states),
        arrayMap((s, next) -> (greatest(s.5, toDate(next.2, {p0:String})), s.6, s.7, -s.8), arrayFilter((s, f) -> f, earlier, is_followed), arrayFilter((next, f) -> f, later, is_followed))
      )) AS change
    FROM (
      SELECT `programme` AS subject,
        arraySort(groupArray((`item`, observed_at, revision, bitNot(content_hash), from, district, carrier, m0))) AS states
      FROM (
        SELECT *, content_hash, toDate(observed_at, {p0:String}) AS day, greatest(day, toDate(`accepted_at`, {p0:String})) AS from, toInt8(`programme` = {p1:String} AND toDecimal256(`positions_tested`, 18) >= toDecimal256({p2:String}, 18) AND toDecimal256(`positions_passed`, 18) >= toDecimal256({p3:String}, 18) * `positions_tested` AND toDecimal256(`points_passed`, 18) >= toDecimal256({p4:String}, 18) * `points_tested`) AS m0
        FROM acceptances
  WHERE received_at <= fromUnixTimestamp64Milli({p5:Int64})
      )
      GROUP BY `programme`
    )
  )
)
GROUP BY district, carrier, subject, from
ORDER BY district, carrier, subject, from

-- {"p0":"Asia/Shanghai","p1":"shanghai-2023-garage-coverage","p2":"1","p3":"0.9","p4":"1","p5":1768435200000}
