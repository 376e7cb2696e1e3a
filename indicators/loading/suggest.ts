import type { Name } from '../indicator.ts';
import { nearest } from './nearest.ts';

/** `did you mean "x"?` where one of the candidates is close enough to be what was meant. */
export function didYouMean(word: string, candidates: Iterable<string>): Name | undefined {
  const found = nearest(word, [...candidates]);
  return found === undefined ? undefined : { zh: `您是不是要找“${found}”？`, en: `did you mean "${found}"?` };
}
