CREATE TABLE IF NOT EXISTS statistics (
  `id` String,
  `carrier` LowCardinality(String),
  `district` LowCardinality(String),
  `observed_at` DateTime64(9, 'UTC'),
  `revision` UInt64,
  `statistic` LowCardinality(String),
  `rows.value` Array(Decimal(38, 18)),
  `rows.item` Array(String),
  `rows.weight` Array(Decimal(38, 18)),
  `rows.commissioned` Array(Nullable(DateTime64(9, 'UTC'))),
  `received_at` DateTime64(3, 'UTC'),
  `source` LowCardinality(String),
  `partition` UInt32,
  `offset` UInt64,
  `line` UInt32,
  content_hash UInt128 MATERIALIZED reinterpretAsUInt128(sipHash128(`carrier`, `district`, `observed_at`, `revision`, `statistic`, `rows.value`, `rows.item`, `rows.weight`, arrayMap(x -> ifNull(toString(x), ''), `rows.commissioned`))),
  receipt_order UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(received_at)
) ENGINE = ReplacingMergeTree(receipt_order)
ORDER BY (`carrier`, `district`, `statistic`, observed_at, revision, content_hash)
