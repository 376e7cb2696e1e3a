import { quoted } from './schema.ts';

/**
 * A statement of one server as statements of a cluster. A table becomes replicated parts on every shard under
 * `NAME_local`, and under NAME a distributed table over them. Rows are sent to a shard by what they are about, so that
 * every version and every copy of a fact meets on one shard, where it collapses. A materialized view reads what arrives
 * on its own shard; rows that are copied from table to table go through the distributed ones, as they are.
 */
export function onCluster(statement: string, cluster: string): readonly string[] {
  const on = `ON CLUSTER ${quoted(cluster)}`;
  if (statement.startsWith('INSERT INTO ')) return [statement];
  const altered = /^ALTER TABLE (?<name>\w+) (?<change>.*)$/s.exec(statement)?.groups;
  if (altered !== undefined)
    return ['_local', ''].map((end) => `ALTER TABLE ${altered['name'] ?? ''}${end} ${on} ${altered['change'] ?? ''}`);
  if (statement.startsWith('DROP TABLE ')) return [`${statement} ${on}`, `${statement}_local ${on}`];
  const view = VIEW.exec(statement)?.groups;
  if (view?.['head'] !== undefined && view['body'] !== undefined && view['table'] !== undefined)
    return [`${view['head']} ${on} ${view['body']} FROM ${view['table']}_local`];
  return tableOnCluster(statement, { cluster, on });
}

const VIEW = /^(?<head>CREATE MATERIALIZED VIEW IF NOT EXISTS \w+) (?<body>TO \w+ AS SELECT .*) FROM (?<table>\w+)$/s;

function tableOnCluster(createTable: string, { cluster, on }: { cluster: string; on: string }): readonly string[] {
  const parts = STATEMENT.exec(createTable)?.groups;
  const { name, columns, engine, version = '', rest } = parts ?? {};
  if (name === undefined || columns === undefined || engine === undefined || rest === undefined)
    throw new TypeError(`not a CREATE TABLE that can be put on a cluster: ${createTable}`);
  const local = `${name}_local`;
  const path = `'/clickhouse/tables/{shard}/{database}/${local}', '{replica}'`;
  return [
    [
      `CREATE TABLE IF NOT EXISTS ${local} ${on} (`,
      columns,
      `) ENGINE = Replicated${engine}(${path}${version === '' ? '' : `, ${version}`})`,
      rest,
    ].join('\n'),
    [
      `CREATE TABLE IF NOT EXISTS ${name} ${on} AS ${local}`,
      `ENGINE = Distributed(${quoted(cluster)}, currentDatabase(), ${local}, sipHash64(${shardKey(rest)}))`,
    ].join('\n'),
  ];
}

const STATEMENT =
  /^CREATE TABLE IF NOT EXISTS (?<name>\w+) \(\n(?<columns>.*?)\n\) ENGINE = (?<engine>\w+)(?:\((?<version>\w+)\))?\n(?<rest>.*)$/s;

/** Columns that tell versions of a fact apart, and so must not part them. */
const OF_A_VERSION = new Set(['content_hash', 'observed_at', 'revision', 'raw_hash']);

/** The sorting key without what changes from version to version. */
function shardKey(rest: string): string {
  const order = /ORDER BY \(?([^()\n]*)\)?/.exec(rest)?.[1] ?? '';
  const columns = order
    .split(',')
    .map((column) => column.trim())
    .filter((column) => !OF_A_VERSION.has(column.replaceAll('`', '')));
  return columns.join(', ');
}
