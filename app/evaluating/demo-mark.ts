import { SHANGHAI_2025, YUZHONG_2023 } from '../../ingest/simulation/demo.ts';
import { STREAMS } from '../../ingest/streams.ts';
import type { Profile } from '../../indicators/profile.ts';
import type { Asker } from '../../store/asker.ts';
import { tableName } from '../../store/schema.ts';
import type { Text } from '../terminal/language.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** The word that stands wherever figures come from simulated data. */
export const DEMO_MARK: Text = { zh: '演示数据', en: '演示数据 demo data' };

/** Where and when the demo is worth looking at. */
export const DEMO_SCORECARDS = [
  { profile: 'shanghai', asOf: SHANGHAI_2025.asOf, notes: SHANGHAI_2025.notes },
  { profile: 'chongqing-yuzhong', asOf: YUZHONG_2023.asOf, notes: YUZHONG_2023.notes },
] as const;

/** How the source of a load of the demo begins. */
export const DEMO_SOURCE = 'demo:';

/** Whether no stream has any rows. */
export async function isEmpty(asker: Asker): Promise<boolean> {
  const tables = STREAMS.map(({ name }) => tableName(name));
  const counts = tables.map((name) => `(SELECT count() FROM ${name})`).join(' + ');
  const [row] = await asker.ask({ sql: `SELECT ${counts}`, params: {}, tables });
  return Number(row?.[0] ?? 0) === 0;
}

/** A reader of an empty store is told how to fill it. */
export async function noteEmpty(terminal: Terminal, asker: Asker): Promise<void> {
  if (!(await isEmpty(asker))) return;
  terminal.note({
    zh: '存储是空的：gigacity start 装入演示数据，gigacity load FILE… 装入文件',
    en: 'the store is empty: gigacity start loads the demo data, gigacity load FILE… your files',
  });
}

/**
 * Notes what a reader of figures must know beside them: that the store is empty, or, where they are one document, whose
 * form is a promise, that some of them are simulated. Tells of a place whether its figures are.
 */
export async function demoNoted(
  terminal: Terminal,
  asker: Asker,
  profiles: readonly Profile[],
): Promise<(profile: Profile) => boolean> {
  const isDemo = await demoMarks(asker);
  await noteEmpty(terminal, asker);
  if (terminal.json && profiles.some(isDemo)) terminal.note(DEMO_MARK);
  return isDemo;
}

/** Tells of a place whether its figures come from the demo. */
export async function demoMarks(asker: Asker): Promise<(profile: Profile) => boolean> {
  const codes = new Set((await demoLoads(asker)).map(({ source }) => source.split(':')[1]));
  return ({ city, district }) => codes.has(city) || (district !== undefined && codes.has(district));
}

/** The loads of the demo that have begun, and the content of each that has ended. */
export async function demoLoads(
  asker: Asker,
): Promise<readonly { readonly source: string; readonly sha256: string }[]> {
  const rows = await asker.ask({
    sql: 'SELECT DISTINCT source, sha256 FROM loads WHERE startsWith(source, {mark: String}) ORDER BY source, sha256',
    params: { mark: DEMO_SOURCE },
    tables: ['loads'],
  });
  return rows.map(([source, sha256]) => ({ source: String(source), sha256: String(sha256) }));
}
