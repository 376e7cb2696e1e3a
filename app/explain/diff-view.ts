import type { Rational } from '../../indicators/rational.ts';
import { subtract, ZERO } from '../../indicators/rational.ts';
import type { Change, ChangeKind, PartDiff } from './changes.ts';
import type { ComponentDiff, Scored } from './components.ts';
import type { DefinitionDiff, Difference } from './diff.ts';
import type { Contribution } from './reports.ts';
import { roleText, showMore, streamText } from './reports-view.ts';
import { showNumberOf, showSection } from './view.ts';
import type { Text } from '../terminal/language.ts';
import { momentText, shortMoment } from '../terminal/moments.ts';
import { carrierName, districtName } from '../../api/names.ts';
import { showGap, showNumber, showValue } from '../../api/numbers.ts';
import { table } from '../terminal/table.ts';
import { valueText } from '../showing/values-view.ts';
import { paintVerdict } from '../showing/verdict-words.ts';
import type { View } from '../showing/view.ts';
import { RULE_WORDS } from '../../api/words.ts';

const CHANGES_SHOWN = 12;

/** Why a number is not the one that it is compared with. */
export function showDifference(
  view: View,
  difference: Difference,
  shown: { readonly asOf: string; readonly isDemo: boolean },
): void {
  const { terminal } = view;
  const { before, after, asOf, knownAt, parts, components, verdicts, definitions } = difference;
  showNumberOf(view, after, shown);
  const known: Text =
    knownAt === null ? { zh: '', en: '' } : { zh: `${knownAt} 所知的 `, en: `, as known at ${knownAt}` };
  showSection(terminal, { zh: `与 ${known.zh}${asOf} 相比`, en: `Compared with ${asOf}${known.en}` });
  const [was, is] = [before.value, after.value];
  const moved =
    was.value === null || is.value === null
      ? ''
      : `  (${signed(subtract(is.value, was.value), (size) => showGap(size, is.indicator.unit, terminal.language))})`;
  terminal.print(`  ${valueText(was, terminal)} → ${valueText(is, terminal)}${moved}`);
  for (const part of parts) showPart(view, part);
  showComponents(view, components);
  if (verdicts.length > 0) showSection(terminal, { zh: '结论的变化', en: 'Verdicts that changed' });
  for (const one of verdicts) {
    const [old, now] = [one.before, one.after].map(
      ({ verdict, rule }) => `${paintVerdict(terminal, verdict)} (${terminal.say(RULE_WORDS[rule])})`,
    );
    terminal.print(`  《${one.after.plan.title.zh}》${one.after.target.clause}: ${old ?? ''} → ${now ?? ''}`);
  }
  showDefinitions(view, definitions);
}

/** A number that was published then may have followed an earlier version; figures here follow today's. */
function showDefinitions({ terminal }: View, definitions: readonly DefinitionDiff[]): void {
  const changed = definitions.filter(({ changes }) => changes.length > 0);
  const named = definitions.map(({ id, version }) => `${id} v${String(version)}`).join(', ');
  showSection(terminal, { zh: '定义与文件', en: 'Definitions and plans' });
  terminal.print(
    `  ${terminal.say({ zh: `两个数都按现行版本计算：${named}`, en: `both numbers follow today's: ${named}` })}`,
  );
  for (const { id, changes } of changed)
    for (const { version, date, what } of changes)
      terminal.print(`  ${terminal.paint.yellow(`${id} v${String(version)}`)} ${date}: ${terminal.say(what)}`);
  if (changed.length > 0) return;
  const none = { zh: '其间没有记载修改', en: 'no change is recorded between the two' };
  terminal.print(`  ${terminal.paint.dim(terminal.say(none))}`);
}

function showPart(view: View, part: PartDiff): void {
  const { terminal, catalogue, profile } = view;
  const { paint, language } = terminal;
  const total = `${showNumber(part.before)} → ${showNumber(part.after)}  (${signed(part.change, showNumber)})`;
  terminal.print();
  terminal.print(`  ${paint.bold(terminal.say(roleText(part)))}  ${total}`);
  if (part.changes.length === 0) {
    terminal.print(`    ${paint.dim(terminal.say({ zh: '同样的报表', en: 'the same reports' }))}`);
    return;
  }
  const rows = part.changes.slice(0, CHANGES_SHOWN).map((change) => {
    const one = change.after ?? change.before;
    if (one === undefined) return [];
    return [
      terminal.say(KIND_WORDS[change.kind]),
      carrierName(catalogue, one.report.carrier, language),
      districtName(catalogue, one.report.district, language),
      streamText(one),
      paint.dim(arrow(change, (report) => reportText(report, profile.zone))),
      arrow(change, ({ value, counted }) => (counted ? showNumber(value) : `(${showNumber(value)})`)),
      signed(change.change, showNumber),
    ];
  });
  const columns = ['left', 'left', 'left', 'left', 'left', 'right', 'right'] as const;
  terminal.print(
    table(
      columns.map((align) => ({ head: '', align })),
      rows,
      '    ',
    ),
  );
  showMore(terminal, part.changes.length - rows.length, '    ');
}

/** The weighted scores of an index and what each brought to its change. */
function showComponents({ terminal }: View, components: readonly ComponentDiff[]): void {
  if (components.length === 0) return;
  const text = ({ score }: Scored): string => (score === null ? '—' : showValue(score, 'index'));
  const rows = components.map(({ name, weight, before, after, change }) => [
    `${showNumber(weight)} × ${terminal.say(name)}`,
    `${text(before)} → ${text(after)}`,
    terminal.paint.dim(`n=${String(before.count)} → ${String(after.count)}`),
    change === null ? '—' : signed(change, (size) => showGap(size, 'index', terminal.language)),
  ]);
  const columns = ['left', 'right', 'left', 'right'] as const;
  terminal.print();
  terminal.print(
    table(
      columns.map((align) => ({ head: '', align })),
      rows,
    ),
  );
}

function arrow({ before, after }: Change, text: (one: Contribution) => string): string {
  const [was, is] = [before, after].map((one) => (one === undefined ? '—' : text(one)));
  return was === is ? (is ?? '') : `${was ?? ''} → ${is ?? ''}`;
}

/** `2025-03-31 23:59:59 r1`. */
function reportText({ report: { observedAt, revision, from } }: Contribution, zone: string): string {
  if (observedAt === undefined) return from;
  return `${shortMoment(momentText(observedAt, zone))} r${String(revision ?? 0)}`;
}

function signed(value: Rational, show: (size: Rational) => string): string {
  if (value.n === 0n) return '±0';
  return value.n > 0n ? `+${show(value)}` : `−${show(subtract(ZERO, value))}`;
}

const KIND_WORDS: Readonly<Record<ChangeKind, Text>> = {
  new: { zh: '新报', en: 'new' },
  gone: { zh: '没有了', en: 'gone' },
  newer: { zh: '新一期', en: 'newer report' },
  older: { zh: '早一期', en: 'older report' },
  revised: { zh: '更正', en: 'revised' },
  changed: { zh: '变动', en: 'changed' },
  counted: { zh: '改为计入', en: 'now counts' },
  set_aside: { zh: '由他表代替', en: 'another counts instead' },
};
