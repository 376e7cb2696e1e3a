import { evaluateCompleteness } from '../../app/evaluating/completeness.ts';
import { evaluateGaps, evaluateValues, evaluateVerdicts } from '../../app/evaluating/evaluate.ts';
import type { Explanation } from '../../app/explain/explain.ts';
import { explain } from '../../app/explain/explain.ts';
import { failedItems } from '../../app/showing/failed-items.ts';
import { evaluateQuality } from '../../app/evaluating/quality.ts';
import { periodNamed } from '../../app/terminal/request.ts';
import type { Gap } from '../../indicators/trust/completeness.ts';
import type { CompletenessDocument } from '../../indicators/documents/completeness-document.ts';
import { toCompletenessDocument } from '../../indicators/documents/completeness-document.ts';
import type { VerdictDocument, ValueDocument } from '../../indicators/documents/documents.ts';
import { toValueDocument, toVerdictDocument } from '../../indicators/documents/documents.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { LEVELS } from '../../indicators/indicator.ts';
import type { DoubtDocument } from '../../indicators/documents/quality-document.ts';
import { toDoubtDocument } from '../../indicators/documents/quality-document.ts';
import type { Scope } from '../../indicators/scope.ts';
import type { Failure } from '../../store/failures.ts';
import type { ClickHouseStore } from '../../store/clickhouse.ts';
import { shippedCatalogue, shippedRules } from './catalogue.ts';
import { emptyStore } from './embedded.ts';
import type { Sent } from './load.ts';
import { line, loadInto, raw } from './load.ts';

const catalogue = shippedCatalogue();
const rules = shippedRules(catalogue);

export const SHANGHAI = profileOf('shanghai');
export const CARRIERS = SHANGHAI.carriers;
export const DISTRICTS = SHANGHAI.districts;

function profileOf(id: string): NonNullable<ReturnType<typeof catalogue.profiles.get>> {
  const profile = catalogue.profiles.get(id);
  if (profile === undefined) throw new Error(`no profile ${id} is shipped`);
  return profile;
}

export function indicatorNamed(id: string): Indicator {
  const indicator = catalogue.indicators.get(id);
  if (indicator === undefined) throw new Error(`no indicator ${id}`);
  return indicator;
}

/** One message for each carrier and district, so that no report is missing. */
export function everywhere(
  stream: string,
  message: (carrier: string, district: string, i: number) => Readonly<Record<string, unknown>>,
): readonly Sent[] {
  return CARRIERS.flatMap((carrier, i) =>
    DISTRICTS.map((district, j) => ({
      stream,
      message: { carrier, district, ...message(carrier, district, i * DISTRICTS.length + j) },
    })),
  );
}

export interface Asked {
  readonly asOf: string;
  readonly knownAt?: number;
  readonly now?: number;
}

/** A store that holds just these messages, and what it says of Shanghai. */
export class Judged {
  readonly #store: ClickHouseStore;

  private constructor(store: ClickHouseStore) {
    this.#store = store;
  }

  static async from(sent: readonly Sent[]): Promise<Judged> {
    const store = await emptyStore();
    const tally = await loadInto(
      store,
      rules,
      sent.map(({ stream, message, receivedAt }) => raw(stream, line(message), receivedAt)),
    );
    if (tally.rejected > 0) throw new Error(`${String(tally.rejected)} messages of the test are not valid`);
    return new Judged(store);
  }

  /** The value of a shipped indicator, or of one that the test changed. */
  async value(
    of: string | Indicator,
    { asOf, knownAt, district, carrier }: Asked & Omit<Scope, 'city'>,
  ): Promise<ValueDocument> {
    const indicator = typeof of === 'string' ? indicatorNamed(of) : of;
    const values = await evaluateValues(this.#deps(), SHANGHAI, {
      asOf,
      knownAt: knownAt ?? null,
      indicators: [indicator],
      levels: LEVELS,
    });
    const value = values.find(({ scope }) => scope.district === district && scope.carrier === carrier);
    if (value === undefined) throw new Error('no value for the scope');
    return toValueDocument(value, null);
  }

  /** The verdict on one target of a plan, as its document prints it. */
  async verdict(planAndTarget: string, { asOf, ...rest }: Asked): Promise<VerdictDocument> {
    const [planId = '', targetId] = planAndTarget.split(' ');
    const one = (await this.verdicts(planId, { asOf, ...rest })).find(({ target }) => target === targetId);
    if (one === undefined) throw new Error(`no target ${planAndTarget}`);
    return one;
  }

  async verdicts(
    planId: string,
    { asOf, knownAt, now, derive = false }: Asked & { derive?: boolean },
  ): Promise<readonly VerdictDocument[]> {
    const plan = catalogue.plans.get(planId);
    if (plan === undefined) throw new Error(`no plan ${planId}`);
    const request = { asOf, knownAt: knownAt ?? null, plans: [plan], level: undefined, derive };
    const verdicts = await evaluateVerdicts(this.#deps(now), SHANGHAI, request);
    return verdicts.map((one) => toVerdictDocument(one, null));
  }

  /** The story of the city's value of an indicator. */
  async explained(id: string, { asOf, knownAt, now }: Asked): Promise<Explanation> {
    const request = { asOf, knownAt: knownAt ?? null, indicator: indicatorNamed(id), scope: { city: SHANGHAI.city } };
    const found = await explain(this.#deps(now), SHANGHAI, request);
    if (found === undefined) throw new Error('no value');
    return found;
  }

  /** The items of a programme that were examined and do not count. */
  async failures(id: string, { asOf, knownAt, ...parts }: Asked & Omit<Scope, 'city'>): Promise<readonly Failure[]> {
    const scope = { city: SHANGHAI.city, ...parts };
    return failedItems(this.#deps(), SHANGHAI, {
      indicator: indicatorNamed(id),
      scope,
      asOf,
      knownAt: knownAt ?? null,
    });
  }

  /** Who has reported what in a month or quarter. */
  async completeness(
    period: string,
    { stream, knownAt, now }: Omit<Asked, 'asOf'> & { stream?: string },
  ): Promise<CompletenessDocument> {
    const asked = { period: periodNamed(period), stream, knownAt: knownAt ?? null };
    const { duties } = await evaluateCompleteness(this.#deps(now), SHANGHAI, asked);
    return toCompletenessDocument(SHANGHAI, duties, { period, knownAt: null });
  }

  /** The gaps of which verdicts on the city's value of an indicator speak. */
  async gaps(id: string, { asOf, knownAt, now }: Asked): Promise<readonly Gap[]> {
    const request = { asOf, knownAt: knownAt ?? null, indicator: indicatorNamed(id), scope: { city: SHANGHAI.city } };
    return evaluateGaps(this.#deps(now), SHANGHAI, request);
  }

  /** What speaks against accepted figures. */
  async doubts({ asOf, knownAt, now }: Asked): Promise<readonly DoubtDocument[]> {
    const doubts = await evaluateQuality(this.#deps(now), SHANGHAI, { asOf, knownAt: knownAt ?? null });
    return doubts.map((doubt) => toDoubtDocument(SHANGHAI.id, doubt));
  }

  #deps(now = Date.parse('2026-02-01T00:00:00Z')): Parameters<typeof evaluateValues>[0] {
    return { catalogue, asker: this.#store, now: () => now };
  }
}
