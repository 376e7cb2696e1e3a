import type { Name } from './indicator.ts';

export interface Carrier {
  readonly code: string;
  readonly name: Name;
  /** True for the bureau that reports figures itself. */
  readonly authority: boolean;
}

export interface District {
  /** GB/T 2260. */
  readonly code: string;
  readonly name: Name;
  /** The city's code; a city's own row has its own code here. */
  readonly city: string;
  /** First and last day of the code's validity; open where absent. */
  readonly from?: string;
  readonly until?: string;
}

export interface Statistic {
  readonly id: string;
  readonly name: Name;
  readonly unit: string;
}

export interface Registries {
  readonly carriers: readonly Carrier[];
  readonly districts: readonly District[];
  readonly statistics: readonly Statistic[];
}
