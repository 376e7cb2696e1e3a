/** First day (YYYY-MM-DD) of a month (`2021-03`) or a quarter (`2021-Q1`); the schema has checked the form. */
export function firstDayOf(period: string): string {
  const { year, first } = monthsOf(period);
  return day(year, first, 1);
}

/** Last day of the same. */
export function lastDayOf(period: string): string {
  const { year, last } = monthsOf(period);
  return day(year, last + 1, 0);
}

/** Months are counted from 1. */
function monthsOf(period: string): { readonly year: number; readonly first: number; readonly last: number } {
  const year = Number(period.slice(0, 4));
  const part = period.slice(5);
  if (!part.startsWith('Q')) return { year, first: Number(part), last: Number(part) };
  const last = Number(part.slice(1)) * 3;
  return { year, first: last - 2, last };
}

/** The nought-th day of a month is the last of the one before. */
function day(year: number, month: number, date: number): string {
  return new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
}
