import process from 'node:process';
import { afterAll, describe, expect, test } from 'vitest';
import { doorOf, openDoor } from '../../app/opening/door.ts';
import { findStream, STREAMS } from '../../ingest/streams.ts';
import { speedSamples } from '../../ingest/streams/speed-samples.ts';
import type { Asker } from '../../store/asker.ts';
import { remembering } from '../../store/asker.ts';
import type { StoreLocation } from '../../store/clickhouse.ts';
import { ClickHouseStore } from '../../store/clickhouse.ts';
import { readFacts, readSamples } from '../../store/read-samples.ts';
import { readSpans } from '../../store/read.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore, locationOf, statements } from '../support/embedded.ts';
import { line, loadInto, raw, RECEIVED_AT } from '../support/load.ts';
import { scratch } from '../support/scratch.ts';

const rules = shippedRules(shippedCatalogue());
const server = process.env['CLICKHOUSE_URL'];

let door: { readonly url: string; readonly close: () => Promise<void> } | undefined;

/** The embedded store as other terminals of the machine see it. */
async function throughDoor(): Promise<StoreLocation> {
  if (door === undefined) {
    const opened = await openDoor(doorway, await emptyStore());
    door = { url: doorOf(doorway, process.pid) ?? '', close: () => opened.close() };
  }
  return { kind: 'server', url: door.url };
}

const doorway = scratch();
afterAll(async () => {
  await door?.close();
});

const ENGINES = ['embedded', 'door to the embedded', 'server'] as const;

describe.each(ENGINES)('%s ClickHouse', (engine) => {
  const run = test.skipIf(engine === 'server' && server === undefined);
  const location = async (): Promise<StoreLocation> => {
    if (engine === 'server') return { kind: 'server', url: server ?? '' };
    return engine === 'embedded' ? locationOf() : throughDoor();
  };
  const open = async (): Promise<ClickHouseStore> =>
    engine === 'embedded' ? emptyStore() : emptyStore(await location());

  const rowsOf = (store: Asker, sql: string): Promise<readonly (readonly unknown[])[]> =>
    store.ask({ sql, params: {}, tables: [] });
  const stations = (of: object = {}): string =>
    line({
      id: 'x',
      rows: [
        { placement: 'outdoor', generation: '5g', stations: 5 },
        { placement: 'indoor', generation: '5g', stations: 7 },
      ],
      ...of,
    });
  const spans = (store: Asker): ReturnType<typeof readSpans> => {
    const stream = findStream('sites-5g');
    if (stream === undefined) throw new Error('no sites-5g');
    return readSpans(store, {
      stream,
      measures: [{ kind: 'sum', stream: 'sites-5g', field: 'stations', where: {} }],
      zone: 'Asia/Shanghai',
      knownAt: null,
    });
  };

  run('opening a store twice changes nothing', async () => {
    const store = await open();
    const again = await ClickHouseStore.open(await location(), STREAMS);
    const applied = 'SELECT number, count() FROM migrations GROUP BY number ORDER BY number';
    expect((await rowsOf(again, applied)).map(([, count]) => Number(count))).toEqual(
      (await rowsOf(store, applied)).map(() => 1),
    );
    await again.close();
  });

  run('equal rows are one row after merges, the one received first', async () => {
    const store = await open();
    const report = stations();
    for (const receivedAt of [RECEIVED_AT + 2, RECEIVED_AT, RECEIVED_AT + 1])
      await loadInto(store, rules, [raw('sites-5g', report, receivedAt)]);
    const before = await spans(store);
    await statements(await location(), ['OPTIMIZE TABLE sites_5g FINAL']);
    expect(await rowsOf(store, 'SELECT toString(toUnixTimestamp64Milli(received_at)) FROM sites_5g')).toEqual([
      [String(RECEIVED_AT)],
    ]);
    expect(await spans(store)).toEqual(before);
    expect(before).toMatchObject([{ from: '2025-03-31', until: null, values: ['12'] }]);
  });

  run('the same report with its rows in another order is the same report', async () => {
    const store = await open();
    const rows = [
      { placement: 'outdoor', generation: '5g', stations: 5 },
      { placement: 'indoor', generation: '5g-a', stations: 7, shared_with: ['unicom'] },
    ];
    await loadInto(store, rules, [
      raw('sites-5g', stations({ rows })),
      raw('sites-5g', stations({ rows: [...rows].reverse() })),
    ]);
    expect(await rowsOf(store, 'SELECT toString(count(DISTINCT content_hash)) FROM sites_5g')).toEqual([['1']]);
  });

  run('absent and present values have different hashes, none of them NULL', async () => {
    const store = await open();
    const sample = (of: object): string => line({ id: 's', service: 'fixed', download_mbps: 1, ...of });
    await loadInto(store, rules, [
      raw('speed-samples', [sample({}), sample({ upload_mbps: 0 }), sample({ latency_ms: 0 })].join('\n')),
    ]);
    expect(
      await rowsOf(store, 'SELECT toString(count(DISTINCT content_hash)), toString(count()) FROM speed_samples'),
    ).toEqual([['3', '3']]);
  });

  run('what a sender writes is stored to the letter', async () => {
    const store = await open();
    const item = `'; DROP TABLE acceptances; --\\ "q" {p0:String} 渝中区😀𠮷`;
    const acceptance = line({
      carrier: 'authority',
      programme: 'shanghai-2023-garage-coverage',
      item,
      positions_tested: 1,
      positions_passed: 1,
      points_tested: 0,
      points_passed: 0,
      accepted_at: '2023-03-20',
      observed_at: '2023-03-31T23:59:59.123456789+08:00',
    });
    expect(await loadInto(store, rules, [raw('acceptances', acceptance)])).toEqual({ admitted: 1, rejected: 0 });
    expect(await rowsOf(store, 'SELECT item, toString(observed_at), toString(accepted_at) FROM acceptances')).toEqual([
      [item, '2023-03-31 15:59:59.123456789', '2023-03-19 16:00:00.000000000'],
    ]);
  });

  run('a dead letter keeps its bytes, and the same bytes from a file again are the same letter', async () => {
    const store = await open();
    const bad = Buffer.from([0x7b, 0xff, 0x00, 0x0a]);
    for (let i = 0; i < 2; i += 1) await loadInto(store, rules, [raw('sites-5g', bad)]);
    expect(await rowsOf(store, 'SELECT hex(raw), codes, paths, details FROM dead_letters FINAL')).toEqual([
      ['7BFF00', ['not_utf8'], [''], ['expected UTF-8']],
    ]);
  });

  run('an answer is asked again once rows arrived, and not before', async () => {
    const store = await open();
    let asked = 0;
    const asker = remembering(
      {
        ask: (query) => {
          asked += 1;
          return store.ask(query);
        },
        derive: (statement) => store.derive(statement),
      },
      store,
    );
    expect(await spans(asker)).toEqual([]);
    expect(await spans(asker)).toEqual([]);
    expect(asked).toBe(1);
    await loadInto(store, rules, [raw('sites-5g', stations())]);
    const first = await spans(asker);
    expect(asked).toBe(2);
    await loadInto(store, rules, [raw('sites-5g', stations({ district: '310101' }))]);
    expect(await spans(asker)).toHaveLength(2);
    await statements(await location(), ['OPTIMIZE TABLE sites_5g FINAL']);
    expect(await spans(asker)).toEqual([expect.objectContaining({ district: '310101' }), ...first]);
    expect(asked).toBe(3);
  });

  run('days and scopes without number are told apart: their names fit into no URL', async () => {
    const store = await open();
    const districts = [...shippedCatalogue().registries.districts.map(({ code }) => code)].slice(0, 16);
    const sent = Array.from({ length: 900 }, (_, i) =>
      raw(
        'speed-samples',
        line({
          id: `s-${String(i)}`,
          carrier: ['telecom', 'mobile', 'unicom'][i % 3],
          district: districts[i % districts.length],
          observed_at: new Date(Date.parse('2022-07-01T04:00:00Z') + i * 86_400_000).toISOString(),
          service: 'fixed',
          download_mbps: 1 + i,
        }),
      ),
    );
    await loadInto(store, rules, sent);
    const question = {
      ...{ stream: speedSamples, zone: 'Asia/Shanghai', knownAt: null, districts },
      ...{ asOf: '2025-12-31', windowDays: 1500 },
    };
    const all = { kind: 'samples', stream: 'speed-samples', field: 'download_mbps', windowDays: 1500 } as const;
    const measures = [
      { ...all, where: {} },
      { ...all, where: { service: { kind: 'one_of', words: ['fixed'] } } as const },
    ];
    const found = await readSamples(store, { ...question, measures });
    expect(found).toEqual(await readFacts(store, { ...question, measures }));
    const whole = found.find(({ district, carrier }) => district === '' && carrier === '');
    expect(whole?.distribution).toMatchObject({ received: 900, p50: { low: 450, high: 451, tenths: 5 } });
  });
});
