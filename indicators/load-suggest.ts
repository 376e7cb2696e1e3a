import { closest, distance } from 'fastest-levenshtein';

/** `did you mean "x"?` where one of the candidates is close enough to be what was meant. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const known = [...candidates];
  if (known.length === 0) return undefined;
  const nearest = closest(word, known);
  // A third of the letters may be wrong, and at least two: `cuont` is `count`, `foo` is not `area`.
  const limit = Math.max(2, Math.floor(Math.max(word.length, nearest.length) / 3));
  const short = word.length <= 3 ? 1 : limit;
  return distance(word, nearest) <= short ? `did you mean "${nearest}"?` : undefined;
}
