import { z } from 'zod';
import type { Fits } from './fits.ts';
import { isRfc3339 } from './instant.ts';
import { ExactNumber } from './json.ts';
import { PERIOD } from './period.ts';

/**
 * How a field is stored, in words of the domain; `store/schema.ts` maps them to column types.
 * `word` has few different values, `text` many; `decimal` keeps 18 digits after the point.
 */
export type ColumnKind = 'word' | 'words' | 'text' | 'count' | 'decimal' | 'instant';

/** One field of a message: how it is checked, stored and described. All else reads it from here. */
export interface Field<T = unknown> {
  readonly schema: z.ZodType<T>;
  /** The same rule as the schema's. */
  readonly fits: Fits;
  readonly column: ColumnKind;
  readonly doc: string;
  readonly example: string | number | readonly string[];
  readonly optional: boolean;
  /** What is stored when an optional field is absent; null is stored as such. */
  readonly fallback: string | number | readonly string[] | null;
}

type OptionalKeys<F> = { [K in keyof F]: F[K] extends { readonly optional: true } ? K : never }[keyof F];

/** The message type that a set of fields describes. */
export type FieldValues<F extends Readonly<Record<string, Field>>> = {
  readonly [K in Exclude<keyof F, OptionalKeys<F>>]: z.infer<F[K]['schema']>;
} & { readonly [K in OptionalKeys<F>]?: z.infer<F[K]['schema']> };

interface FieldOptions<Example> {
  readonly doc: string;
  readonly example: Example;
}

/** Counts above a trillion are no counts of a city; the bound keeps every sum inside 64 bits. */
const MAX_COUNT = 1e12;

/** Decimals keep 20 digits before and 18 after the point, so that nothing a sender measures is rounded. */
export const DECIMAL_SCALE = 18;

/**
 * Free text of 1 to `max` characters of the charset, by default any but control characters.
 * (One pattern does it all: every further check of a field costs each message a tenth of a microsecond.)
 */
export function text(
  options: FieldOptions<string> & { max: number; charset?: string; low?: boolean },
): Field<string> & { optional: false } {
  const { max, charset } = options;
  const pattern = new RegExp(`^[${charset ?? '^\\u0000-\\u001f\\u007f'}]{1,${String(max)}}$`);
  const expected = `expected 1 to ${String(max)} characters${charset === undefined ? ', no control characters' : ` of ${charset}`}`;
  return { ...formed({ pattern, expected }, options), column: options.low === true ? 'word' : 'text' };
}

/** A month or a quarter. */
export function period(options: FieldOptions<string>): Field<string> & { optional: false } {
  const expected = 'expected a month such as 2021-03 or a quarter such as 2021-Q1';
  return { ...formed({ pattern: PERIOD, expected }, options), column: 'word' };
}

function formed(
  { pattern, expected }: { pattern: RegExp; expected: string },
  { doc, example }: FieldOptions<string>,
): Omit<Field<string>, 'column' | 'optional'> & { optional: false } {
  const schema = z.string(expected).regex(pattern, expected);
  const fits: Fits = (value) => typeof value === 'string' && pattern.test(value);
  return { schema, fits, doc, example, optional: false, fallback: '' };
}

/** One of a fixed set of words. */
export function word<const W extends readonly [string, ...string[]]>(
  words: W,
  options: { doc: string },
): Field<W[number]> & { optional: false } {
  const known = new Set<unknown>(words);
  return {
    schema: z.enum(words),
    fits: (value) => known.has(value),
    column: 'word',
    doc: options.doc,
    example: words[0],
    optional: false,
    fallback: '',
  };
}

/** A set of words out of an open vocabulary, e.g. carrier codes. */
export function words(options: FieldOptions<readonly string[]>): Field<readonly string[]> & { optional: false } {
  const schema = z.array(z.string().min(1).max(32)).max(16).readonly();
  return {
    schema,
    fits: (value) => schema.safeParse(value).success,
    column: 'words',
    doc: options.doc,
    example: options.example,
    optional: false,
    fallback: [],
  };
}

/** A whole number from 0 (or `min`) to a trillion. */
export function count(options: FieldOptions<number> & { min?: number }): Field<number> & { optional: false };
export function count(
  options: FieldOptions<number> & { min?: number; fallback: number },
): Field<number> & { optional: true };
export function count(options: FieldOptions<number> & { min?: number; fallback?: number }): Field<number> {
  const min = options.min ?? 0;
  const expected = `expected a whole number ≥ ${String(min)}`;
  const error = ({ input }: { readonly input?: unknown }): string =>
    typeof input === 'number' && input > MAX_COUNT ? `expected at most ${String(MAX_COUNT)}` : expected;
  const inRange = (value: number): boolean => Number.isSafeInteger(value) && value >= min && value <= MAX_COUNT;
  return {
    schema: z.number(expected).refine(inRange, { error }).meta({ type: 'integer', minimum: min, maximum: MAX_COUNT }),
    fits: (value) => typeof value === 'number' && inRange(value),
    column: 'count',
    doc: options.doc,
    example: options.example,
    optional: options.fallback !== undefined,
    fallback: options.fallback ?? 0,
  };
}

/** A measured quantity: exact, above 0 (or from 0 on with `zero`), at most `max`. */
export function decimal(
  options: FieldOptions<number> & { max?: number; zero?: boolean },
): Field<number | ExactNumber> & { optional: false } {
  const max = options.max ?? MAX_COUNT;
  const zero = options.zero ?? false;
  const expected = `expected a number ${zero ? '≥' : '>'} 0 and at most ${String(max)}`;
  const inRange = (value: number): boolean => (zero ? value >= 0 : value > 0) && value <= max;
  const isExact = (value: ExactNumber): boolean => inRange(Number(value.text)) && value.decimals() <= DECIMAL_SCALE;
  const schema = z.union(
    [
      z.number().refine(inRange, expected),
      z
        .instanceof(ExactNumber)
        .refine(isExact, `${expected}, with at most ${String(DECIMAL_SCALE)} digits after the point`),
    ],
    expected,
  );
  return {
    schema,
    fits: (value) => (typeof value === 'number' ? inRange(value) : value instanceof ExactNumber && isExact(value)),
    column: 'decimal',
    doc: options.doc,
    example: options.example,
    optional: false,
    fallback: null,
  };
}

/** A moment: RFC 3339 with an offset; where `date` is allowed, also a day. */
export function instant(options: FieldOptions<string> & { date?: boolean }): Field<string> & { optional: false } {
  const expected = `expected RFC 3339 with an offset, e.g. 2025-03-31T23:59:59+08:00${options.date === true ? ', or a date' : ''}`;
  const accepts = (value: string): boolean => isRfc3339(value) || (options.date === true && DATE.test(value));
  const format =
    options.date === true ? { anyOf: [{ format: 'date-time' }, { format: 'date' }] } : { format: 'date-time' };
  return {
    schema: z.string(expected).refine(accepts, expected).meta(format),
    fits: (value) => typeof value === 'string' && accepts(value),
    column: 'instant',
    doc: options.doc,
    example: options.example,
    optional: false,
    fallback: null,
  };
}

const DATE = z.regexes.date;

/** The same field, but it may be left out; then the field's fallback is stored. */
export function optional<F extends Field>(field: F): Omit<F, 'optional'> & { optional: true } {
  return { ...field, optional: true };
}
