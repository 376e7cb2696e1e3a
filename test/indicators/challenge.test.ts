import { expect, test } from 'vitest';
import type { ChallengeEvent } from '../../indicators/challenge.ts';
import { foldChallenges, openChallenges, toChallengeDocument } from '../../indicators/challenge.ts';

const disputed = { indicator: 'pon10g_ports', scope: { city: '310000', district: '310115' }, asOf: '2025-12-31' };

function opened(challenge: string, at: number): ChallengeEvent {
  return { kind: 'opened', challenge, at, by: 'k1', disputed, reason: 'twice the true number', value: '12' };
}

const answered: ChallengeEvent = { kind: 'answered', challenge: 'a', at: 30, by: 'op', answer: 'it is right' };
const corrected: ChallengeEvent = { kind: 'corrected', challenge: 'a', at: 40, by: 'gigacity', value: '6' };

test('a challenge is open until it is answered or corrected, and whoever comes first closes it', () => {
  const [one, other] = foldChallenges([corrected, opened('b', 20), answered, opened('a', 10)], null);
  expect([one, other]).toMatchObject([
    { id: 'a', state: 'answered', closed: answered },
    { id: 'b', state: 'open' },
  ]);
  expect(foldChallenges([opened('a', 10), corrected], null)).toMatchObject([{ state: 'corrected' }]);
});

test('as known at a moment it stands as it stood then', () => {
  const events = [opened('a', 10), answered];
  expect(foldChallenges(events, 9)).toEqual([]);
  expect(foldChallenges(events, 29)).toMatchObject([{ state: 'open' }]);
  expect(foldChallenges(events, 30)).toMatchObject([{ state: 'answered' }]);
});

test('an open challenge stands beside the disputed day’s value and later ones of the same scope alone', () => {
  const all = foldChallenges([opened('a', 10), answered, opened('b', 20)], null);
  const idsOf = (asked: Partial<typeof disputed>): readonly string[] =>
    openChallenges(all, { ...disputed, ...asked }).map(({ id }) => id);
  expect(idsOf({})).toEqual(['b']);
  expect(idsOf({ asOf: '2026-02-01' })).toEqual(['b']);
  expect(idsOf({ asOf: '2025-12-30' })).toEqual([]);
  expect(idsOf({ indicator: 'idc_racks' })).toEqual([]);
  expect(openChallenges(all, { ...disputed, scope: { city: '310000' } })).toEqual([]);
});

test('its document tells what closed it', () => {
  const [one] = foldChallenges([opened('a', 0), answered], null).map(toChallengeDocument);
  expect(one).toEqual({
    id: 'a',
    indicator: 'pon10g_ports',
    scope: { city: '310000', district: '310115' },
    as_of: '2025-12-31',
    reason: 'twice the true number',
    value: '12',
    opened_at: '1970-01-01T00:00:00Z',
    opened_by: 'k1',
    state: 'answered',
    closed_at: '1970-01-01T00:00:00.03Z',
    closed_by: 'op',
    answer: 'it is right',
  });
});
