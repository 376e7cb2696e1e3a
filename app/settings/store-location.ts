import type { StoreLocation } from '../../store/clickhouse.ts';
import type { Settings } from './config.ts';

/** A server where one is set, else the data directory. */
export function storeLocation({ values }: Settings): StoreLocation {
  const { clickhouse_cluster: cluster, clickhouse_url: url, data = './data' } = values;
  if (url === undefined) return { kind: 'embedded', directory: data };
  return { kind: 'server', url, ...(cluster === undefined ? {} : { cluster }) };
}
