import type { StoreLocation } from '../store/clickhouse.ts';
import type { Settings } from './config.ts';

/** A server where one is set, else the data directory. */
export function storeLocation({ values }: Settings): StoreLocation {
  const url = values.clickhouse_url;
  return url === undefined ? { kind: 'embedded', directory: values.data ?? './data' } : { kind: 'server', url };
}
