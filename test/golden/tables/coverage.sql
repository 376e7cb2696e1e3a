CREATE TABLE IF NOT EXISTS coverage (
  `id` String,
  `carrier` LowCardinality(String),
  `district` LowCardinality(String),
  `observed_at` DateTime64(9, 'UTC'),
  `revision` UInt64,
  `subject` LowCardinality(String),
  `rows.category` Array(LowCardinality(String)),
  `rows.area` Array(LowCardinality(String)),
  `rows.covered` Array(UInt64),
  `rows.total` Array(UInt64),
  `received_at` DateTime64(3, 'UTC'),
  `source` LowCardinality(String),
  `partition` UInt32,
  `offset` UInt64,
  `line` UInt32,
  content_hash UInt128 MATERIALIZED reinterpretAsUInt128(sipHash128(`carrier`, `district`, `observed_at`, `revision`, `subject`, `rows.category`, `rows.area`, `rows.covered`, `rows.total`)),
  receipt_order UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(received_at)
) ENGINE = ReplacingMergeTree(receipt_order)
ORDER BY (`carrier`, `district`, `subject`, observed_at, revision, content_hash)
