import { measuresOf } from '../values/readings.ts';
import { samplesOf } from '../values/sample-readings.ts';
import { scopeKey } from '../scope.ts';
import type { Scope } from '../scope.ts';
import type { ExactValueDocument, ExactVerdictDocument } from '../documents/exact-documents.ts';
import type { Defined, LineageDocument, SnapshotContent } from './snapshot.ts';
import { canonical } from './seal.ts';

/**
 * Why a number differs. `data`: other messages of a stream that it reads; `definition`: of the indicator, the profile,
 * a registry or a quality rule; `target`: the document's; `time`: another day; `engine`: another release; `unknown`:
 * none of these, which should not be.
 */
export type Cause = 'data' | 'definition' | 'target' | 'time' | 'engine' | 'unknown';

/** What differs between two snapshots of a place, and why. Null: not in that one. */
export interface SnapshotDifference {
  readonly values: readonly ValueChange[];
  readonly verdicts: readonly VerdictChange[];
  readonly definitions: readonly {
    readonly name: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  readonly sources: readonly SourceChange[];
}

export interface ValueChange {
  readonly indicator: string;
  readonly scope: Scope;
  readonly before: Figure | null;
  readonly after: Figure | null;
  readonly causes: readonly Cause[];
}

interface Figure {
  readonly value: number | null;
  /** Exact; null where there is no value. */
  readonly exact: string | null;
  readonly reason?: string;
  readonly flags: readonly string[];
}

export interface VerdictChange {
  readonly plan: string;
  readonly target: string;
  readonly indicator: string;
  readonly scope: Scope;
  readonly before: Judgement | null;
  readonly after: Judgement | null;
  readonly causes: readonly Cause[];
}

interface Judgement {
  readonly verdict: string;
  readonly rule: string;
  readonly value: number | null;
  readonly target_value: number | null;
}

export interface SourceChange {
  readonly stream: string;
  readonly source: string;
  readonly partition: number;
  readonly before: Covered | null;
  readonly after: Covered | null;
}

type Covered = Pick<LineageDocument, 'messages' | 'first_offset' | 'last_offset'>;

export function differ(before: SnapshotContent, after: SnapshotContent): SnapshotDifference {
  const definitions = pairs(definitionsOf(before), definitionsOf(after), ({ name }) => name).map(({ key, a, b }) => ({
    name: key,
    before: a?.sha256 ?? null,
    after: b?.sha256 ?? null,
  }));
  const sources = pairs(before.lineage.streams, after.lineage.streams, sourceKey).flatMap(({ a, b }) => {
    const one = a ?? b;
    if (one === undefined) return [];
    const { stream, source, partition } = one;
    return [{ stream, source, partition, before: covered(a), after: covered(b) }];
  });
  const causesOf = causing(before, after, {
    definitions: new Set(definitions.map(({ name }) => name)),
    streams: new Set(sources.map(({ stream }) => stream)),
  });
  return {
    values: pairs(before.values, after.values, valueKey, sayingOfValue).flatMap(({ a, b }) => {
      const one = b ?? a;
      if (one === undefined) return [];
      const { indicator, scope } = one;
      return [{ indicator, scope, before: figure(a), after: figure(b), causes: causesOf(indicator) }];
    }),
    verdicts: pairs(before.verdicts, after.verdicts, verdictKey, sayingOfVerdict).flatMap(({ a, b }) => {
      const one = b ?? a;
      if (one === undefined) return [];
      const { plan, target, indicator, scope } = one;
      const causes = verdictCauses({ a, b }, { before, after, ofValue: () => causesOf(indicator) });
      return [{ plan, target, indicator, scope, before: judgement(a), after: judgement(b), causes }];
    }),
    definitions,
    sources,
  };
}

interface Changed {
  readonly definitions: ReadonlySet<string>;
  readonly streams: ReadonlySet<string>;
}

/** Why an indicator's value may differ: everything that it rests on and that is not the same. */
function causing(
  before: SnapshotContent,
  after: SnapshotContent,
  { definitions, streams }: Changed,
): (indicator: string) => readonly Cause[] {
  const isCommon = [...definitions].some((name) => !/^(indicator|plan) /.test(name));
  const formulas = new Map(
    [...before.definitions.indicators, ...after.definitions.indicators].map(({ id, definition }) => [id, definition]),
  );
  return (indicator) => {
    const formula = formulas.get(indicator)?.formula;
    const read = formula === undefined ? [] : [...measuresOf(formula), ...samplesOf(formula)];
    const causes: readonly Cause[] = [
      ...(before.as_of === after.as_of ? [] : (['time'] as const)),
      ...(isCommon || definitions.has(`indicator ${indicator}`) ? (['definition'] as const) : []),
      ...(read.some(({ stream }) => streams.has(stream)) ? (['data'] as const) : []),
      ...(before.engine.version === after.engine.version ? [] : (['engine'] as const)),
    ];
    return causes.length > 0 ? causes : ['unknown'];
  };
}

/** A target that was changed explains a verdict by itself where the value stayed the same. */
function verdictCauses(
  { a, b }: Pair<ExactVerdictDocument>,
  { before, after, ofValue }: { before: SnapshotContent; after: SnapshotContent; ofValue: () => readonly Cause[] },
): readonly Cause[] {
  const asked = targetText(before, a ?? b) === targetText(after, b ?? a) ? [] : (['target'] as const);
  const isSameValue = a !== undefined && b !== undefined && sayingOfValue(a.value) === sayingOfValue(b.value);
  return isSameValue && asked.length > 0 ? asked : [...asked, ...ofValue()];
}

function targetText({ definitions }: SnapshotContent, verdict: ExactVerdictDocument | undefined): string {
  const plan = definitions.plans.find(({ id }) => id === verdict?.plan)?.definition;
  const target = plan?.targets.find(({ id }) => id === verdict?.target);
  return canonical({ tolerance: plan?.tolerance ?? null, target: target ?? null });
}

interface Pair<T> {
  readonly a: T | undefined;
  readonly b: T | undefined;
}

/** What is in one of two lists alone, or says something else in the other; in the order of the first. */
function pairs<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => string,
  saying: (one: T) => string = canonical,
): readonly (Pair<T> & { readonly key: string })[] {
  const old = new Map(before.map((one) => [keyOf(one), one]));
  const young = new Map(after.map((one) => [keyOf(one), one]));
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((key) => {
    const [a, b] = [old.get(key), young.get(key)];
    return a !== undefined && b !== undefined && saying(a) === saying(b) ? [] : [{ key, a, b }];
  });
}

function definitionsOf({
  definitions,
}: SnapshotContent): readonly { readonly name: string; readonly sha256: string }[] {
  const { indicators, plans, quality, profile, registries } = definitions;
  const named = (kind: string, all: readonly Defined<unknown>[]): { name: string; sha256: string }[] =>
    all.map(({ id, sha256 }) => ({ name: `${kind} ${id}`, sha256 }));
  return [
    ...named('indicator', indicators),
    ...named('plan', plans),
    ...named('quality', quality),
    ...named('profile', [profile]),
    { name: 'registries', sha256: registries.sha256 },
  ];
}

function sourceKey({ stream, source, partition }: LineageDocument): string {
  return `${stream} ${source} ${String(partition)}`;
}

function valueKey({ indicator, scope }: ExactValueDocument): string {
  return `${indicator} ${scopeKey(scope)}`;
}

function verdictKey(one: ExactVerdictDocument): string {
  return `${one.plan} ${one.target} ${scopeKey(one.scope)}`;
}

/** All but the times of the question. */
function sayingOfValue(value: ExactValueDocument): string {
  return canonical({ ...value, as_of: null, known_at: null, base: null });
}

function sayingOfVerdict({ value, value_at_due, ...rest }: ExactVerdictDocument): string {
  const times = { as_of: null, known_at: null };
  const due = value_at_due === undefined ? null : sayingOfValue(value_at_due);
  return canonical({ ...rest, ...times, value: sayingOfValue(value), due });
}

function figure(value: ExactValueDocument | undefined): Figure | null {
  if (value === undefined) return null;
  const { reason, flags } = value;
  return { value: value.value, exact: value.exact.value, ...(reason === undefined ? {} : { reason }), flags };
}

function judgement(one: ExactVerdictDocument | undefined): Judgement | null {
  return one === undefined
    ? null
    : { verdict: one.verdict, rule: one.rule, value: one.value.value, target_value: one.target_value };
}

function covered(one: LineageDocument | undefined): Covered | null {
  if (one === undefined) return null;
  const { messages, first_offset, last_offset } = one;
  return { messages, first_offset, last_offset };
}
