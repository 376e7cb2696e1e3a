CREATE TABLE IF NOT EXISTS subscribers (
  `id` String,
  `carrier` LowCardinality(String),
  `district` LowCardinality(String),
  `observed_at` DateTime64(9, 'UTC'),
  `revision` UInt64,
  `service` LowCardinality(String),
  `rows.segment` Array(LowCardinality(String)),
  `rows.area` Array(LowCardinality(String)),
  `rows.subscribed_mbps` Array(Nullable(Decimal(38, 18))),
  `rows.generation` Array(LowCardinality(String)),
  `rows.subscribers` Array(UInt64),
  `received_at` DateTime64(3, 'UTC'),
  `source` LowCardinality(String),
  `partition` UInt32,
  `offset` UInt64,
  `line` UInt32,
  content_hash UInt128 MATERIALIZED reinterpretAsUInt128(sipHash128(`carrier`, `district`, `observed_at`, `revision`, `service`, `rows.segment`, `rows.area`, arrayMap(x -> ifNull(toString(x), ''), `rows.subscribed_mbps`), `rows.generation`, `rows.subscribers`)),
  receipt_order UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(received_at)
) ENGINE = ReplacingMergeTree(receipt_order)
ORDER BY (`carrier`, `district`, `service`, observed_at, revision, content_hash)
