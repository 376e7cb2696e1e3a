import { z } from 'zod';
import type { Field, FieldValues } from './field.ts';
import { count, instant, text } from './field.ts';
import type { Fits } from './fits.ts';
import { listOf, membersOf, objectOf } from './fits.ts';
import type { Reason } from './rejection.ts';

/**
 * What a message of a stream means, and so what a stream's value at a date is (domain, § 2):
 * - `inventory`: the state of one entity; the latest state counts.
 * - `stock`: one carrier's whole report for one district and subject; the latest report counts, whole.
 * - `flow`: what was completed in one period; periods add up.
 * - `sample`: one observation; a window of them is a distribution.
 */
export type Kind = 'inventory' | 'stock' | 'flow' | 'sample';

export type Fields = Readonly<Record<string, Field>>;

/** For streams without rows. */
interface NoFields extends Fields {
  readonly [name: string]: never;
}

/** The common fields every message carries; `received_at` is the transport's and is never sent. */
export const COMMON_FIELDS = {
  id: text({
    doc: 'Unique per carrier and stream, chosen by the sender.',
    example: 'p-000001',
    max: 64,
    charset: 'A-Za-z0-9_.:-',
  }),
  carrier: text({ doc: 'A carrier code of the registry.', example: 'telecom', max: 32, low: true }),
  district: text({
    doc: 'GB/T 2260 code of the district, or of the city where a figure exists only for the city.',
    example: '310115',
    max: 6,
    low: true,
  }),
  observed_at: instant({
    doc: 'RFC 3339 with an offset: the moment, or the end of the period, that the figure describes.',
    example: '2025-03-31T23:59:59+08:00',
  }),
  revision: count({
    doc: 'A correction of the same thing at the same observed_at carries a higher one.',
    example: 0,
    fallback: 0,
  }),
} satisfies Fields;

/** A message of a stream that is known when it is compiled: common fields, its own, and its rows. */
export type Message<F extends Fields, R extends Fields> = FieldValues<typeof COMMON_FIELDS> &
  FieldValues<F> & { readonly rows: readonly FieldValues<R>[] };

/** What a declaration of a stream says; `defineStream` derives the schema from it. */
interface Declaration<F extends Fields, R extends Fields> {
  readonly name: string;
  readonly kind: Kind;
  readonly title: { readonly zh: string; readonly en: string };
  readonly doc: string;
  /** A message that is admitted; common fields that it leaves out are those of their own examples. */
  readonly example: Readonly<Record<string, unknown>>;
  /** The columns that say what a message is about; with `observed_at` and `revision` they order its history. */
  readonly key: readonly string[];
  /** The key column that tells the reports of one carrier and district apart (service, statistic, programme …). */
  readonly subject?: keyof F & string;
  /** The field that holds the moment from which an entity counts, where that is later than `observed_at`. */
  readonly effective?: keyof F & string;
  readonly fields: F;
  /** The columns of one row of a stock report. */
  readonly rows?: R;
  /** What the field schemas cannot say: how fields depend on one another. */
  readonly check?: (message: Message<F, R>) => readonly Reason[];
}

export interface Stream {
  readonly name: string;
  readonly kind: Kind;
  readonly title: { readonly zh: string; readonly en: string };
  readonly doc: string;
  /** A whole message that is admitted. */
  readonly example: Readonly<Record<string, unknown>>;
  readonly key: readonly string[];
  readonly subject: string | undefined;
  readonly effective: string | undefined;
  /** Common and own fields, in column order. */
  readonly fields: Fields;
  /** Empty for streams without rows. */
  readonly rows: Fields;
  /** Whether a field holds measured values, of which no digit may be lost. */
  readonly hasDecimals: boolean;
  /** Validates one decoded JSON value; unknown keys are refused. */
  readonly schema: z.ZodType<AnyMessage>;
  /** The same rule: nearly every message fits, and needs nobody to say what is wrong with it. */
  readonly fits: Fits;
  readonly check: (message: AnyMessage) => readonly Reason[];
}

/** A message whose stream is known only at run time. */
export type AnyMessage = FieldValues<typeof COMMON_FIELDS> &
  Readonly<Record<string, unknown>> & { readonly rows?: readonly Readonly<Record<string, unknown>>[] };

const NO_REASONS: readonly Reason[] = [];
const MOST_ROWS = 10_000;

/** Makes a stream of its declaration: schema, columns and checks all come from the fields. */
export function defineStream<F extends Fields, R extends Fields = NoFields>(declaration: Declaration<F, R>): Stream {
  const fields: Fields = { ...COMMON_FIELDS, ...declaration.fields };
  const rows: Fields = declaration.rows ?? {};
  const shape = schemas(fields);
  const members = membersOf(fields);
  if (declaration.rows !== undefined) {
    shape['rows'] = z.array(z.strictObject(schemas(rows))).max(MOST_ROWS);
    members.push({ name: 'rows', fits: listOf(objectOf(membersOf(rows)), MOST_ROWS), optional: false });
  }
  const check = declaration.check as ((message: AnyMessage) => readonly Reason[]) | undefined;
  return {
    name: declaration.name,
    kind: declaration.kind,
    title: declaration.title,
    doc: declaration.doc,
    example: {
      ...Object.fromEntries(Object.entries(COMMON_FIELDS).map(([name, { example }]) => [name, example])),
      ...declaration.example,
    },
    key: declaration.key,
    subject: declaration.subject,
    effective: declaration.effective,
    fields,
    rows,
    hasDecimals: [...Object.values(fields), ...Object.values(rows)].some(({ column }) => column === 'decimal'),
    schema: z.strictObject(shape) as unknown as z.ZodType<AnyMessage>,
    fits: objectOf(members),
    check: check ?? (() => NO_REASONS),
  };
}

function schemas(fields: Fields): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field.optional ? field.schema.optional() : field.schema]),
  );
}
