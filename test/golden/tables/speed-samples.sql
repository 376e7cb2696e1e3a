CREATE TABLE IF NOT EXISTS speed_samples (
  `id` String,
  `carrier` LowCardinality(String),
  `district` LowCardinality(String),
  `observed_at` DateTime64(9, 'UTC'),
  `revision` UInt64,
  `service` LowCardinality(String),
  `generation` LowCardinality(String),
  `place` LowCardinality(String),
  `download_mbps` Decimal(38, 18),
  `upload_mbps` Nullable(Decimal(38, 18)),
  `latency_ms` Nullable(Decimal(38, 18)),
  `tester` String,
  `received_at` DateTime64(3, 'UTC'),
  `source` LowCardinality(String),
  `partition` UInt32,
  `offset` UInt64,
  `line` UInt32,
  content_hash UInt128 MATERIALIZED reinterpretAsUInt128(sipHash128(`id`, `carrier`, `district`, `observed_at`, `revision`, `service`, `generation`, `place`, `download_mbps`, isNull(`upload_mbps`), ifNull(`upload_mbps`, defaultValueOfTypeName('Decimal(38, 18)')), isNull(`latency_ms`), ifNull(`latency_ms`, defaultValueOfTypeName('Decimal(38, 18)')), `tester`)),
  receipt_order UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(received_at),
  INDEX corrections revision TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(receipt_order)
PRIMARY KEY observed_at
ORDER BY (observed_at, `carrier`, `id`, revision, content_hash)
