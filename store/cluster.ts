import { quoted } from './schema.ts';

/**
 * A table of one server as a table of a cluster: replicated parts on every shard under `NAME_local`, and under NAME a
 * distributed table over them. Rows are sent to a shard by what they are about, so that every version and every copy of
 * a fact meets on one shard, where it collapses.
 */
export function onCluster(createTable: string, cluster: string): readonly string[] {
  const parts = STATEMENT.exec(createTable)?.groups;
  const { name, columns, engine, version = '', rest } = parts ?? {};
  if (name === undefined || columns === undefined || engine === undefined || rest === undefined)
    throw new TypeError(`not a CREATE TABLE that can be put on a cluster: ${createTable}`);
  const on = `ON CLUSTER ${quoted(cluster)}`;
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
  const order = /ORDER BY \(?([^()]*)\)?$/.exec(rest)?.[1] ?? '';
  const columns = order
    .split(',')
    .map((column) => column.trim())
    .filter((column) => !OF_A_VERSION.has(column.replaceAll('`', '')));
  return columns.join(', ');
}
