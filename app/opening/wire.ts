import type { ClickHouseStore } from '../../store/clickhouse.ts';
import type { Asker } from '../../store/asker.ts';
import { remembering } from '../../store/asker.ts';
import type { Context } from '../command.ts';
import type { Settings } from '../settings/config.ts';
import type { Definitions } from './definitions.ts';
import { openDefinitions } from './definitions.ts';
import { EvaluationMemo } from '../evaluating/evaluation-memo.ts';
import type { StoreAccess } from './open-store.ts';
import { openStore, serverFailure } from './open-store.ts';

/** What a command that reads or writes figures works with. */
export interface Works extends Definitions {
  readonly settings: Settings;
  readonly store: ClickHouseStore;
  /** Asks again only what may have changed. */
  readonly asker: Asker;
  readonly evaluations: EvaluationMemo;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Reads settings and definitions, lets `prepare` refuse what was asked for, and only then opens the store: wrong usage
 * leaves no trace on the disk.
 */
export async function withWorks<P, T>(
  context: Context,
  prepare: (definitions: Definitions) => P | Promise<P>,
  work: (works: Works, prepared: P) => Promise<T>,
  access: StoreAccess = {},
): Promise<T> {
  const settings = await context.settings();
  const definitions = await openDefinitions(settings);
  const prepared = await prepare(definitions);
  return withStore(settings, access, (store) =>
    work(
      {
        ...definitions,
        ...{ settings, store, now: context.now },
        asker: remembering(store, store),
        evaluations: new EvaluationMemo(),
      },
      prepared,
    ),
  );
}

/** Opens the store for the work and closes it whatever happens. */
async function withStore<T>(
  settings: Settings,
  access: StoreAccess,
  work: (store: ClickHouseStore) => Promise<T>,
): Promise<T> {
  const store = await openStore(settings, access);
  try {
    return await work(store);
  } catch (error) {
    const url = settings.values.clickhouse_url;
    throw url === undefined ? error : serverFailure(url, error);
  } finally {
    await store.close();
  }
}
