import { LRUCache } from 'lru-cache';
import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Evaluation } from '../../indicators/evaluation.ts';

/** How many evaluations are kept: today's of every place, and some that were asked for by date. */
const KEPT = 16;

/** Evaluations of a process that lasts; what they rest on is their name, so none is ever out of date. */
export class EvaluationMemo {
  readonly #kept = new WeakMap<Catalogue, LRUCache<string, Evaluation>>();

  async of(catalogue: Catalogue, name: string, evaluate: () => Promise<Evaluation>): Promise<Evaluation> {
    const kept = this.#kept.get(catalogue) ?? new LRUCache<string, Evaluation>({ max: KEPT });
    this.#kept.set(catalogue, kept);
    const known = kept.get(name) ?? (await evaluate());
    kept.set(name, known);
    return known;
  }
}
