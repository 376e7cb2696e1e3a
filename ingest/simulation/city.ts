import type { Curve } from './curve.ts';

/** A carrier and its part of each market of the city. */
export interface CarrierShare {
  readonly code: string;
  /** Part of fixed lines and PON ports. */
  readonly fixed: number;
  /** Part of mobile subscribers. */
  readonly mobile: number;
  /** Part of 5G stations, as reported by leading builders. */
  readonly stations: number;
  /** Reach of its networks, relative to the widest. */
  readonly reach: number;
  /** Part of its older ports that are EPON. */
  readonly epon: number;
  readonly sharesWith: readonly string[];
}

/** A district; factors are relative to the city's figure, 1 being the same. */
export interface District {
  readonly code: string;
  readonly name: string;
  /** As in names of its OLTs. */
  readonly letters: string;
  readonly residents: number;
  /** Part of ports, homes and subscribers that are 农村地区. */
  readonly rural: number;
  /** PON ports not yet upgraded. */
  readonly legacy: number;
  /** Lines of 500 Mbps and more. */
  readonly fast: number;
  /** Stations a resident. */
  readonly stations: number;
  readonly homesCovered: number;
  readonly placesCovered: number;
  readonly speed: number;
  /** Key places by category, in the order of `PLACE_CATEGORIES`. */
  readonly places: readonly number[];
  /** Urban homes covered over urban homes as the district's bureau reports them, where it does. */
  readonly bureau?: Curve;
}

export const PLACE_CATEGORIES = ['hospital', 'university', 'tourism', 'railway_station', 'airport', 'road'] as const;

export interface PortModel {
  readonly prefix: string;
  /** Ports in service at the end of the pivot day, at scale 1. */
  readonly inService: number;
  /** Retired until then, as a part of those in service. */
  readonly retired: number;
  /** Part of the ports in service that is still slower than 10G at the end of the pivot day: exact to one port. */
  readonly legacy: number;
  /** The day the counts above hold for. */
  readonly pivot: number;
  /** Of the ports that are upgraded by the pivot: the day by the part that is not yet (1 … 0). */
  readonly upgrades: (part: number) => number;
  /** How many days after the pivot the last port is upgraded. */
  readonly tail: number;
  /** Part that goes on to 50G, from 2025 on. */
  readonly fiftyG: number;
}

export interface StatisticRow {
  readonly value: Curve;
  readonly decimals: number;
  readonly item?: string;
  readonly weight?: Curve;
  readonly commissioned?: string;
}

/** How a statistic comes about: a total that is split, or rows that are listed as they are. */
export type StatisticModel = {
  readonly statistic: string;
  /** Reported for every so many months. */
  readonly months: 1 | 3 | 12;
  readonly since?: string;
} & (
  | {
      readonly kind: 'spread';
      readonly total: Curve;
      /** Who reports, with the part of the total that is theirs. */
      readonly reporters: Readonly<Record<string, number>>;
      /** One report a district, or one for the city. */
      readonly level: 'city' | 'district';
    }
  | {
      readonly kind: 'listed';
      readonly reports: readonly {
        readonly carrier: string;
        readonly district: string;
        readonly rows: readonly StatisticRow[];
      }[];
    }
  | { readonly kind: 'residents'; readonly total: Curve }
);

/** A report that its sender never sends. */
export interface Silence {
  readonly stream: string;
  readonly carrier: string;
  readonly subject: string;
  readonly day: number;
}

/** Everything the generator knows about a city. */
export interface City {
  /** Code for figures of the city as a whole. */
  readonly code: string;
  readonly districts: readonly District[];
  readonly carriers: readonly CarrierShare[];
  readonly ports: PortModel;
  readonly stations: { readonly outdoor: Curve; readonly indoor: Curve; readonly advanced: Curve };
  readonly fixed: {
    readonly subscribers: Curve;
    readonly business: number;
    readonly tiers: readonly { readonly mbps: number; readonly share: Curve }[];
  };
  readonly mobile: { readonly subscribers: Curve; readonly fiveG: Curve };
  readonly coverage: { readonly homes: Curve; readonly places: Curve };
  readonly statistics: readonly StatisticModel[];
  readonly samples: { readonly perYear: number; readonly fixed: Curve; readonly outdoor5g: Curve };
  readonly silences: readonly Silence[];
  /** Programmes of documents that the city's districts and carriers report on. */
  readonly programmes: boolean;
}
