import { closest, distance } from 'fastest-levenshtein';
import type { Text } from './language.ts';

/** The candidate that a mistyped word most likely stands for. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const found = closest(word, candidates);
  const allowed = Math.max(word.length <= 3 ? 1 : 2, Math.floor(Math.max(word.length, found.length) / 3));
  return distance(word, found) <= allowed ? found : undefined;
}

/** A mend for an unknown word: what it may stand for, else everything there is. */
export function suggestion(word: string, candidates: readonly string[]): Text {
  const near = nearest(word, candidates);
  if (near !== undefined) return { zh: `您是不是要找“${near}”？`, en: `did you mean "${near}"?` };
  const all = candidates.join(', ');
  return { zh: `可以是：${all}`, en: `it can be: ${all}` };
}
