import type { ReadPorts } from '../../api/ports.ts';
import type { Profile } from '../../indicators/profile.ts';
import { plansOf } from '../../indicators/profile.ts';
import { placeOf } from '../../indicators/scope.ts';
import type { Asker } from '../../store/asker.ts';
import { readDeadLetterPage } from '../../store/dead-letters.ts';
import { bounded } from './bounded.ts';
import { evaluateCompleteness } from '../evaluating/completeness.ts';
import type { EvaluateDeps } from '../evaluating/evaluate.ts';
import { evaluateSeries } from '../evaluating/series.ts';
import { evaluateTasks } from '../evaluating/tasks.ts';

export interface ReadPortsDeps extends EvaluateDeps {
  readonly profiles: readonly Profile[];
  /** Asks anew each time: dead letters come in whenever they do. */
  readonly fresh: Asker;
}

/** Of dead letters in one answer, in base64: as text, bytes and base64 they are several times as much. */
const LETTER_BYTES = 32_000_000;

/** What read routes ask of the store beyond the evaluations; no more of it at a time than the store takes. */
export function openReadPorts(deps: ReadPortsDeps): ReadPorts {
  const { catalogue, profiles, fresh } = deps;
  const take = bounded({ atOnce: 2, waiting: 8 });
  const places = profiles.map((profile) => placeOf(profile, catalogue.registries));
  return {
    reporting: {
      read: ({ period, knownAt }) =>
        take(async () => {
          const found = [];
          for (const place of places) {
            const request = { period, stream: undefined, knownAt };
            found.push({ place, completeness: await evaluateCompleteness(deps, place.profile, request) });
          }
          return found;
        }),
    },
    series: {
      read: ({ indicators: ids, levels, days, knownAt }) =>
        take(async () => {
          const indicators = [...ids].flatMap((id) => catalogue.indicators.get(id) ?? []);
          const found = [];
          for (const { profile } of places)
            found.push(...(await evaluateSeries(deps, profile, { indicators, levels, days, knownAt })));
          return found;
        }),
    },
    tasks: {
      read: ({ days, knownAt }) =>
        take(async () => {
          const found = [];
          for (const place of places) {
            const { profile } = place;
            const asOf = days.get(profile.id);
            if (asOf === undefined) continue;
            const plans = plansOf(profile, catalogue.plans);
            found.push({ place, tasks: await evaluateTasks(deps, profile, { plans, asOf, knownAt }) });
          }
          return found;
        }),
    },
    deadLetters: { read: (filter) => take(() => readDeadLetterPage(fresh, filter, LETTER_BYTES)) },
  };
}
