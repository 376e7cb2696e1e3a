CREATE TABLE IF NOT EXISTS acceptances (
  `id` String,
  `carrier` LowCardinality(String),
  `district` LowCardinality(String),
  `observed_at` DateTime64(9, 'UTC'),
  `revision` UInt64,
  `programme` LowCardinality(String),
  `item` String,
  `positions_tested` UInt64,
  `positions_passed` UInt64,
  `points_tested` UInt64,
  `points_passed` UInt64,
  `accepted_at` DateTime64(9, 'UTC'),
  `received_at` DateTime64(3, 'UTC'),
  `source` LowCardinality(String),
  `partition` UInt32,
  `offset` UInt64,
  `line` UInt32,
  content_hash UInt128 MATERIALIZED reinterpretAsUInt128(sipHash128(`carrier`, `district`, `observed_at`, `revision`, `programme`, `item`, `positions_tested`, `positions_passed`, `points_tested`, `points_passed`, `accepted_at`)),
  receipt_order UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(received_at)
) ENGINE = ReplacingMergeTree(receipt_order)
ORDER BY (`programme`, `item`, observed_at, revision, content_hash)
