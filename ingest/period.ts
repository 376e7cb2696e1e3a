/** Last day (YYYY-MM-DD) of a month (`2021-03`) or a quarter (`2021-Q1`); the schema has checked the form. */
export function lastDayOf(period: string): string {
  const year = Number(period.slice(0, 4));
  const part = period.slice(5);
  const month = part.startsWith('Q') ? Number(part.slice(1)) * 3 : Number(part);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
