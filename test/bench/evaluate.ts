import { evaluatePlace } from '../../app/evaluating/evaluate-place.ts';
import { EvaluationMemo } from '../../app/evaluating/evaluation-memo.ts';
import type { Evaluation } from '../../indicators/evaluation.ts';
import { remembering } from '../../store/asker.ts';
import type { ClickHouseStore } from '../../store/clickhouse.ts';
import { shippedCatalogue } from '../support/catalogue.ts';

/** Evaluates Shanghai at the end of 2025 as a server does that goes on running, and says how many seconds it took. */
export function evaluator(store: ClickHouseStore): () => Promise<Evaluated> {
  const catalogue = shippedCatalogue();
  const profile = catalogue.profiles.get('shanghai');
  if (profile === undefined) throw new Error('no profile of Shanghai is shipped');
  const deps = {
    catalogue,
    asker: remembering(store, store),
    now: () => Date.parse('2026-01-15T00:00:00Z'),
    evaluations: new EvaluationMemo(),
  };
  return async () => {
    const started = performance.now();
    const evaluation = await evaluatePlace(deps, profile, { asOf: '2025-12-31', knownAt: null });
    return { seconds: (performance.now() - started) / 1000, evaluation };
  };
}

export interface Evaluated {
  readonly seconds: number;
  readonly evaluation: Evaluation;
}
