CREATE TABLE IF NOT EXISTS task_completions (
  `id` String,
  `carrier` LowCardinality(String),
  `district` LowCardinality(String),
  `observed_at` DateTime64(9, 'UTC'),
  `revision` UInt64,
  `plan` LowCardinality(String),
  `task` LowCardinality(String),
  `period` LowCardinality(String),
  `completed_at` DateTime64(9, 'UTC'),
  `evidence` String,
  `by` String,
  `status` LowCardinality(String),
  `received_at` DateTime64(3, 'UTC'),
  `source` LowCardinality(String),
  `partition` UInt32,
  `offset` UInt64,
  `line` UInt32,
  content_hash UInt128 MATERIALIZED reinterpretAsUInt128(sipHash128(`carrier`, `district`, `observed_at`, `revision`, `plan`, `task`, `period`, `completed_at`, `evidence`, `by`, `status`)),
  receipt_order UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(received_at)
) ENGINE = ReplacingMergeTree(receipt_order)
ORDER BY (`plan`, `task`, `period`, observed_at, revision, content_hash)
