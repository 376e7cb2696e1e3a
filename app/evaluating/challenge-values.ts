import { findStream } from '../../ingest/streams.ts';
import type { Challenge, Disputed } from '../../indicators/challenge.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import type { Profile } from '../../indicators/profile.ts';
import { toText } from '../../indicators/rational.ts';
import { measuresOf } from '../../indicators/values/readings.ts';
import { samplesOf } from '../../indicators/values/sample-readings.ts';
import { levelOf, placeOf, scopeKey, scopesOf } from '../../indicators/scope.ts';
import { hasCorrections } from '../../store/corrections.ts';
import type { EvaluateDeps } from './evaluate.ts';
import { evaluateValues } from './evaluate.ts';

export interface DisputeDeps extends EvaluateDeps {
  readonly profiles: readonly Profile[];
}

/** The value that a challenge is about, in the place that has it. */
export interface Subject {
  readonly indicator: Indicator;
  readonly profile: Profile;
}

/** Undefined where no place has such a value. */
export function subjectOf({ catalogue, profiles }: DisputeDeps, disputed: Disputed): Subject | undefined {
  const indicator = catalogue.indicators.get(disputed.indicator);
  const level = levelOf(disputed.scope);
  const key = scopeKey(disputed.scope);
  const profile = profiles.find((one) => scopesOf(one, level).some((scope) => scopeKey(scope) === key));
  return indicator?.levels.includes(level) === true && profile !== undefined ? { indicator, profile } : undefined;
}

/** Exact, as it was known at a moment; null: there was no value. */
export async function exactValue(
  deps: DisputeDeps,
  { indicator, profile }: Subject,
  { scope, asOf, knownAt }: Disputed & { readonly knownAt: number | null },
): Promise<string | null> {
  const request = { asOf, knownAt, indicators: [indicator], levels: [levelOf(scope)] };
  const values = await evaluateValues(deps, profile, request);
  const value = values.find((one) => scopeKey(one.scope) === scopeKey(scope))?.value ?? null;
  return value === null ? null : toText(value);
}

/**
 * Whether a sender has corrected the disputed value since: a higher revision came of something that it rests on, and
 * the value is another now. Undefined where not; else the value, which may be none.
 */
export async function correction(
  deps: DisputeDeps,
  challenge: Challenge,
): Promise<{ readonly value: string | null } | undefined> {
  const subject = subjectOf(deps, challenge);
  if (subject === undefined || !(await isRevised(deps, subject, challenge))) return undefined;
  const before = await exactValue(deps, subject, { ...challenge, knownAt: challenge.openedAt });
  const value = await exactValue(deps, subject, { ...challenge, knownAt: null });
  return before === value ? undefined : { value };
}

async function isRevised(
  { asker, catalogue }: DisputeDeps,
  { indicator, profile }: Subject,
  { scope, asOf, openedAt }: Challenge,
): Promise<boolean> {
  const { codes, authorities } = placeOf(profile, catalogue.registries);
  const { formula } = indicator;
  const question = {
    asOf,
    zone: profile.zone,
    since: openedAt,
    districts: scope.district === undefined ? [...codes].sort() : [scope.district],
    carriers: scope.carrier === undefined ? null : [scope.carrier, ...authorities],
  };
  const names = new Set([...measuresOf(formula), ...samplesOf(formula)].map(({ stream }) => stream));
  for (const name of names) {
    const stream = findStream(name);
    if (stream !== undefined && (await hasCorrections(asker, { ...question, stream }))) return true;
  }
  return false;
}
