import { createHash } from 'node:crypto';
import type { AskedTimes } from '../../api/ports.ts';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import type { Evaluation } from '../../indicators/evaluation.ts';
import type { Profile } from '../../indicators/profile.ts';
import { STREAMS } from '../../ingest/streams.ts';
import type { Memory } from '../../store/asker.ts';
import { tableName } from '../../store/schema.ts';
import { DEMO_SCORECARDS, demoMarks } from './demo-mark.ts';
import type { EvaluatePlaceDeps } from './evaluate-place.ts';
import { evaluatePlace } from './evaluate-place.ts';
import { asOfDay } from '../terminal/request.ts';

export interface CommitDeps extends EvaluatePlaceDeps {
  readonly profiles: readonly Profile[];
  readonly memory: Pick<Memory, 'watermarks'>;
  /** Names the definitions: other texts, another version. */
  readonly definitions: string;
}

const TABLES = [...STREAMS.map(({ name }) => tableName(name)), 'loads', 'challenges'];

/** Names all that the figures rest on: any report that is taken in changes it, and any dispute. */
export async function figuresMark({ memory }: Pick<CommitDeps, 'memory'>): Promise<string> {
  const marks = await memory.watermarks();
  return JSON.stringify(TABLES.map((table) => marks.get(table) ?? ''));
}

/** Every place at the times that were asked for; where no day was, at its own. */
export async function commitEvaluation(
  deps: CommitDeps,
  { asOf, knownAt }: AskedTimes,
  mark: string,
): Promise<CommittedEvaluation> {
  const { catalogue, profiles, asker, now } = deps;
  const startedAt = now();
  const isDemo = await demoMarks(asker);
  const evaluations: Evaluation[] = [];
  for (const profile of profiles) {
    const day = asOf ?? ownDay(profile, isDemo(profile), startedAt);
    evaluations.push(await evaluatePlace(deps, profile, { asOf: day, knownAt: knownAt?.moment ?? null }));
  }
  const days = evaluations.map((one) => [one.place.profile.id, one.asOf]);
  const id = createHash('sha256')
    .update(JSON.stringify([deps.definitions, mark, days, knownAt?.moment ?? null]))
    .digest('hex')
    .slice(0, 32);
  return {
    id,
    startedAt,
    finishedAt: now(),
    catalogue,
    evaluations,
    simulated: new Set(profiles.filter(isDemo).map((profile) => profile.id)),
  };
}

/** Today; of simulated figures the day that they tell of, since their year is over. */
export function ownDay(profile: Profile, isDemo: boolean, now: number): string {
  const story = isDemo ? DEMO_SCORECARDS.find((one) => one.profile === profile.id) : undefined;
  return story?.asOf ?? asOfDay(undefined, { zone: profile.zone, now });
}
