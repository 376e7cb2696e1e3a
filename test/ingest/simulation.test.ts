import { describe, expect, it } from 'vitest';
import type { AdmissionRules } from '../../ingest/admit.ts';
import { admit } from '../../ingest/admit.ts';
import { fromJson } from '../../ingest/json.ts';
import { FAULT_NAMES } from '../../ingest/simulation/faults.ts';
import type { SimulatedMessage } from '../../ingest/simulation/message.ts';
import { SHANGHAI_DISTRICTS } from '../../ingest/simulation/shanghai-districts.ts';
import { SHANGHAI_STATISTICS } from '../../ingest/simulation/shanghai-statistics.ts';
import type { SimulationOptions } from '../../ingest/simulation/simulate.ts';
import { feedFileName, simulate } from '../../ingest/simulation/simulate.ts';
import { findStream, STREAMS } from '../../ingest/streams.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';

const YEAR: SimulationOptions = { city: '310000', from: '2025-01-01', to: '2025-12-31', scale: 0.01, seed: 11 };
const QUARTER: SimulationOptions = { ...YEAR, from: '2023-02-10', to: '2023-04-05', scale: 0.002 };

const RULES: AdmissionRules = {
  carriers: new Set(['telecom', 'mobile', 'unicom', 'cable', 'tower', 'authority']),
  districts: new Map(
    ['310000', '500000', '500103', ...SHANGHAI_DISTRICTS.map(({ code }) => code)].map((code) => [code, {}]),
  ),
  statistics: new Set([...SHANGHAI_STATISTICS.map(({ statistic }) => statistic)]),
  programmes: new Set(['shanghai-2021-broadband-upgrade', 'shanghai-2023-garage-coverage']),
  tasks: shippedRules(shippedCatalogue()).tasks,
};

/** Why a line is refused at the door; empty where it is not. */
function refusals({ stream, carrier, line, receivedAt }: SimulatedMessage): readonly string[] {
  const parsed = fromJson(line, true);
  if (parsed.kind === 'invalid') return ['not_json'];
  const declared = findStream(stream);
  if (declared === undefined) return ['unknown_stream'];
  const admission = admit(declared, parsed.value, { receivedAt, boundCarrier: carrier }, RULES);
  return admission.kind === 'admitted'
    ? []
    : admission.reasons.map(({ code, path, detail }) => `${code} ${path} ${detail}`);
}

function text(options: SimulationOptions): string {
  return [...simulate(options)].map((m) => `${String(m.receivedAt)} ${m.stream} ${m.carrier} ${m.line}`).join('\n');
}

describe('simulate', () => {
  const year = [...simulate(YEAR)];

  it('says the same for the same options, and something else for another seed', () => {
    expect(text(QUARTER)).toBe(text(QUARTER));
    expect(text({ ...QUARTER, seed: 12 })).not.toBe(text(QUARTER));
  });

  it('says the same of a stream whether or not others are asked for', () => {
    const alone = [...simulate({ ...QUARTER, streams: ['coverage'] })];
    expect([...simulate(QUARTER)].filter(({ stream }) => stream === 'coverage')).toEqual(alone);
  });

  it('says the same of an entity on a day whichever span it is asked for', () => {
    const lines = (from: string): readonly string[] =>
      [...simulate({ ...QUARTER, from })]
        .filter(({ fault, line }) => fault === undefined && line.includes('"observed_at":"2023-03-31'))
        .map(({ line }) => line);
    expect(new Set(lines('2023-03-01'))).toEqual(new Set(lines('2023-02-10')));
  });

  it('goes forward in time of receipt', () => {
    expect(year.every((message, i) => message.receivedAt >= (year[i - 1]?.receivedAt ?? 0))).toBe(true);
  });

  it.each([
    ['Shanghai in 2025', YEAR],
    ['Shanghai with its programmes of 2021', { ...YEAR, from: '2021-01-01', to: '2021-12-31', scale: 0.001 }],
    ['Shanghai with its programmes of 2023', { ...YEAR, from: '2023-01-01', to: '2023-12-31', scale: 0.001 }],
    ['渝中区 in 2023', { ...YEAR, city: '500103', from: '2023-01-01', to: '2023-10-31' }],
  ])('sends nothing else that is refused: %s', (_, options) => {
    const refused = [...simulate(options)].filter(({ fault }) => fault === undefined).flatMap(refusals);
    expect(refused).toEqual([]);
  });

  it('makes every kind of fault, about once in two thousand messages', () => {
    const bad = year.filter(({ fault }) => fault !== undefined);
    expect(new Set(bad.map(({ fault }) => fault))).toEqual(new Set(FAULT_NAMES));
    expect(FAULT_NAMES.length).toBeGreaterThanOrEqual(10);
    expect(year.length / bad.length).toBeGreaterThan(1_300);
    expect(year.length / bad.length).toBeLessThan(3_000);
  });

  it('breaks its bad messages in fact', () => {
    const passed = year.filter((message) => message.fault !== undefined && refusals(message).length === 0);
    expect(passed).toEqual([]);
  });

  it('brings exact duplicates, corrections before what they correct, and late reports', () => {
    const lines = year.map(({ line }) => line);
    expect(new Set(lines).size).toBeLessThan(lines.length);
    const reports = year.filter(({ stream, fault }) => stream === 'statistics' && fault === undefined);
    const seen = new Map(reports.map(({ line }, i) => [line.slice(0, line.indexOf('",')), i]));
    const corrections = [...seen].filter(([id]) => id.endsWith('-r1'));
    expect(corrections.length).toBeGreaterThan(20);
    expect(corrections.some(([id, i]) => i < (seen.get(id.slice(0, -3)) ?? -1))).toBe(true);
    expect(corrections.some(([id, i]) => i > (seen.get(id.slice(0, -3)) ?? Infinity))).toBe(true);
    const late = reports.filter(
      ({ line, receivedAt }) =>
        line.includes('"observed_at":"2025-06-30') && receivedAt >= Date.parse('2025-07-11T00:00:00+08:00'),
    );
    expect(late.length).toBeGreaterThan(0);
  });

  it('begins with the eve of the span, received in it', () => {
    const opening = year.filter(
      ({ stream, line }) => stream === 'sites-5g' && line.includes('"observed_at":"2024-12-31T23:59:59+08:00"'),
    );
    expect(opening.length).toBeGreaterThanOrEqual(48);
    expect(year[0]?.receivedAt).toBeGreaterThanOrEqual(Date.parse('2025-01-01T00:00:00+08:00'));
  });

  it('covers every stream there is when the span covers the programmes', () => {
    const streams = new Set(
      [2021, 2023].flatMap((y) =>
        [...simulate({ ...YEAR, scale: 0.0005, from: `${String(y)}-01-01`, to: `${String(y)}-12-31` })].map(
          ({ stream }) => stream,
        ),
      ),
    );
    expect(streams).toEqual(new Set(STREAMS.map(({ name }) => name)));
  });

  it('gives samples a mean near the curve of the city', () => {
    const speeds = year.flatMap(({ line, fault }) => {
      if (fault !== undefined || !line.includes('"generation":"5g","place":"outdoor"') || !line.includes('"2025-12-'))
        return [];
      return [(JSON.parse(line) as { download_mbps: number }).download_mbps];
    });
    expect(speeds.length).toBeGreaterThan(500);
    const mean = speeds.reduce((a, b) => a + b, 0) / speeds.length;
    expect(mean).toBeGreaterThan(390);
    expect(mean).toBeLessThan(470);
  });

  it('names the feed file of a message', () => {
    expect(feedFileName({ stream: 'pon-ports', carrier: 'telecom' })).toBe('pon-ports.telecom.ndjson');
  });

  it.each([
    [{ city: '110000' }, /expected one of 310000/],
    [{ from: '2025-02-30' }, /2025-02-30/],
    [{ from: '2026-01-01' }, /on or after/],
    [{ scale: 0 }, /above 0/],
    [{ streams: ['pon-port'] }, /pon-port/],
  ])('refuses %o', (wrong, message) => {
    expect(() => simulate({ ...YEAR, ...wrong })).toThrow(message);
  });
});
