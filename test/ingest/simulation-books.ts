import type { SimulationOptions } from '../../ingest/simulation/simulate.ts';
import { simulate } from '../../ingest/simulation/simulate.ts';

export type Values = Readonly<Record<string, string | number>>;
interface Fact {
  readonly observed_at: string;
  readonly revision: number;
  readonly values: Values;
  readonly rows: readonly Values[];
}
type Picked = { readonly about: Values; readonly row: Values };

export const TEN_G = ['10g-epon', 'xg-pon', 'xgs-pon'];
export const TEN_G_PLUS = [...TEN_G, '50g-pon'];

/** A naive reading of a feed: the latest state or report of each key, as the domain defines it. */
export class Books {
  private readonly facts = new Map<string, Fact[]>();

  constructor(options: SimulationOptions) {
    for (const { stream, line, fault } of simulate(options)) {
      if (fault !== undefined || stream === 'speed-samples') continue;
      const values = JSON.parse(line) as Values & { rows?: readonly Values[] };
      const subject =
        values['service'] ?? values['subject'] ?? values['statistic'] ?? values['item'] ?? values['period'] ?? '';
      const key = [stream, values['carrier'], values['olt'] ?? values['district'], values['port'] ?? subject].join('|');
      const fact = {
        observed_at: String(values['observed_at']),
        revision: Number(values['revision'] ?? 0),
        values,
        rows: values.rows ?? [],
      };
      const facts = this.facts.get(key);
      if (facts === undefined) this.facts.set(key, [fact]);
      else facts.push(fact);
    }
  }

  latest(stream: string, date: string): readonly Fact[] {
    return [...this.facts].flatMap(([key, facts]) => {
      if (!key.startsWith(`${stream}|`)) return [];
      const known = facts.filter((fact) => fact.observed_at.slice(0, 10) <= date);
      const first = known[0];
      return first === undefined
        ? []
        : [
            known.reduce(
              (a, b) =>
                b.observed_at > a.observed_at || (b.observed_at === a.observed_at && b.revision > a.revision) ? b : a,
              first,
            ),
          ];
    });
  }

  rows(stream: string, date: string, where: Values = {}): readonly Picked[] {
    return this.latest(stream, date)
      .filter(({ values }) => matches(values, where))
      .flatMap(({ values, rows }) => rows.map((row) => ({ about: values, row })));
  }

  statistic(statistic: string, date: string, where: Values = {}): number {
    return sum(this.rows('statistics', date, { statistic, ...where }), 'value');
  }

  portShare(
    date: string,
    fast: readonly string[],
    where: Values = {},
  ): { readonly fast: number; readonly all: number } {
    const ports = this.latest('pon-ports', date).filter(({ values }) =>
      matches(values, { status: 'in_service', ...where }),
    );
    return {
      fast: ports.filter(({ values }) => fast.includes(String(values['technology']))).length,
      all: ports.length,
    };
  }

  lines500m(date: string, where: Values): number {
    const urban = this.rows('subscribers', date, { service: 'fixed', ...where }).filter(
      ({ row }) => row['area'] === 'urban',
    );
    return (
      sum(
        urban.filter(({ row }) => Number(row['subscribed_mbps']) >= 500),
        'subscribers',
      ) / sum(urban, 'subscribers')
    );
  }

  /** The bureau's own report, or the widest carrier's. */
  reach(subject: string, date: string, district: string): number {
    const rows = this.rows('coverage', date, { subject, district }).filter(({ row }) => row['area'] !== 'rural');
    const of = (carrier: string, column: string): number =>
      sum(
        rows.filter(({ about }) => about['carrier'] === carrier),
        column,
      );
    if (of('authority', 'total') > 0) return of('authority', 'covered') / of('authority', 'total');
    const largest = (column: string): number =>
      Math.max(...['telecom', 'mobile', 'unicom'].map((carrier) => of(carrier, column)));
    return largest('covered') / largest('total');
  }
}

export function matches(values: Values, where: Values): boolean {
  return Object.entries(where).every(([name, value]) => values[name] === value);
}

export function sum(picked: readonly Picked[], column: string): number {
  return picked.reduce((total, { row }) => total + Number(row[column]), 0);
}
