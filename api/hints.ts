import { nearest } from '../indicators/loading/nearest.ts';
import type { Text } from './text.ts';

/** The word that a mistyped one most likely stands for; undefined where none is near. */
export function didYouMean(text: string, candidates: readonly string[]): Text | undefined {
  const near = nearest(text, candidates);
  return near === undefined ? undefined : { zh: `您是不是要找“${near}”？`, en: `did you mean "${near}"?` };
}

export function oneOf(words: readonly string[]): Text {
  return { zh: `可以是：${words.join('、')}`, en: `it can be: ${words.join(', ')}` };
}
