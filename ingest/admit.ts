import type { z } from 'zod';
import type { Instant } from './instant.ts';
import { fromRfc3339 } from './instant.ts';
import { lastDayOf } from './period.ts';
import type { Reason } from './rejection.ts';
import { reason } from './rejection.ts';
import { schemaReasons } from './schema-reasons.ts';
import type { AnyMessage, Stream } from './stream.ts';

/** What the registries and the transport say of a message. */
export interface AdmissionRules {
  readonly carriers: ReadonlySet<string>;
  /** District and city codes with the days of their validity. */
  readonly districts: ReadonlyMap<string, Validity>;
  readonly statistics: ReadonlySet<string>;
  readonly programmes: ReadonlySet<string>;
  /** The tasks of each plan, each with its periods; none where it does not recur. */
  readonly tasks: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

/** First and last day (YYYY-MM-DD) on which a code is in force; open where absent. */
export interface Validity {
  readonly from?: string;
  readonly until?: string;
}

export interface Receipt {
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly boundCarrier: string | undefined;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly message: AnyMessage; readonly observedAt: Instant }
  | { readonly kind: 'rejected'; readonly carrier: string; readonly reasons: readonly Reason[] };

/** A figure may be observed a little after its receipt (clocks differ), but not more than a day. */
const FUTURE_TOLERANCE_MS = 24 * 60 * 60 * 1000;

/** Decides whether one decoded value is a message of the stream; every reason against it is reported. */
export function admit(stream: Stream, value: unknown, receipt: Receipt, rules: AdmissionRules): Admission {
  const issues = issuesWith(stream, value);
  if (issues.length > 0) return rejected(value, schemaReasons(stream, value, issues));
  const message = value as AnyMessage;
  const observedAt = fromRfc3339(message.observed_at);
  if (observedAt === undefined) {
    return rejected(value, [
      reason(
        'time',
        'observed_at',
        `expected a moment between 2000 and 2100, to the nanosecond, got ${message.observed_at}`,
      ),
    ]);
  }
  const reasons: Reason[] = [];
  checkRegistries(message, receipt, rules, reasons);
  checkTimes(stream, message, observedAt, receipt, reasons);
  reasons.push(...stream.check(message));
  return reasons.length === 0 ? { kind: 'admitted', message, observedAt } : rejected(value, reasons);
}

/** Nearly every value fits; only of the others is the schema asked what is wrong with them. */
function issuesWith(stream: Stream, value: unknown): readonly z.core.$ZodIssue[] {
  return stream.fits(value) ? NO_ISSUES : (stream.schema.safeParse(value).error?.issues ?? NO_ISSUES);
}

const NO_ISSUES: readonly z.core.$ZodIssue[] = [];

function checkRegistries(message: AnyMessage, receipt: Receipt, rules: AdmissionRules, reasons: Reason[]): void {
  const { carrier, district, observed_at: observedAt } = message;
  if (!rules.carriers.has(carrier)) {
    reasons.push(
      reason('unknown_carrier', 'carrier', `expected one of ${[...rules.carriers].join(', ')}, got ${carrier}`),
    );
  } else if (receipt.boundCarrier !== undefined && receipt.boundCarrier !== carrier) {
    reasons.push(reason('wrong_carrier', 'carrier', `the topic belongs to ${receipt.boundCarrier}, got ${carrier}`));
  }
  const validity = rules.districts.get(district);
  if (validity === undefined) {
    reasons.push(reason('unknown_district', 'district', `expected a GB/T 2260 code of the registry, got ${district}`));
  } else {
    const day = observedAt.slice(0, 10);
    if (validity.until !== undefined && day > validity.until) {
      reasons.push(reason('unknown_district', 'district', `${district} was abolished after ${validity.until}`));
    }
    if (validity.from !== undefined && day < validity.from) {
      reasons.push(reason('unknown_district', 'district', `${district} is in force from ${validity.from}`));
    }
  }
  checkMember(message, 'statistic', rules.statistics, reasons);
  checkMember(message, 'programme', rules.programmes, reasons);
  checkTask(message, rules.tasks, reasons);
}

function checkTask({ plan, task, period }: AnyMessage, tasks: AdmissionRules['tasks'], reasons: Reason[]): void {
  if (typeof plan !== 'string' || typeof task !== 'string') return;
  const known = tasks.get(plan);
  const periods = known?.get(task);
  if (known === undefined) reasons.push(reason('schema', 'plan', `unknown plan ${plan}`));
  else if (periods === undefined) reasons.push(reason('schema', 'task', `unknown task ${task} of ${plan}`));
  else checkPeriod(typeof period === 'string' ? period : undefined, periods, reasons);
}

/** A record for a time at which the task is not to be done would be kept and never counted. */
function checkPeriod(period: string | undefined, periods: readonly string[], reasons: Reason[]): void {
  if (period === undefined ? periods.length === 0 : periods.includes(period)) return;
  const expected =
    periods.length === 0 ? 'expected none, since the task does not recur' : `expected one of ${periods.join(', ')}`;
  reasons.push(reason('schema', 'period', `${expected}, got ${period ?? 'none'}`));
}

function checkMember(message: AnyMessage, field: string, known: ReadonlySet<string>, reasons: Reason[]): void {
  const value = message[field];
  if (typeof value === 'string' && !known.has(value))
    reasons.push(reason('schema', field, `unknown ${field} ${value}`));
}

function checkTimes(
  stream: Stream,
  message: AnyMessage,
  observedAt: Instant,
  receipt: Receipt,
  reasons: Reason[],
): void {
  const latest = receipt.receivedAt + FUTURE_TOLERANCE_MS;
  if (observedAt.milliseconds > latest) {
    reasons.push(
      reason(
        'future',
        'observed_at',
        `more than a day after its receipt at ${new Date(receipt.receivedAt).toISOString()}, got ${message.observed_at}`,
      ),
    );
  }
  const period = message['period'];
  if (stream.kind === 'flow' && typeof period === 'string' && Date.parse(lastDayOf(period)) > latest) {
    reasons.push(reason('future', 'period', `the period has not ended, got ${period}`));
  }
}

/** The carrier as far as a refused message tells it. */
function rejected(value: unknown, reasons: readonly Reason[]): Admission {
  const carrier =
    typeof value === 'object' && value !== null && 'carrier' in value && typeof value.carrier === 'string'
      ? value.carrier.slice(0, 64)
      : '';
  return { kind: 'rejected', carrier, reasons };
}
