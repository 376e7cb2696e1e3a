import { nearest } from '../../indicators/loading/nearest.ts';
import type { Text } from './language.ts';

/** A mend for an unknown word: what it may stand for, else everything there is. */
export function suggestion(word: string, candidates: readonly string[]): Text {
  const near = nearest(word, candidates);
  if (near !== undefined) return { zh: `您是不是要找“${near}”？`, en: `did you mean "${near}"?` };
  const all = candidates.join(', ');
  return { zh: `可以是：${all}`, en: `it can be: ${all}` };
}
