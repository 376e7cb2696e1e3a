import { Temporal } from 'temporal-polyfill';
import type { Measure } from '../../store/measure.ts';
import type { Span } from '../../store/span.ts';

/** A message as it was sent, with its receipt. */
export interface Received {
  readonly message: Readonly<Record<string, unknown>> & {
    readonly rows?: readonly Readonly<Record<string, unknown>>[];
  };
  readonly receivedAt: number;
}

interface Law {
  /** What identifies the thing that a message speaks of. */
  readonly key: readonly string[];
  /** The day from which a message holds. */
  readonly day: (message: Received['message']) => string;
  /** The later of two messages about the same thing; ties do not occur in these tests. */
  readonly order: readonly string[];
  readonly adds: boolean;
}

function dayInShanghai(moment: string): string {
  return Temporal.Instant.from(moment).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString();
}

const observed = (message: Received['message']): string => dayInShanghai(String(message['observed_at']));

const LAWS: Readonly<Record<string, Law>> = {
  'pon-ports': { key: ['carrier', 'olt', 'port'], day: observed, order: ['observed_at', 'revision'], adds: false },
  'sites-5g': { key: ['carrier', 'district'], day: observed, order: ['observed_at', 'revision'], adds: false },
  'programme-progress': {
    key: ['carrier', 'district', 'programme', 'period'],
    day: ({ period }) => endOfMonth(String(period)),
    order: ['revision'],
    adds: true,
  },
};

/**
 * The naive reading of the domain's table of kinds, for one measure: district/carrier → sum at a day, as known at a
 * moment. Written apart from the program, so that the two can disagree.
 */
export function fold(
  messages: readonly Received[],
  { stream, where, kind, ...measure }: Measure,
  { asOf, knownAt }: { asOf: string; knownAt: number | null },
): ReadonlyMap<string, number> {
  const law = LAWS[stream];
  if (law === undefined) throw new Error(`no law for ${stream}`);
  const known = messages.filter(
    ({ message, receivedAt }) => (knownAt === null || receivedAt <= knownAt) && law.day(message) <= asOf,
  );
  const latest = new Map<string, Received['message']>();
  for (const { message } of known) {
    const key = law.key.map((name) => String(message[name])).join('|');
    const held = latest.get(key);
    if (held === undefined || isLater(message, held, law.order)) latest.set(key, message);
  }
  const sums = new Map<string, number>();
  for (const message of latest.values()) {
    const scope = `${String(message['district'])}/${String(message['carrier'])}`;
    const rows = message.rows ?? [message];
    const matching = rows.filter((row) =>
      Object.entries(where).every(([field, one]) => one.kind === 'one_of' && one.words.includes(String(row[field]))),
    );
    const amount =
      kind === 'sum' && 'field' in measure
        ? matching.reduce((sum, row) => sum + Number(row[measure.field]), 0)
        : matching.length;
    sums.set(scope, (sums.get(scope) ?? 0) + amount);
  }
  return sums;
}

function isLater(a: Received['message'], b: Received['message'], order: readonly string[]): boolean {
  for (const name of order) {
    const [x, y] = [a, b].map((message) =>
      name === 'observed_at' ? Date.parse(String(message[name])) : Number(message[name] ?? 0),
    );
    if (x !== y) return (x ?? 0) > (y ?? 0);
  }
  return false;
}

function endOfMonth(period: string): string {
  const first = Temporal.PlainDate.from(`${period}-01`);
  return first.with({ day: first.daysInMonth }).toString();
}

/** The same sums from the program's spans. */
export function sumAt(spans: readonly Span[], asOf: string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { district, carrier, from, until, values } of spans) {
    if (from > asOf || (until !== null && until <= asOf)) continue;
    const scope = `${district}/${carrier}`;
    sums.set(scope, (sums.get(scope) ?? 0) + Number(values[0]));
  }
  return sums;
}
