import { describe, expect, test } from 'vitest';
import type { Judged } from '../../ingest/judge.ts';
import { judge } from '../../ingest/judge.ts';
import { describeReason } from '../../ingest/rejection.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { raw } from '../support/load.ts';
import { GOOD, REFUSALS } from '../support/refusals.ts';

const rules = shippedRules(shippedCatalogue());

function judged(value: Uint8Array | string | null, stream = 'sites-5g', boundCarrier?: string): Judged {
  const message = raw(stream, value ?? '');
  return judge(
    {
      ...message,
      value: value === null ? null : message.value,
      ...(boundCarrier === undefined ? {} : { boundCarrier }),
    },
    rules,
  );
}

function reasonsOf(value: Uint8Array | string | null, stream?: string): readonly string[] {
  const { deadLetters, measurements } = judged(value, stream);
  expect(measurements).toEqual([]);
  return deadLetters.flatMap(({ reasons }) => reasons.map((one) => `${one.code} ${describeReason(one)}`));
}

describe('each bad input is one dead letter with its code and path', () => {
  test.each(REFUSALS)('%s', (_name, value, expected) => {
    const reasons = reasonsOf(value);
    expect(reasons).toHaveLength(expected.length);
    for (const [i, one] of expected.entries())
      expect(reasons[i]).toEqual(typeof one === 'string' ? one : (expect.stringMatching(one) as unknown));
  });
});

test('a byte order mark before the first line is no fault', () => {
  expect(judged(`\ufeff${GOOD}`).measurements).toHaveLength(1);
});

test('nor is it where another line is not UTF-8', () => {
  const value = Buffer.concat([Buffer.from(`\ufeff${GOOD}\n`), Buffer.from([0xc3, 0x28])]);
  expect(judged(value).measurements.map(({ origin }) => origin.line)).toEqual([1]);
});

test('exactly 1 MB is taken', () => {
  expect(judged(`${GOOD}${' '.repeat(1_000_000 - GOOD.length)}`).measurements).toHaveLength(1);
});

test('whatever a text may hold is kept as it is', () => {
  const item = `'; DROP TABLE x; -- \\ "quoted" 渝中区😀𠮷`;
  const acceptance = {
    id: 'a',
    carrier: 'authority',
    district: '310115',
    observed_at: '2023-03-31T00:00:00+08:00',
    programme: 'shanghai-2023-garage-coverage',
    item,
    positions_tested: 10,
    positions_passed: 9,
    points_tested: 0,
    points_passed: 0,
    accepted_at: '2023-03-20',
  };
  const { measurements, deadLetters } = judged(JSON.stringify(acceptance), 'acceptances');
  expect(deadLetters).toEqual([]);
  expect(measurements[0]?.message['item']).toBe(item);
});

test('one bad line in a batch leaves its neighbours standing, and keeps its bytes and its line', () => {
  const bad = GOOD.replace('310115', '999999');
  const { measurements, deadLetters } = judged(`${GOOD}\n${bad}\n${GOOD}\n`);
  expect(measurements.map(({ origin }) => origin.line)).toEqual([1, 3]);
  expect(deadLetters.map(({ origin, raw: bytes }) => [origin.line, Buffer.from(bytes).toString()])).toEqual([[2, bad]]);
});

test('bytes that are not UTF-8 spoil their own line alone', () => {
  const value = Buffer.concat([Buffer.from(`${GOOD}\n`), Buffer.from([0xc3, 0x28, 0x0a]), Buffer.from(GOOD)]);
  const { measurements, deadLetters } = judged(value);
  expect(measurements.map(({ origin }) => origin.line)).toEqual([1, 3]);
  expect(deadLetters.map(({ raw: bytes, reasons }) => [[...bytes], reasons[0]?.code])).toEqual([
    [[0xc3, 0x28], 'not_utf8'],
  ]);
});

test("a message on another carrier's topic is refused", () => {
  const { deadLetters } = judged(GOOD, 'sites-5g', 'mobile');
  expect(deadLetters).toMatchObject([{ carrier: 'mobile', reasons: [{ code: 'wrong_carrier', path: 'carrier' }] }]);
});

test('a stream that does not exist keeps every line as a dead letter', () => {
  expect(judged(`${GOOD}\n${GOOD}`, 'pon-port').deadLetters.map(({ reasons }) => reasons[0]?.code)).toEqual([
    'unknown_stream',
    'unknown_stream',
  ]);
});

test('whatever is wrong with a line, its letter is under the carrier whose topic it came from', () => {
  const carrierOf = (value: string, stream?: string): string | undefined =>
    judged(value, stream, 'mobile').deadLetters[0]?.carrier;
  expect([carrierOf('not JSON'), carrierOf('{}'), carrierOf(GOOD, 'pon-port')]).toEqual(['mobile', 'mobile', 'mobile']);
});

describe('a record of a task that is not to be done then is refused', () => {
  const reasons = (plan: string, task: string, period?: string): readonly string[] => {
    const record = {
      ...{ id: 'a', carrier: 'authority', district: '310000', observed_at: '2021-12-31T00:00:00+08:00' },
      ...{ plan, task, completed_at: '2021-03-20', evidence: 'a notice', by: 'us' },
      ...(period === undefined ? {} : { period }),
    };
    return judged(JSON.stringify(record), 'task-completions').deadLetters.flatMap((one) =>
      one.reasons.map(describeReason),
    );
  };
  const upgrade = (period?: string): readonly string[] =>
    reasons('shanghai-2021-broadband-upgrade', 'reach-users', period);

  test.each(['2021-03', '2022-Q1', undefined])('one of a quarter for %s', (period) => {
    expect(upgrade(period)).toEqual([
      `period: expected one of 2021-Q1, 2021-Q2, 2021-Q3, 2021-Q4, got ${period ?? 'none'}`,
    ]);
    expect(upgrade('2021-Q1')).toEqual([]);
  });

  test('one that does not recur for any period', () => {
    expect(reasons('yuzhong-2023-gigabit-city', '20', '2023-10')).toEqual([
      'period: expected none, since the task does not recur, got 2023-10',
    ]);
    expect(reasons('yuzhong-2023-gigabit-city', '20')).toEqual([]);
  });
});
