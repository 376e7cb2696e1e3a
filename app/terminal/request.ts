import { Temporal } from 'temporal-polyfill';
import type { Level } from '../../indicators/indicator.ts';
import { LEVELS } from '../../indicators/indicator.ts';
import type { Profile } from '../../indicators/profile.ts';
import type { ReportPeriod } from '../../indicators/trust/reporting.ts';
import { endOfDay } from '../../indicators/calendar.ts';
import { firstDayOf, lastDayOf, PERIOD } from '../../ingest/period.ts';
import { wrong } from './failure.ts';
import { suggestion } from './suggest.ts';

/** What readers of figures type: days, moments, levels; each wrong one is a Failure that shows a right one. */

export const DEFAULT_ZONE = 'Asia/Shanghai';

export interface KnownAt {
  /** As it was asked for. */
  readonly text: string | null;
  /** Epoch milliseconds. */
  readonly moment: number | null;
}

/** Today in the profile's zone where no day is asked for. */
export function asOfDay(text: string | undefined, { zone, now }: { zone: string; now: number }): string {
  if (text !== undefined) return checkedDay('--as-of', text);
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();
}

export function knownAt(text: string | undefined, zone: string, option = '--known-at'): KnownAt {
  if (text === undefined) return { text: null, moment: null };
  // Inclusive, so the last millisecond of the day.
  const moment = isDay(text) ? endOfDay(text, zone) - 1 : fromMoment(text);
  if (moment === undefined) throw momentFailure(option, text);
  return { text, moment };
}

/** The times of a question as they were asked for. */
export interface AskedTimes {
  readonly day: string;
  readonly known: KnownAt;
}

export function askedTimes(
  input: { readonly text: (option: 'asOf' | 'knownAt') => string | undefined },
  { zone, now }: { readonly zone: string; readonly now: number },
): AskedTimes {
  return { day: asOfDay(input.text('asOf'), { zone, now }), known: knownAt(input.text('knownAt'), zone) };
}

/** A moment of receipt; a day stands for its start. */
export function receivedAt(text: string | undefined, now: number, option = '--received-at'): number {
  if (text === undefined) return now;
  const moment = isDay(text)
    ? Temporal.PlainDate.from(text).toZonedDateTime(DEFAULT_ZONE).epochMilliseconds
    : fromMoment(text);
  if (moment === undefined) throw momentFailure(option, text);
  return moment;
}

export function checkedDay(option: string, text: string): string {
  if (isDay(text)) return text;
  throw wrong(
    { zh: `${option}：没有“${text}”这一天`, en: `${option}: there is no day "${text}"` },
    { zh: '写成 2025-12-31', en: 'write it as 2025-12-31' },
  );
}

export function periodNamed(text: string | undefined): ReportPeriod | undefined {
  if (text === undefined) return undefined;
  if (!PERIOD.test(text))
    throw wrong(
      { zh: `--period：没有“${text}”这个月或季度`, en: `--period: there is no month or quarter "${text}"` },
      { zh: '写成 2025-12 或 2025-Q4', en: 'write it as 2025-12 or 2025-Q4' },
    );
  return { name: text, from: firstDayOf(text), to: lastDayOf(text) };
}

export function levelNamed(text: string | undefined): Level | undefined {
  if (text === undefined) return undefined;
  const level = LEVELS.find((one) => one === text);
  if (level !== undefined) return level;
  throw wrong(
    { zh: `--level：没有层级“${text}”`, en: `--level: there is no level "${text}"` },
    suggestion(text, LEVELS),
  );
}

/** The one zone of top-level dates. */
export function zoneOf(profiles: readonly Profile[]): string {
  return profiles[0]?.zone ?? DEFAULT_ZONE;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

function fromMoment(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
}

function momentFailure(option: string, text: string): Error {
  return wrong(
    { zh: `${option}：“${text}”不是带时区的时刻`, en: `${option}: "${text}" is no moment with an offset` },
    {
      zh: '写成 2025-04-15T09:00:00+08:00，或某日 2025-04-15',
      en: 'write it as 2025-04-15T09:00:00+08:00, or as a day, 2025-04-15',
    },
  );
}
