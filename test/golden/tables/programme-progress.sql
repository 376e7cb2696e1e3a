CREATE TABLE IF NOT EXISTS programme_progress (
  `id` String,
  `carrier` LowCardinality(String),
  `district` LowCardinality(String),
  `observed_at` DateTime64(9, 'UTC'),
  `revision` UInt64,
  `programme` LowCardinality(String),
  `period` LowCardinality(String),
  `segment` LowCardinality(String),
  `completed` UInt64,
  `period_end` Date,
  `received_at` DateTime64(3, 'UTC'),
  `source` LowCardinality(String),
  `partition` UInt32,
  `offset` UInt64,
  `line` UInt32,
  content_hash UInt128 MATERIALIZED reinterpretAsUInt128(sipHash128(`carrier`, `district`, `observed_at`, `revision`, `programme`, `period`, `segment`, `completed`, `period_end`)),
  receipt_order UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(received_at)
) ENGINE = ReplacingMergeTree(receipt_order)
ORDER BY (`carrier`, `district`, `programme`, `segment`, `period`, observed_at, revision, content_hash)
