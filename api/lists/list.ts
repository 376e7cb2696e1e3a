import type { z } from 'zod';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import type { Access } from '../access.ts';
import type { Column, Table } from '../tables/table.ts';
import type { Text } from '../text.ts';
import type { About } from '../visibility.ts';
import type { Choices } from './choices.ts';

type Filters = z.core.$ZodLooseShape;

/** A list of the API, declared: its route, its parameters, its columns and where its rows come from. */
export interface List<F extends Filters> {
  readonly path: string;
  readonly tag: string;
  /** What a file is called. */
  readonly name: Text;
  readonly summary: Text;
  readonly access: Access;
  /** Keys of one district may use it: its rows are picked by `sees`, or tell nothing of any district. */
  readonly forDistricts?: boolean;
  readonly columns: readonly Column[];
  /** Query parameters beside those of every list. */
  readonly filters: F;
  /** True: read anew each time, since the rows are no part of an evaluation. */
  readonly isLive?: boolean;
  /** Throws a Problem for values of parameters that do not exist. */
  rows(question: Question<z.output<z.ZodObject<F>>>): Promise<Table['rows'] | Part> | Table['rows'];
}

/** Rows from `offset` (0: the first) on, at most `limit`. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** Of a live list whose rows may be large: those of the question's page that one answer holds, from its first on. */
export interface Part {
  readonly rows: Table['rows'];
  readonly hasMore: boolean;
}

export interface Question<Q> {
  readonly query: Q;
  readonly evaluation: CommittedEvaluation;
  readonly choices: Choices;
  /** As it was asked for, and in epoch milliseconds; null where it was not. */
  readonly knownAt: { readonly text: string | null; readonly moment: number | null };
  /** Whether the caller may see what is said of a scope. */
  readonly sees: (about: About) => boolean;
  /** The rows that will be shown; a live list may stop at the first after them, which tells that there are more. */
  readonly page: Page;
}

/** A declaration whose parameters have been checked by the schema of its own route. */
export type AnyList = Omit<List<Filters>, 'rows'> & {
  rows(question: Question<unknown>): Promise<Table['rows'] | Part> | Table['rows'];
};

/** Types the rows' function by the declared filters. */
export function list<const F extends Filters>(one: List<F>): AnyList {
  return one;
}
