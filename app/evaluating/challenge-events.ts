import type { Challenge, ChallengeEvent, Disputed } from '../../indicators/challenge.ts';
import { foldChallenges } from '../../indicators/challenge.ts';
import type { Asker } from '../../store/asker.ts';
import type { ChallengeRow } from '../../store/challenges.ts';
import { readChallengeRows } from '../../store/challenges.ts';

/** The challenges as they stood at a moment (epoch milliseconds, inclusive; null: now), the oldest first. */
export async function readChallenges(asker: Asker, knownAt: number | null): Promise<readonly Challenge[]> {
  return foldChallenges((await readChallengeRows(asker)).flatMap(fromRow), knownAt);
}

/** None for a row of a later version of the program. */
function fromRow(row: ChallengeRow): readonly ChallengeEvent[] {
  const { challenge, at, by, event, indicator, city, district, carrier, asOf, text, value } = row;
  const step = { challenge, at, by };
  switch (event) {
    case 'opened': {
      const scope = {
        city,
        ...(district === '' ? {} : { district }),
        ...(carrier === '' ? {} : { carrier }),
      };
      return [{ ...step, kind: 'opened', disputed: { indicator, scope, asOf }, reason: text, value }];
    }
    case 'answered':
      return [{ ...step, kind: 'answered', answer: text }];
    case 'corrected':
      return [{ ...step, kind: 'corrected', value }];
    default:
      return [];
  }
}

/** What is disputed stands beside every event, so that the table can be read by itself. */
export function toRow(event: ChallengeEvent, { indicator, scope, asOf }: Disputed): ChallengeRow {
  const { challenge, at, by, kind } = event;
  const { city, district = '', carrier = '' } = scope;
  const about = { challenge, at, event: kind, by, indicator, city, district, carrier, asOf };
  switch (event.kind) {
    case 'opened':
      return { ...about, text: event.reason, value: event.value };
    case 'answered':
      return { ...about, text: event.answer, value: null };
    case 'corrected':
      return { ...about, text: '', value: event.value };
    default:
      return event satisfies never;
  }
}
