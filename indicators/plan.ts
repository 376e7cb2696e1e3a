import type { DefinitionChange } from './definition-change.ts';
import type { Name, Remark } from './indicator.ts';

export const COMPARISONS = ['at_least', 'more_than', 'at_most', 'less_than'] as const;
/** 以上, 达到, 不少于 are `at_least`; 超过 `more_than`; 以下, 以内 `at_most`; 不满, 低于 `less_than` (民法典 art. 1259). */
export type Comparison = (typeof COMPARISONS)[number];

export const COMMITMENTS = ['must', 'strive', 'in_principle', 'stated'] as const;
/** 确保, 力争, 原则上; `stated` where the clause has none of these words. */
export type Commitment = (typeof COMMITMENTS)[number];

export const BASES = ['cumulative', 'increment'] as const;
export type Basis = (typeof BASES)[number];

/** Exact decimal text, in the indicator's unit (a ratio of 98 % is `0.98`, 80 万户 is `800000`); of a derived cell also `1/3`. */
export type Decimal = string;

/** What must hold by the end of a day, summed up from the plan's start whatever the basis printed. */
export interface Milestone {
  readonly date: string;
  /** The cumulative value that must hold. */
  readonly value: Decimal;
  /** How the document prints it. */
  readonly basis: Basis;
  /** The figure as printed, in the indicator's unit. */
  readonly printed: Decimal;
}

/** Whom a target binds: the plan's jurisdiction as a whole, or one cell of it. */
export interface TargetScope {
  readonly district?: string;
  readonly carrier?: string;
}

export interface Target {
  /** Unique within the plan; cells of a table are `table.row` or `table.row.column`. */
  readonly id: string;
  readonly indicator: string;
  readonly clause: string;
  /** The words of the document. */
  readonly text: string;
  readonly scope: TargetScope;
  readonly commitment: Commitment;
  readonly comparison: Comparison;
  /** Null where the document gives none, or where it cannot be checked from the feeds: then `unverifiable` says why. */
  readonly value: Decimal | null;
  /** The figure and unit as the document prints them (80, 万户), where the unit is not the indicator's. */
  readonly printed?: { readonly value: Decimal; readonly unit: string };
  readonly unverifiable?: Remark;
  /** Null for a standing criterion. */
  readonly due: string | null;
  readonly milestones: readonly Milestone[];
  readonly notes?: string;
}

/** By when a task is to be done: `standing` is 常态化开展; one that recurs is done once in every period of a span. */
export type TaskDue =
  | { readonly kind: 'by'; readonly day: string }
  | { readonly kind: 'standing' }
  | { readonly kind: 'every'; readonly every: 'month' | 'quarter'; readonly from: string; readonly until: string };

/** One entry of a task list (工作任务清单), or a duty that the text of a document dates. */
export interface Task {
  /** Unique within the plan; the number of the list where it has one. */
  readonly id: string;
  /** The heading that it stands under (重点任务). */
  readonly group: string | null;
  readonly clause: string;
  /** The words of the document. */
  readonly text: string;
  /** 牵头单位; null where the document names none. */
  readonly lead: string | null;
  /** 责任单位. */
  readonly responsible: readonly string[];
  readonly due: TaskDue;
  /** Targets of the same plan whose verdicts say whether it is done. */
  readonly targets: readonly string[];
  readonly notes?: string;
}

/** One official document. */
export interface Plan {
  readonly id: string;
  readonly version: number;
  readonly title: Name;
  readonly issuers: readonly string[];
  /** 文号; null where the document has none. */
  readonly number: string | null;
  readonly date: string;
  /** City or district code; null: a national document that every profile may apply. */
  readonly jurisdiction: string | null;
  /**
   * How far a value may lie off the straight line between milestones without being at risk, as a share of the whole way
   * from the start to the target (0.05: at a target of 1,000, which began at nought, 50). 0 allows nothing.
   */
  readonly tolerance: Decimal;
  /** Programmes whose progress or acceptances the plan counts. */
  readonly programmes: readonly string[];
  readonly notes?: string;
  /** What later versions changed; undefined: nothing yet. */
  readonly changes?: readonly DefinitionChange[];
  /** Every target, tables expanded into their printed cells. */
  readonly targets: readonly Target[];
  readonly tasks: readonly Task[];
}
