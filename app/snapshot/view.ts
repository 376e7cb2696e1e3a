import { groupBy } from '../../indicators/group-by.ts';
import { instantText } from '../../indicators/calendar.ts';
import type { Scope } from '../../indicators/scope.ts';
import type { Snapshot } from '../../indicators/snapshot/snapshot.ts';
import type { SnapshotDifference } from '../../indicators/snapshot/diff.ts';
import type { SnapshotEntry } from '../../store/snapshots.ts';
import type { Naming } from '../../api/rows/naming.ts';
import { VERDICT_WORDS } from '../../api/words.ts';
import { wordOf } from '../../api/rows/naming.ts';
import { DEMO_MARK } from '../evaluating/demo-mark.ts';
import type { Column } from '../terminal/table.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { CAUSE_WORDS } from './words.ts';

/** A line for each snapshot, the latest first. */
export function showList(terminal: Terminal, entries: readonly SnapshotEntry[]): void {
  terminal.print(
    table(
      [
        head(terminal, '编号', 'id'),
        head(terminal, '档案', 'profile'),
        head(terminal, '业务时点', 'as of'),
        head(terminal, '所知时点', 'known at'),
        head(terminal, '更正', 'supersedes'),
        head(terminal, '', ''),
      ],
      entries.map(({ id, profile, asOf, knownAt, supersedes, isSimulated }) => [
        ...[id, profile, asOf, instantText(knownAt), supersedes?.id ?? ''],
        isSimulated ? terminal.say(DEMO_MARK) : '',
      ]),
      '',
    ),
  );
}

/** What a snapshot is and holds. */
export function showEntry(terminal: Terminal, entry: SnapshotEntry, snapshot: Snapshot): void {
  const { values, verdicts, place, lineage, doubts, challenges } = snapshot;
  const counts = [...groupBy(verdicts, ({ verdict }) => verdict)].map(
    ([word, all]) => `${verdictWord(terminal, word)} ${String(all.length)}`,
  );
  const mark = entry.isSimulated ? `  ${terminal.paint.inverse(` ${terminal.say(DEMO_MARK)} `)}` : '';
  terminal.print(`${terminal.paint.bold(entry.id)}${mark}`);
  const lines: readonly (readonly [string, string, string])[] = [
    ['地区', 'place', `${place.name.zh} ${place.code}`],
    ['业务时点', 'as of', entry.asOf],
    ['所知时点', 'known at', snapshot.known_at],
    ['建立于', 'created', instantText(entry.createdAt)],
    ['更正', 'supersedes', entry.supersedes === null ? '' : `${entry.supersedes.id} (${entry.supersedes.reason})`],
    ['指标值', 'values', String(values.length)],
    ['结论', 'verdicts', counts.join(' · ')],
    ['存疑', 'doubts', String(doubts.length)],
    ['未结异议', 'challenges', String(challenges.length)],
    ['来源', 'sources', String(lineage.streams.length)],
    ['引擎', 'engine', entry.engine],
    ['SHA-256', 'SHA-256', entry.sha256],
  ];
  const shown = lines.filter(([, , text]) => text !== '');
  terminal.print(
    table(
      [{ head: '' }, { head: '' }],
      shown.map(([zh, en, text]) => [terminal.paint.dim(terminal.say({ zh, en })), text]),
    ),
  );
}

const SHOWN = 40;

/** What differs and why: verdicts first, then values, then what both rest on. */
export function showDifference(terminal: Terminal, difference: SnapshotDifference, naming: Naming): void {
  const { values, verdicts, definitions, sources } = difference;
  const because = (causes: SnapshotDifference['values'][number]['causes']): string =>
    causes.map((cause) => terminal.say(CAUSE_WORDS[cause])).join(', ');
  const whom = ({ district, carrier }: Scope): string =>
    [
      district === undefined ? '' : naming.district(district),
      carrier === undefined ? '' : naming.carrier(carrier),
    ].join(' ');
  const shown = (value: { readonly value: number | null } | null | undefined): string => String(value?.value ?? '–');
  block(terminal, ['结论', 'verdicts'], verdicts, (one) => [
    ...[naming.indicator(one.indicator), one.target, whom(one.scope)],
    ...[verdictWord(terminal, one.before?.verdict), '→', verdictWord(terminal, one.after?.verdict)],
    because(one.causes),
  ]);
  block(terminal, ['指标值', 'values'], values, (one) => [
    ...[naming.indicator(one.indicator), whom(one.scope), shown(one.before), '→', shown(one.after)],
    because(one.causes),
  ]);
  block(terminal, ['定义', 'definitions'], definitions, ({ name, before, after }) => [
    ...[name, before?.slice(0, 12) ?? '–', '→', after?.slice(0, 12) ?? '–'],
  ]);
  block(terminal, ['来源', 'sources'], sources, ({ stream, source, partition, before, after }) => [
    ...[stream, source, String(partition), String(before?.messages ?? '–'), '→', String(after?.messages ?? '–')],
  ]);
  if ([values, verdicts, definitions, sources].every((list) => list.length === 0))
    terminal.print(terminal.say({ zh: '没有差异', en: 'nothing differs' }));
}

function block<T>(
  terminal: Terminal,
  [zh, en]: readonly [string, string],
  all: readonly T[],
  line: (one: T) => readonly string[],
): void {
  if (all.length === 0) return;
  terminal.print(terminal.paint.bold(`${terminal.say({ zh, en })} ${String(all.length)}`));
  const lines = all.slice(0, SHOWN).map(line);
  terminal.print(
    table(
      (lines[0] ?? []).map(() => ({ head: '' })),
      lines,
    ),
  );
  if (all.length > SHOWN) terminal.print(terminal.say({ zh: '  … 全部见 --json', en: '  … all of them with --json' }));
}

function verdictWord(terminal: Terminal, word: string | undefined): string {
  if (word === undefined) return '–';
  return terminal.language === 'zh' ? wordOf(VERDICT_WORDS, word) : word;
}

function head(terminal: Terminal, zh: string, en: string): Column {
  return { head: terminal.paint.dim(terminal.say({ zh, en })) };
}
