/** A month (`2021-03`) or a quarter (`2021-Q1`) of this century. */
export const PERIOD = /^20\d\d-(0[1-9]|1[0-2]|Q[1-4])$/;

/** First day (YYYY-MM-DD) of a period; its form has been checked. */
export function firstDayOf(period: string): string {
  return dayOf(yearOf(period), lastMonthOf(period) - (isQuarter(period) ? 3 : 1), 1);
}

/** Last day (YYYY-MM-DD) of a period; its form has been checked. */
export function lastDayOf(period: string): string {
  return dayOf(yearOf(period), lastMonthOf(period), 0);
}

function yearOf(period: string): number {
  return Number(period.slice(0, 4));
}

/** Counted from 1. */
function lastMonthOf(period: string): number {
  return isQuarter(period) ? Number(period.slice(6)) * 3 : Number(period.slice(5));
}

function isQuarter(period: string): boolean {
  return period[5] === 'Q';
}

/** Months are counted from 0 and may overflow, as may days. */
function dayOf(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}
