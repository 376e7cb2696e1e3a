import { describe, expect, test } from 'vitest';
import { evaluatePlace } from '../../app/evaluating/evaluate-place.ts';
import { evaluateValues } from '../../app/evaluating/evaluate.ts';
import type { Explanation } from '../../app/explain/explain.ts';
import { explain } from '../../app/explain/explain.ts';
import { differenceOf } from '../../app/explain/diff.ts';
import { EvaluationMemo } from '../../app/evaluating/evaluation-memo.ts';
import { LEVELS } from '../../indicators/indicator.ts';
import { toValueDocument } from '../../indicators/documents/documents.ts';
import { remembering } from '../../store/asker.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import { Judged, SHANGHAI } from '../support/judged.ts';
import type { Sent } from '../support/load.ts';
import { line, loadInto, raw } from '../support/load.ts';

const END = '2025-12-31';
const OBSERVED = '2025-12-31T12:00:00+08:00';

function stations(figure: number, of: object = {}): Sent {
  const rows = [{ placement: 'outdoor', generation: '5g', stations: figure }];
  return { stream: 'sites-5g', message: { observed_at: OBSERVED, rows, ...of } };
}

function samples(service: 'fixed' | 'mobile', count: number, download: number): readonly Sent[] {
  const mobile = service === 'mobile' ? { generation: '5g', place: 'outdoor' } : {};
  return Array.from({ length: count }, (_, i) => ({
    stream: 'speed-samples',
    message: {
      id: `${service}-${String(download)}-${String(i)}`,
      observed_at: '2025-12-01T12:00:00+08:00',
      service,
      download_mbps: download,
      ...mobile,
    },
  }));
}

async function flags(
  judged: Judged,
  id: string,
  of: { district?: string; carrier?: string } = {},
): Promise<readonly string[]> {
  return (await judged.value(id, { asOf: END, ...of })).flags;
}

describe('a tie', () => {
  const tied = [stations(100), stations(90), stations(50, { district: '310101' })];

  test('questions the values that its figures go into, and no others', async () => {
    const judged = await Judged.from(tied);
    expect(await flags(judged, 'outdoor_5g_stations')).toEqual(['questioned']);
    expect(await flags(judged, 'outdoor_5g_stations', { district: '310115' })).toEqual(['questioned']);
    expect(await flags(judged, 'outdoor_5g_stations', { district: '310101' })).toEqual([]);
    const [verdict] = await judged.verdicts('shanghai-2022-cloud-network-aid', { asOf: END });
    expect(verdict?.value).toMatchObject({ indicator: 'outdoor_5g_stations', flags: ['questioned'] });
  });

  test('that a higher revision has settled is still listed, and questions nothing', async () => {
    const judged = await Judged.from([...tied, stations(95, { revision: 1 })]);
    expect(await judged.doubts({ asOf: END })).toMatchObject([{ kind: 'tie' }]);
    expect(await flags(judged, 'outdoor_5g_stations')).toEqual([]);
  });

  test('between states of a port questions the figures while that state is in force', async () => {
    const port = (technology: string, at: string): Sent => ({
      stream: 'pon-ports',
      message: { observed_at: at, olt: 'a', port: '1', technology, area: 'urban', status: 'in_service' },
    });
    const judged = await Judged.from([
      port('gpon', '2025-10-01T12:00:00+08:00'),
      port('xgs-pon', '2025-10-01T12:00:00+08:00'),
      port('xgs-pon', '2025-12-01T12:00:00+08:00'),
    ]);
    const on = async (asOf: string): Promise<readonly string[]> => (await judged.value('pon10g_ports', { asOf })).flags;
    expect(await on('2025-11-30')).toContain('questioned');
    expect(await on('2025-12-01')).not.toContain('questioned');
  });

  test('between samples is found, also when its other content arrives later', async () => {
    const sent = samples('fixed', 40, 300);
    const judged = await Judged.from(sent);
    expect(await judged.doubts({ asOf: END })).toEqual([]);
    const both = await Judged.from([
      ...sent,
      ...sent.slice(0, 1).map((one) => ({ ...one, message: { ...one.message, download_mbps: 301 } })),
    ]);
    expect(await both.doubts({ asOf: END })).toMatchObject([{ kind: 'tie', about: [{ stream: 'speed-samples' }] }]);
    expect(await flags(both, 'fixed_download_mbps')).toContain('questioned');
    expect(await both.doubts({ asOf: '2025-11-30' })).toEqual([]);
  });
});

test('samples beyond a limit question the values of their own kind', async () => {
  const judged = await Judged.from([
    ...samples('fixed', 40, 300),
    ...samples('fixed', 1, 300_000),
    ...samples('mobile', 40, 200),
  ]);
  expect(await flags(judged, 'fixed_download_mbps')).toContain('questioned');
  expect(await flags(judged, 'outdoor_5g_download_mbps')).not.toContain('questioned');
});

describe('the evaluation of a place', () => {
  const catalogue = shippedCatalogue();
  const times = { asOf: END, knownAt: null };
  const sent = [stations(100), stations(90), ...samples('fixed', 40, 300), ...samples('fixed', 1, 300_000)];

  async function deps(): Promise<
    Parameters<typeof evaluatePlace>[0] & { readonly load: (sent: readonly Sent[]) => Promise<unknown> }
  > {
    const store = await emptyStore();
    return {
      catalogue,
      asker: remembering(store, store),
      now: () => Date.parse('2026-02-01T00:00:00Z'),
      evaluations: new EvaluationMemo(),
      load: (messages) =>
        loadInto(
          store,
          shippedRules(catalogue),
          messages.map(({ stream, message }) => raw(stream, line(message))),
        ),
    };
  }

  test('questions the same values as those who ask for values alone', async () => {
    const { load, ...rest } = await deps();
    await load(sent);
    const whole = await evaluatePlace(rest, SHANGHAI, times);
    const indicators = [...catalogue.indicators.values()];
    const values = await evaluateValues(rest, SHANGHAI, { ...times, indicators, levels: LEVELS });
    const documents = (all: typeof values): unknown => all.map((value) => toValueDocument(value, null));
    expect(documents(whole.values)).toEqual(documents(values));
    const questioned = whole.values.filter((value) => value.flags.includes('questioned'));
    expect([...new Set(questioned.map(({ indicator }) => indicator.id))]).toEqual(
      expect.arrayContaining(['outdoor_5g_stations', 'fixed_download_mbps']),
    );
  });

  test('is the same one as long as nothing arrives, and another one then', async () => {
    const { load, ...rest } = await deps();
    await load(sent);
    const first = await evaluatePlace(rest, SHANGHAI, times);
    expect(await evaluatePlace(rest, SHANGHAI, times)).toBe(first);
    expect(await evaluatePlace(rest, SHANGHAI, { ...times, asOf: '2025-12-30' })).not.toBe(first);
    await load([stations(60, { district: '310101' })]);
    const second = await evaluatePlace(rest, SHANGHAI, times);
    expect(second).not.toBe(first);
    const city = ({ values }: typeof first): unknown =>
      values.find(({ indicator, scope }) => indicator.id === 'outdoor_5g_stations' && scope.district === undefined)
        ?.value;
    expect(city(second)).not.toEqual(city(first));
  });
});

describe('what explains a number', () => {
  const catalogue = shippedCatalogue();
  const indicator = catalogue.indicators.get('outdoor_5g_stations');
  const LATER = Date.parse('2026-02-01T00:00:00Z');

  async function explained(asOf: string, of = indicator): Promise<Explanation> {
    if (of === undefined) throw new Error('the definition is shipped');
    const store = await emptyStore();
    const messages = [stations(100), stations(90), stations(50, { district: '310101' })];
    await loadInto(
      store,
      shippedRules(catalogue),
      messages.map(({ stream, message }) => raw(stream, line(message))),
    );
    const request = { indicator: of, scope: { city: '310000' }, asOf, knownAt: null };
    const found = await explain({ catalogue, asker: store, now: () => LATER }, SHANGHAI, request);
    if (found === undefined) throw new Error('no value');
    return found;
  }

  test('says of each report what speaks against it', async () => {
    const { reports } = await explained(END);
    expect(reports.map(({ report, doubts }) => [report.district, doubts])).toEqual([
      ['310115', ['tie']],
      ['310101', []],
    ]);
  });

  test('names the changes of the definition between two days, and none where there was none', async () => {
    if (indicator === undefined) throw new Error('the definition is shipped');
    const what = { zh: '只计室外', en: 'outdoor alone' };
    const changed = { ...indicator, version: 2, changes: [{ version: 2, date: '2025-12-31', what }] };
    const after = await explained(END, changed);
    const definitionsSince = (day: string): unknown =>
      differenceOf(after, after, {
        asOf: day,
        knownAt: null,
        times: { asOf: [day, END], knownAt: [null, null], now: LATER },
      }).definitions.filter(({ kind }) => kind === 'indicator');
    expect(definitionsSince('2025-12-30')).toEqual([
      { kind: 'indicator', id: indicator.id, version: 2, changes: changed.changes },
    ]);
    expect(definitionsSince(END)).toEqual([{ kind: 'indicator', id: indicator.id, version: 2, changes: [] }]);
  });
});
