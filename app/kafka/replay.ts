import type { AdmissionRules } from '../../ingest/admit.ts';
import type { Judged } from '../../ingest/judge.ts';
import { judge } from '../../ingest/judge.ts';
import { parcelOf } from '../../ingest/parcel.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../../ingest/pipeline.ts';
import { fromTopic } from '../../ingest/topics.ts';
import type { KeptDeadLetter } from '../../store/dead-letters.ts';

export interface ReplayDeps {
  readonly store: MeasurementWriter & DeadLetterWriter & { recordReplays(ids: readonly string[]): Promise<void> };
  readonly rules: AdmissionRules;
  readonly topicPrefix: string;
}

export interface Replayed {
  readonly admitted: readonly string[];
  /** Still refused, now for today's reasons. */
  readonly refused: readonly string[];
}

/**
 * Judges dead letters by today's rules, each with the receipt and place it had. Measurements are written before their
 * letters are marked, so a replay that is cut off anywhere is simply run again.
 */
export async function replay(deps: ReplayDeps, letters: readonly KeptDeadLetter[]): Promise<Replayed> {
  const judged: Judged = { measurements: [], deadLetters: [] };
  const admitted: string[] = [];
  const refused: string[] = [];
  for (const letter of letters) {
    const { id, stream, origin, receivedAt, raw } = letter;
    const bound = boundCarrier(deps.topicPrefix, letter);
    const before = judged.measurements.length;
    const message = { stream, origin, receivedAt, value: raw };
    judge(bound === undefined ? message : { ...message, boundCarrier: bound }, deps.rules, judged);
    (judged.measurements.length > before ? admitted : refused).push(id);
  }
  if (judged.deadLetters.length > 0) await deps.store.bury(judged.deadLetters);
  if (judged.measurements.length > 0) await deps.store.write([parcelOf(deps.store.pack, judged.measurements)]);
  await deps.store.recordReplays(admitted);
  return { admitted, refused };
}

/** Whose lines alone its transport may bring: a topic says so by its name, an upload's letter by its carrier. */
function boundCarrier(topicPrefix: string, { origin, carrier }: KeptDeadLetter): string | undefined {
  if (origin.source.startsWith('upload:')) return carrier === '' ? undefined : carrier;
  return fromTopic(topicPrefix, origin.source)?.carrier;
}
