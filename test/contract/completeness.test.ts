import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompletenessDocument, ReportDocument } from '../../indicators/documents/completeness-document.ts';
import type { Sent } from '../support/load.ts';
import { CARRIERS, DISTRICTS, everywhere, Judged } from '../support/judged.ts';

/** One carrier's lines in one district at the end of a month. */
function lines(carrier: string, district: string, month: string, receivedAt: string, revision = 0): Sent {
  return {
    stream: 'subscribers',
    message: {
      carrier,
      district,
      observed_at: `${month}T23:59:59+08:00`,
      revision,
      service: 'fixed',
      rows: [{ segment: 'household', area: 'urban', subscribed_mbps: 500, subscribers: 10 + revision }],
    },
    receivedAt: Date.parse(receivedAt),
  };
}

function report(
  document: CompletenessDocument,
  { subject, carrier = 'telecom', district = '310115' }: { subject: string; carrier?: string; district?: string },
): ReportDocument | undefined {
  const duty = document.duties.find((one) => one.subject === subject);
  return duty?.reports.find((one) => one.carrier === carrier && one.district === district);
}

const FEBRUARY = Date.parse('2026-02-01T00:00:00Z');

describe('the report of a month', () => {
  const december = async (receivedAt: string, asked: { knownAt?: number; now?: number } = {}): Promise<unknown> => {
    const judged = await Judged.from([lines('telecom', '310115', '2025-12-31', receivedAt)]);
    return report(await judged.completeness('2025-12', { stream: 'subscribers', ...asked }), { subject: 'fixed' });
  };

  test('is on time to the last moment of the 10th, in the zone of the place', async () => {
    expect(await december('2026-01-10T15:59:59.999Z')).toMatchObject({ state: 'on_time', revision: 0 });
    expect(await december('2026-01-10T16:00:00Z')).toMatchObject({ state: 'late' });
  });

  test('is judged by its first receipt, whatever is corrected later', async () => {
    const judged = await Judged.from([
      lines('telecom', '310115', '2025-12-31', '2026-01-20T00:00:00Z', 1),
      lines('telecom', '310115', '2025-12-31', '2026-01-05T00:00:00Z'),
    ]);
    expect(report(await judged.completeness('2025-12', {}), { subject: 'fixed' })).toEqual({
      carrier: 'telecom',
      district: '310115',
      state: 'on_time',
      first_received_at: '2026-01-05T00:00:00Z',
      latest_received_at: '2026-01-20T00:00:00Z',
      revision: 1,
    });
  });

  test('is not missing before the 10th has passed, and not there before it was received', async () => {
    const late = '2026-01-20T00:00:00Z';
    expect(await december(late, { knownAt: Date.parse('2026-01-10T15:00:00Z') })).toMatchObject({ state: 'pending' });
    expect(await december(late, { knownAt: Date.parse('2026-01-10T16:00:00Z') })).toMatchObject({
      state: 'missing',
      why: 'never_reported',
    });
    expect(await december(late, { knownAt: Date.parse(late) })).toMatchObject({ state: 'late' });
  });
});

describe('what replaces a report', () => {
  const observed_at = '2025-12-31T23:59:59+08:00';

  test('an authority that reports coverage itself waits for no carrier', async () => {
    const rows = [{ area: 'urban', covered: 9, total: 10 }];
    const judged = await Judged.from([
      { stream: 'coverage', message: { carrier: 'authority', observed_at, subject: 'household_gigabit', rows } },
    ]);
    const document = await judged.completeness('2025-12', { stream: 'coverage' });
    expect(report(document, { subject: 'household_gigabit', carrier: 'authority' })?.state).toBe('late');
    expect(report(document, { subject: 'household_gigabit' })?.state).toBe('replaced');
    expect(report(document, { subject: 'household_gigabit', district: '310101' })?.state).toBe('missing');
    expect(document.duties[0]).toMatchObject({ expected: 1 + 45, received: 1, late: 1, missing: 45 });
  });

  test('a report that came though it was needless shows when, and is neither asked for nor counted', async () => {
    const rows = [{ area: 'urban', covered: 9, total: 10 }];
    const message = { observed_at, subject: 'household_gigabit', rows };
    const judged = await Judged.from([
      { stream: 'coverage', message: { carrier: 'authority', ...message }, receivedAt: FEBRUARY },
      { stream: 'coverage', message, receivedAt: FEBRUARY },
    ]);
    const document = await judged.completeness('2025-12', { stream: 'coverage', now: FEBRUARY });
    expect(report(document, { subject: 'household_gigabit' })).toEqual({
      ...{ carrier: 'telecom', district: '310115', state: 'replaced', revision: 0 },
      ...{ first_received_at: '2026-02-01T00:00:00Z', latest_received_at: '2026-02-01T00:00:00Z' },
    });
    expect(document.duties[0]).toMatchObject({ expected: 1 + 45, received: 1 });
  });

  test('the city’s own population serves every district, and a year is due when its profile says', async () => {
    const judged = await Judged.from([
      {
        stream: 'statistics',
        message: {
          carrier: 'authority',
          district: '310000',
          observed_at: '2024-12-31T23:59:59+08:00',
          statistic: 'resident_population',
          rows: [{ value: 24_802_600 }],
        },
      },
    ]);
    const { duties } = await judged.completeness('2025-11', { stream: 'statistics', now: FEBRUARY });
    expect(duties).toMatchObject([{ period: '2024', due: '2025-12-31', expected: 1, received: 1, late: 1 }]);
  });
});

test('a quarter shows each of its months', async () => {
  const judged = await Judged.from([lines('telecom', '310115', '2025-11-30', '2025-12-05T00:00:00Z')]);
  const { duties } = await judged.completeness('2025-Q4', { stream: 'subscribers' });
  expect(duties.filter(({ subject }) => subject === 'fixed').map(({ period, received }) => [period, received])).toEqual(
    [
      ['2025-10', 0],
      ['2025-11', 1],
      ['2025-12', 0],
    ],
  );
});

test('a standing inventory is reported or is not', async () => {
  const port = { observed_at: '2020-01-01T00:00:00+08:00', technology: 'gpon', area: 'urban', status: 'in_service' };
  const judged = await Judged.from([{ stream: 'pon-ports', message: { ...port, olt: 'olt-1', port: '1' } }]);
  const document = await judged.completeness('2025-12', { stream: 'pon-ports' });
  expect(report(document, { subject: '' })?.state).toBe('reported');
  expect(report(document, { subject: '', carrier: 'mobile' })).toMatchObject({
    state: 'missing',
    why: 'never_reported',
  });
});

test('the table and the verdicts speak of the same gaps in the same words', async () => {
  const months = ['2025-10-31', '2025-11-30', '2025-12-31'];
  const all = months.flatMap((month) =>
    everywhere(
      'subscribers',
      (carrier, district) => lines(carrier, district, month, '2026-01-08T00:00:00Z').message,
    ).map((sent, i) => ({ ...sent, receivedAt: Date.parse(`2026-01-${i % 2 === 0 ? '08' : '12'}T00:00:00Z`) })),
  );
  const holes = fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length });
  const moments = fc.constantFrom('2026-01-09T00:00:00Z', '2026-01-10T16:00:00Z', '2026-02-01T00:00:00Z');
  await fc.assert(
    fc.asyncProperty(holes, moments, async (holed, known) => {
      const judged = await Judged.from(all.filter((_, i) => holed[i]));
      const asked = { knownAt: Date.parse(known) };
      const gaps = await judged.gaps('users_500m_plus_share', { asOf: '2025-12-31', ...asked });
      const { duties } = await judged.completeness('2025-12', { stream: 'subscribers', ...asked });
      const lacking = duties
        .filter(({ subject }) => subject === 'fixed')
        .flatMap(({ stream, subject, reports }) =>
          reports.flatMap(({ carrier, district, why, last }) =>
            why === undefined
              ? []
              : [{ stream, subject, carrier, district, why, ...(last === undefined ? {} : { last }) }],
          ),
        );
      expect(lacking).toEqual(gaps);
    }),
    { numRuns: 12 },
  );
  expect(all).toHaveLength(months.length * CARRIERS.length * DISTRICTS.length);
});
