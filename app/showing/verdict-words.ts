import type { VerdictWord } from '../../indicators/judging/verdict.ts';
import { VERDICTS } from '../../indicators/judging/verdict.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { VERDICT_WORDS } from '../../api/words.ts';

/** The verdict in colour and word. */
export function paintVerdict(terminal: Terminal, verdict: VerdictWord, text?: string): string {
  const { paint } = terminal;
  const word = text ?? terminal.say(VERDICT_WORDS[verdict]);
  switch (verdict) {
    case 'met':
      return paint.green(word);
    case 'met_late':
      return paint.cyan(word);
    case 'on_track':
      return paint.blue(word);
    case 'missed':
    case 'behind':
      return paint.red(word);
    case 'at_risk':
    case 'incomplete':
    case 'insufficient_sample':
      return paint.yellow(word);
    case 'no_data':
    case 'unverifiable':
      return paint.dim(word);
    default:
      return verdict satisfies never;
  }
}

/** How many of each verdict, in the order of the law: `已达标 12 · 未达标 3`. */
export function countVerdicts(terminal: Terminal, verdicts: readonly { readonly verdict: VerdictWord }[]): string {
  const counts = VERDICTS.flatMap((word) => {
    const count = verdicts.filter(({ verdict }) => verdict === word).length;
    return count === 0 ? [] : [`${paintVerdict(terminal, word)} ${String(count)}`];
  });
  return counts.join(' · ');
}
