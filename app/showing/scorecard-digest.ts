import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { Scorecard } from './scorecard.ts';
import type { View } from './view.ts';
import { byPlan, placeTitle, showRows } from './scorecard-view.ts';
import { showReasons } from './scorecard-reasons.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { countVerdicts } from './verdict-words.ts';

const ROWS_SHOWN = 12;

/** A place in one screen: how each plan stands, then the targets that are not met. */
export function showDigest({ terminal, catalogue }: Omit<View, 'profile'>, card: Scorecard, isDemo: boolean): void {
  const { profile, asOf, verdicts } = card;
  const view = { terminal, catalogue, profile };
  terminal.print(placeTitle(view, { asOf, isDemo }));
  terminal.print();
  showPlans(terminal, verdicts);
  const unmet = verdicts.filter(needsAttention).sort(byWeight);
  if (unmet.length === 0) return;
  terminal.print();
  showRows(view, unmet.slice(0, ROWS_SHOWN));
  const more = unmet.length - ROWS_SHOWN;
  if (more > 0)
    terminal.print(
      `  ${terminal.paint.dim(terminal.say({ zh: `还有 ${String(more)} 行未达标，见 scorecard`, en: `+${String(more)} more that are not met: see scorecard` }))}`,
    );
  showReasons(
    view,
    unmet.filter(({ verdict }) => verdict === 'incomplete'),
  );
}

function showPlans(terminal: Terminal, verdicts: readonly Verdict[]): void {
  const rows = [...byPlan(verdicts)].map(([{ title }, own]) => [
    terminal.language === 'zh' ? `《${title.zh}》` : title.en,
    countVerdicts(terminal, own),
  ]);
  terminal.print(table([{ head: '' }, { head: '' }], rows));
}

/** The place as a whole before its parts, what is due last before what was due long ago; else as the plans print it. */
function byWeight(a: Verdict, b: Verdict): number {
  const parts = ({ target: { scope } }: Verdict): number => Object.keys(scope).length;
  return parts(a) - parts(b) || (b.target.due ?? '9999').localeCompare(a.target.due ?? '9999');
}

function needsAttention({ verdict }: Verdict): boolean {
  return verdict !== 'met' && verdict !== 'met_late' && verdict !== 'on_track' && verdict !== 'unverifiable';
}
