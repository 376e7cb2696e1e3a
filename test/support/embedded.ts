import { createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import { STREAMS } from '../../ingest/streams.ts';
import { sampleTables } from '../../store/sample-tables.ts';
import { tableName } from '../../store/schema.ts';
import type { StoreLocation } from '../../store/clickhouse.ts';
import { ClickHouseStore } from '../../store/clickhouse.ts';
import { scratch } from './scratch.ts';

/** The engine holds one directory per process for good, so a test file has one, emptied between tests. */
let opened: { readonly store: ClickHouseStore; readonly directory: string } | undefined;

const TABLES = [
  ...STREAMS.flatMap((stream) => [tableName(stream.name), ...(stream.kind === 'sample' ? sampleTables(stream) : [])]),
  'dead_letters',
  'loads',
  'audit',
  'challenges',
  'answers',
  'snapshots',
];

/** A store without rows: the server of `CLICKHOUSE_URL` where one is given, else embedded. */
export async function emptyStore(location: StoreLocation = embedded()): Promise<ClickHouseStore> {
  if (location.kind === 'server') {
    const store = await ClickHouseStore.open(location, STREAMS);
    await statements(
      location,
      TABLES.map((table) => `TRUNCATE TABLE ${table}`),
    );
    return store;
  }
  opened ??= { store: await ClickHouseStore.open(location, STREAMS), directory: location.directory };
  await statements(
    { kind: 'embedded', directory: opened.directory },
    TABLES.map((table) => `TRUNCATE TABLE ${table}`),
  );
  return opened.store;
}

/** Where the embedded store of this test file lies. */
export function locationOf(): StoreLocation {
  return embedded();
}

/** Runs statements beside the store, on the same data. */
export async function statements(location: StoreLocation, texts: readonly string[]): Promise<void> {
  const client =
    location.kind === 'server'
      ? createClient({ url: location.url })
      : createClient({ connection: createChdbConnection({ path: location.directory }) as unknown as Connection });
  for (const query of texts) await client.command({ query });
  await client.close();
}

type Connection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>;

function embedded(): StoreLocation {
  const directory = opened?.directory ?? scratch();
  return { kind: 'embedded', directory };
}
