CREATE TABLE IF NOT EXISTS sites_5g (
  `id` String,
  `carrier` LowCardinality(String),
  `district` LowCardinality(String),
  `observed_at` DateTime64(9, 'UTC'),
  `revision` UInt64,
  `rows.placement` Array(LowCardinality(String)),
  `rows.generation` Array(LowCardinality(String)),
  `rows.stations` Array(UInt64),
  `rows.shared_with` Array(Array(LowCardinality(String))),
  `received_at` DateTime64(3, 'UTC'),
  `source` LowCardinality(String),
  `partition` UInt32,
  `offset` UInt64,
  `line` UInt32,
  content_hash UInt128 MATERIALIZED reinterpretAsUInt128(sipHash128(`carrier`, `district`, `observed_at`, `revision`, `rows.placement`, `rows.generation`, `rows.stations`, `rows.shared_with`)),
  receipt_order UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(received_at)
) ENGINE = ReplacingMergeTree(receipt_order)
ORDER BY (`carrier`, `district`, observed_at, revision, content_hash)
