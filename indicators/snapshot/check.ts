import type { ExactValueDocument } from '../documents/exact-documents.ts';
import { fingerprint } from '../loading/fingerprint.ts';
import { divide, fromText, toNumber, toText } from '../rational.ts';
import type { Snapshot, SnapshotDefinitions } from './snapshot.ts';
import { SNAPSHOT_FORMAT } from './snapshot.ts';
import { canonical, digestsOf, sha256Of, snapshotId } from './seal.ts';

/** A part of a snapshot that does not agree with the rest; `at` says which, in its own codes. */
export interface Fault {
  readonly part:
    | 'utf8'
    | 'json'
    | 'format'
    | 'canonical'
    | 'digests'
    | 'head'
    | 'value'
    | 'verdict'
    | 'completeness'
    | 'doubts'
    | 'challenges'
    | 'definitions'
    | 'definition'
    | 'lineage'
    | 'arithmetic';
  readonly at: string;
}

export interface Examination {
  readonly sha256: string;
  /** Undefined where the bytes cannot be read as a snapshot. */
  readonly snapshot: (Snapshot & { readonly id: string }) | undefined;
  /** Empty for an intact snapshot. Whether it is the one that was made, a signature alone tells. */
  readonly faults: readonly Fault[];
}

/** Reads a snapshot and names every part that disagrees with what the snapshot says of itself. */
export function examine(bytes: Uint8Array): Examination {
  const sha256 = sha256Of(bytes);
  const unreadable = (part: Fault['part'], at: string): Examination => ({
    sha256,
    snapshot: undefined,
    faults: [{ part, at }],
  });
  const text = textOf(bytes);
  if (text === undefined) return unreadable('utf8', '');
  const value = jsonOf(text);
  if (value === undefined) return unreadable('json', '');
  if (!isSnapshot(value)) return unreadable('format', '');
  try {
    const faults = [...(canonical(value) === text ? [] : [fault('canonical', '')]), ...faultsOf(value)];
    return { sha256, snapshot: { ...value, id: snapshotId(value, sha256) }, faults };
  } catch {
    // A part of another shape than was ever written: no reader can say more.
    return unreadable('format', '');
  }
}

function faultsOf(snapshot: Snapshot): readonly Fault[] {
  const { digests: said, ...content } = snapshot;
  const found = digestsOf(content);
  const lists = (['values', 'verdicts'] as const).flatMap((list) => {
    const part = list === 'values' ? 'value' : 'verdict';
    if (said[list].length !== found[list].length) return [fault('digests', list)];
    return found[list].flatMap((digest, i) =>
      digest === said[list][i] ? [] : [fault(part, nameOf(snapshot[list][i]))],
    );
  });
  const documents = (['head', 'completeness', 'doubts', 'challenges', 'definitions', 'lineage'] as const).flatMap(
    (part) => (said[part] === found[part] ? [] : [fault(part, '')]),
  );
  return [...lists, ...documents, ...definitionFaults(snapshot.definitions), ...snapshot.values.flatMap(arithmetic)];
}

/** `pon10g_port_share 310000/310115/telecom`, a verdict with its plan and target before. */
function nameOf(part: Snapshot['values'][number] | Snapshot['verdicts'][number] | undefined): string {
  if (part === undefined) return '';
  const { city, district, carrier } = part.scope;
  const whom = [city, district, carrier].filter((code) => code !== undefined).join('/');
  return [...('target' in part ? [part.plan, part.target] : []), part.indicator, whom].join(' ');
}

function definitionFaults({ indicators, plans, quality, profile, registries }: SnapshotDefinitions): readonly Fault[] {
  const named = [
    ...indicators.map((one) => ({ ...one, name: `indicator ${one.id}` })),
    ...plans.map((one) => ({ ...one, name: `plan ${one.id}` })),
    ...quality.map((one) => ({ ...one, name: `quality ${one.id}` })),
    { ...profile, name: `profile ${profile.id}` },
    { ...registries, name: 'registries' },
  ];
  return named.flatMap(({ name, sha256, definition }) =>
    fingerprint(definition) === sha256 ? [] : [fault('definition', name)],
  );
}

/** A double that is not its exact number, or a quotient that is not that of its parts. */
function arithmetic(value: ExactValueDocument): readonly Fault[] {
  const { exact } = value;
  if (exact.value === null) return value.value === null ? [] : [fault('arithmetic', nameOf(value))];
  const isQuotient = exact.numerator !== undefined && exact.denominator !== undefined && value.sample === undefined;
  const isRight =
    toNumber(fromText(exact.value)) === value.value &&
    (!isQuotient || toText(divide(fromText(exact.numerator), fromText(exact.denominator))) === exact.value);
  return isRight ? [] : [fault('arithmetic', nameOf(value))];
}

function fault(part: Fault['part'], at: string): Fault {
  return { part, at };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Its own mark; whatever shape is missing beyond that shows when it is read. */
function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === SNAPSHOT_FORMAT;
}
