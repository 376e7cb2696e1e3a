import { nearest } from './nearest.ts';

/** `did you mean "x"?` where one of the candidates is close enough to be what was meant. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const found = nearest(word, [...candidates]);
  return found === undefined ? undefined : `did you mean "${found}"?`;
}
