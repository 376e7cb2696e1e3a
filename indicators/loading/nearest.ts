import { closest, distance } from 'fastest-levenshtein';

/**
 * The candidate that a mistyped word most likely stands for. A third of the letters may be wrong, and at least two, of a
 * very short word one: `cuont` is `count`, `foo` is not `area`.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const found = closest(word, candidates);
  const allowed = Math.max(word.length <= 3 ? 1 : 2, Math.floor(Math.max(word.length, found.length) / 3));
  return distance(word, found) <= allowed ? found : undefined;
}
