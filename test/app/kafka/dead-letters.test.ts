import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEachDeadLetter } from '../../../app/kafka/letter-pages.ts';
import { replayAll } from '../../../app/kafka/replay-all.ts';
import type { DeadLetter } from '../../../ingest/measurement.ts';
import type { ReasonCode } from '../../../ingest/rejection.ts';
import { STREAMS } from '../../../ingest/streams.ts';
import { ClickHouseStore } from '../../../store/clickhouse.ts';
import { readDeadLetterPage, readDeadLetters } from '../../../store/dead-letters.ts';
import { shippedCatalogue, shippedRules } from '../../support/catalogue.ts';
import { GOOD } from '../../support/refusals.ts';
import { StoreProcess } from '../../support/store-process.ts';
import { scratch } from '../../support/scratch.ts';
import type { Ran } from '../run.ts';
import { run } from '../run.ts';

const rules = shippedRules(shippedCatalogue());
let server: StoreProcess;
let store: ClickHouseStore;
beforeAll(async () => {
  server = await StoreProcess.start(join(scratch(), 'data'));
  store = await ClickHouseStore.open({ kind: 'server', url: server.url }, STREAMS);
});
afterAll(async () => {
  await store.close();
  await server.kill();
});

let places = 0;

/** Refused by the rules of its day, each at a place of its own. */
function letter(carrier: string, raw: string, code: ReasonCode = 'unknown_district'): DeadLetter {
  places += 1;
  return {
    stream: 'sites-5g',
    carrier,
    origin: { source: `gigacity.sites-5g.${carrier}`, partition: 0, offset: places, line: 1 },
    receivedAt: 1_750_000_000_000 + places,
    raw: Buffer.from(raw),
    reasons: [{ code, path: 'district', detail: 'not yet in the registry' }],
  };
}

const line = (id: string, carrier: string): string =>
  GOOD.replace('"a"', `"${id}"`)
    .replace('telecom', carrier)
    .replace('2025-03-31T23:59:59', `2025-03-31T23:${String(10 + (places % 50))}:${String(10 + (places % 49))}`);

const deps = () => ({ store, asker: store, rules, topicPrefix: 'gigacity' });

const gigacity = (...args: readonly string[]): Promise<Ran> =>
  run([...args, '--lang', 'en'], { environment: { GIGACITY_CLICKHOUSE_URL: server.url } });

async function ids(carrier: string): Promise<readonly string[]> {
  const rows = await store.ask({
    sql: 'SELECT id FROM sites_5g FINAL WHERE carrier = {c:String} ORDER BY id',
    params: { c: carrier },
    tables: [],
  });
  return rows.map(([id]) => String(id));
}

it('a replay takes as many pages as there are letters, and leaves those out that were not asked for', async () => {
  const good = Array.from({ length: 25 }, (_, i) => letter('telecom', line(`p-${String(i)}`, 'telecom')));
  await store.bury([...good, letter('telecom', 'broken', 'not_json'), letter('mobile', line('m-1', 'mobile'))]);
  const filter = { carrier: 'telecom', all: false };
  const some = await replayAll(deps(), { ...filter, limit: 5 }, { pageLetters: 2 });
  expect([some.admitted.length, some.refused.length]).toEqual([4, 1]);
  const rest = await replayAll(deps(), { ...filter, limit: 1_000 }, { pageLetters: 7 });
  expect([rest.admitted.length, rest.refused.length]).toEqual([21, 1]);
  expect(await ids('telecom')).toHaveLength(25);
  expect(await ids('mobile')).toEqual([]);
});

it('a row that the store refuses again stays a dead letter, and keeps no other one out', async () => {
  await store.bury([1, 2, 3].map((i) => letter('unicom', line(`u-${String(i)}`, 'unicom'))));
  await server.fail({ kind: 'refuse-rows', match: 'u-2', times: 10 });
  const done = await replayAll(deps(), { carrier: 'unicom', all: false, limit: 10 });
  expect([done.admitted.length, done.refused.length]).toEqual([2, 1]);
  expect(await ids('unicom')).toEqual(['u-1', 'u-3']);
  const left = await readDeadLetters(store, { carrier: 'unicom', all: false, limit: 10 });
  expect(left.map(({ raw, reasons }) => [Buffer.from(raw).includes('u-2'), reasons.map(({ code }) => code)])).toEqual([
    [true, ['store_rejected']],
  ]);
  await server.fail();
  expect((await replayAll(deps(), { carrier: 'unicom', all: false, limit: 10 })).admitted).toHaveLength(1);
  expect(await ids('unicom')).toEqual(['u-1', 'u-2', 'u-3']);
});

it('a store that refuses all ends the replay with what it said, and nothing is marked', async () => {
  await store.bury([letter('cable', line('c-1', 'cable'))]);
  await server.fail({ kind: 'too-many-parts', match: 'INSERT INTO', times: 1 });
  const ran = await gigacity('dead-letters', 'replay', '--carrier', 'cable');
  expect(ran.exit).toBe(1);
  expect(ran.err).toContain('Too many parts');
  expect(await readDeadLetters(store, { carrier: 'cable', all: false, limit: 10 })).toHaveLength(1);
  expect((await gigacity('dead-letters', 'replay', '--carrier', 'cable', '--json')).exit).toBe(0);
  expect(await ids('cable')).toEqual(['c-1']);
});

it('a letter is mended and replayed with the receipt and the place that it had', async () => {
  const bad = letter('tower', line('t-1', 'tower').replace('310115', '999999'));
  await store.bury([bad]);
  const [{ id } = { id: '' }] = await readDeadLetters(store, { carrier: 'tower', all: false, limit: 10 });
  const file = join(scratch(), 'line.json');
  writeFileSync(file, `${line('t-1', 'tower').replace('310115', '888888')}\n`);
  const worse = await gigacity('dead-letters', 'replay', id, '--mended', file);
  expect(worse.exit).toBe(1);
  expect(worse.err).toMatch(/refused as it was mended too: district: .*888888/);
  writeFileSync(file, `${line('t-1', 'mobile')}\n`);
  expect((await gigacity('dead-letters', 'replay', id, '--mended', file)).err).toContain('the topic belongs to tower');
  expect(await readDeadLetters(store, { carrier: 'tower', all: true, limit: 10 })).toHaveLength(1);

  writeFileSync(file, `${line('t-1', 'tower')}\n`);
  expect(await gigacity('dead-letters', 'replay', id, '--mended', file)).toMatchObject({ exit: 0 });
  expect(
    await store.ask({
      sql: "SELECT id, toString(toUnixTimestamp64Milli(received_at)), source, toString(offset) FROM sites_5g FINAL WHERE carrier = 'tower'",
      params: {},
      tables: [],
    }),
  ).toEqual([['t-1', String(bad.receivedAt), bad.origin.source, String(bad.origin.offset)]]);
  const [kept] = await readDeadLetters(store, { carrier: 'tower', all: true, limit: 10 });
  expect(kept).toMatchObject({ id, isReplayed: true, raw: bad.raw });
});

it.each([
  [['replay', '--mended', 'line.json'], '--mended goes with the replay of one dead letter'],
  [['list', '--code', 'rnge'], 'did you mean "range"?'],
])('%j is refused', async (args, said) => {
  const ran = await gigacity('dead-letters', ...args);
  expect(ran.exit).toBe(2);
  expect(ran.err).toContain(said);
});

it('a table of letters is read without their bytes, which it does not show', async () => {
  await store.bury([letter('authority', 'as long as can be', 'not_json')]);
  await server.fail({ kind: 'too-many-parts', match: 'raw_base64', times: 100 });
  const listed = await gigacity('dead-letters', 'list', '--carrier', 'authority');
  const shown = await gigacity('dead-letters', 'list', '--carrier', 'authority', '--json');
  await server.fail();
  expect(listed).toMatchObject({ exit: 0 });
  expect(listed.out).toContain('sites-5g');
  expect(shown.exit).toBe(1);
});

it('a page ends where its letters have too many bytes together, and holds one at least', async () => {
  const sizes = [30, 3_000, 30, 30, 30];
  await store.bury(sizes.map((size) => letter('broadcast', 'x'.repeat(size), 'not_json')));
  const pages: number[][] = [];
  for (let offset = 0, hasMore = true; hasMore;) {
    const filter = { carrier: 'broadcast', all: false, limit: 3, offset };
    const page = await readDeadLetterPage(store, filter, 100);
    pages.push(page.letters.map(({ raw }) => raw.length));
    offset += page.letters.length;
    ({ hasMore } = page);
  }
  expect(pages).toEqual([[30, 30], [30], [3_000], [30]]);
  const nobody = { carrier: 'nobody', all: false, limit: 3 };
  expect(await readDeadLetterPage(store, nobody, 100)).toEqual({ letters: [], hasMore: false });
});

it('letters are listed as one document, the latest first, of which a page at a time is held', async () => {
  const sent = ['tower', 'unicom', 'tower', 'mobile', 'tower', 'unicom'].map((carrier, i) =>
    letter(carrier, `listed ${String(i)}`, 'not_json'),
  );
  await store.bury(sent);
  const filter = { code: 'not_json', all: false, limit: 6 };
  const whole = await readDeadLetters(store, filter);
  expect(whole.map(({ raw }) => Buffer.from(raw).toString())).toEqual(sent.map((_, i) => `listed ${String(5 - i)}`));
  const paged: unknown[] = [];
  for await (const one of readEachDeadLetter(store, filter, { pageLetters: 2 })) {
    // What comes meanwhile is the latest of all, and moves none from one page to the next.
    await store.bury([letter('cable', 'meanwhile', 'not_json')]);
    paged.push(one);
  }
  expect(paged).toEqual(whole);

  const { out } = await gigacity('dead-letters', 'list', '--carrier', 'tower', '--code', 'not_json', '--json');
  const { dead_letters: listed } = JSON.parse(out) as { dead_letters: readonly { readonly raw: string }[] };
  expect(listed.map(({ raw }) => raw)).toEqual(['listed 4', 'listed 2', 'listed 0']);
  expect(out).toBe(`${JSON.stringify({ dead_letters: listed }, null, 2)}\n`);
  const none = await gigacity('dead-letters', 'list', '--carrier', 'nobody', '--json');
  expect(none.out).toBe(`${JSON.stringify({ dead_letters: [] }, null, 2)}\n`);
});

it('what a sender wrote is shown, and obeyed by no terminal', async () => {
  const nasty = '{"id":"\u001b]0;owned\u0007\u009b2J","carrier":"authority"';
  await store.bury([
    { ...letter('authority', nasty, 'not_json'), reasons: [{ code: 'not_json', path: '', detail: 'at \u001b[31m' }] },
  ]);
  const [{ id } = { id: '' }] = await readDeadLetters(store, { carrier: 'authority', all: false, limit: 1 });
  for (const args of [
    ['list', '--carrier', 'authority'],
    ['show', id],
  ]) {
    const { out, exit } = await gigacity('dead-letters', ...args, '--no-color');
    expect(exit).toBe(0);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  }
});
