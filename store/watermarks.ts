import type { CompiledQuery } from './query.ts';
import { quoted } from './schema.ts';

/** Compiles to each table of the database and a text that any insert into it changes. */
export function compileWatermarks(cluster: string | undefined): CompiledQuery {
  const parts = cluster === undefined ? 'system.parts' : `clusterAllReplicas(${quoted(cluster)}, system.parts)`;
  const name = cluster === undefined ? 'table' : "replaceRegexpOne(table, '_local$', '')";
  // Merges keep a partition's greatest block number and inserts raise it.
  const sql = `SELECT ${name} AS name, toString(arraySort(groupArray((host, partition_id, last)))) FROM (
  SELECT hostName() AS host, table, partition_id, max(max_block_number) AS last FROM ${parts}
  WHERE active AND database = currentDatabase() GROUP BY host, table, partition_id)
GROUP BY name`;
  return { sql, params: {}, tables: [] };
}
