import { fromText } from '../../indicators/rational.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import { carrierName, districtName } from '../../api/names.ts';
import { showTarget, showValue } from '../../api/numbers.ts';
import type { View } from './view.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { paintVerdict } from './verdict-words.ts';
import { DERIVED_NOTE, VERDICT_WORDS } from '../../api/words.ts';

/** Cells of one indicator, a district a row and a carrier a column, each `value/target` with its verdict. */
export function showMatrix({ terminal, catalogue }: View, verdicts: readonly Verdict[]): void {
  const { paint, language } = terminal;
  const districts = distinct(verdicts.map(({ scope }) => scope.district ?? ''));
  const carriers = distinct(verdicts.map(({ scope }) => scope.carrier ?? ''));
  const rows = districts.map((district) => [
    districtName(catalogue, district, language),
    ...carriers.map((carrier) => {
      const one = verdicts.find(
        ({ scope }) => (scope.district ?? '') === district && (scope.carrier ?? '') === carrier,
      );
      return one === undefined ? '' : cell(one, terminal);
    }),
  ]);
  const heads = carriers.map((carrier) =>
    carrier === '' ? terminal.say({ zh: '合计', en: 'all carriers' }) : carrierName(catalogue, carrier, language),
  );
  terminal.print();
  terminal.print(
    table(
      [
        { head: paint.dim(terminal.say({ zh: '区', en: 'district' })) },
        ...heads.map((head) => ({ head: paint.dim(head), align: 'right' as const })),
      ],
      rows,
    ),
  );
  const met = terminal.say(VERDICT_WORDS.met);
  const due = verdicts[0]?.target.due;
  const by = due === null || due === undefined ? '' : terminal.say({ zh: `${due} 到期。`, en: `Due ${due}. ` });
  const key = terminal.say({ zh: `每格为 数值/目标；✓ ${met}`, en: `each cell: value/target; ✓ ${met}` });
  const mark = verdicts.some(({ derived }) => derived) ? `; ${terminal.say(DERIVED_NOTE)}` : '';
  terminal.print(`  ${paint.dim(`${by}${key}${mark}`)}`);
}

function cell({ value, target, verdict, derived }: Verdict, terminal: Terminal): string {
  const { unit } = value.indicator;
  const bound = target.value === null ? undefined : fromText(target.value);
  const shown = value.value === null ? '—' : showValue(value.value, unit, bound);
  const asked = target.value === null ? '—' : showTarget(target.value, unit, terminal.language);
  const word = verdict === 'met' ? '✓' : terminal.say(VERDICT_WORDS[verdict]);
  return `${shown}/${asked}${derived ? '*' : ''} ${paintVerdict(terminal, verdict, word)}`;
}

function distinct(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}
