import { wrong } from './failure.ts';

/** A whole number of at least 1, as an option takes it. */
export function wholeNumber(option: string, text: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value > 0) return value;
  throw wrong(
    { zh: `${option}：“${text}”不合适`, en: `${option}: "${text}" will not do` },
    { zh: '应为正整数', en: 'expected a whole number of at least 1' },
  );
}
