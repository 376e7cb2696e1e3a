import type { Contribution, Role } from './reports.ts';
import type { Text } from '../terminal/language.ts';
import { momentText, receiptText, shortMoment } from '../terminal/moments.ts';
import { carrierName, districtName } from '../../api/names.ts';
import { showNumber } from '../../api/numbers.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { View } from '../showing/view.ts';
import { DOUBT_WORDS } from '../../api/words.ts';

/** So many of each part of the formula. */
const REPORTS_SHOWN = 8;

const ROLE_WORDS: Readonly<Record<Role, Text>> = {
  numerator: { zh: '分子', en: 'numerator' },
  denominator: { zh: '分母', en: 'denominator' },
  of: { zh: '数量', en: 'figure' },
  per: { zh: '除以', en: 'divided by' },
  samples: { zh: '样本', en: 'samples' },
};

export function roleText({ role, isBase }: Pick<Contribution, 'role' | 'isBase'>): Text {
  const { zh, en } = ROLE_WORDS[role];
  return isBase ? { zh: `基期${zh}`, en: `base ${en}` } : { zh, en };
}

/** The reports of each part of the formula, the greatest first, with where each came from. */
export function showReports(view: View, reports: readonly Contribution[]): void {
  const { terminal, catalogue, profile } = view;
  const { paint, language } = terminal;
  const head = (zh: string, en: string): string => paint.dim(terminal.say({ zh, en }));
  const parts = new Map<string, Contribution[]>();
  for (const one of reports) {
    const name = terminal.say(roleText(one));
    parts.set(name, [...(parts.get(name) ?? []), one]);
  }
  const rows = [...parts].flatMap(([name, own]) =>
    own.slice(0, REPORTS_SHOWN).map((one) => {
      const { observedAt, receivedAt, revision } = one.report;
      return [
        name,
        carrierName(catalogue, one.report.carrier, language),
        districtName(catalogue, one.report.district, language),
        streamText(one),
        observedAt === undefined ? one.report.from : shortMoment(momentText(observedAt, profile.zone)),
        revision === undefined ? '' : String(revision),
        receivedAt === undefined ? '' : shortMoment(receiptText(receivedAt, profile.zone)),
        paint.dim(originText(one)),
        showNumber(one.value),
        [
          ...(one.counted ? [] : [paint.dim(terminal.say({ zh: '未计入', en: 'not counted' }))]),
          ...one.doubts.map((kind) => paint.yellow(terminal.say(DOUBT_WORDS[kind]))),
        ].join(terminal.say({ zh: '、', en: ', ' })),
      ];
    }),
  );
  terminal.print(
    table(
      [
        { head: head('部分', 'part') },
        { head: head('运营商', 'carrier') },
        { head: head('区划', 'district') },
        { head: head('数据流', 'stream') },
        { head: head('报表时点', 'observed') },
        { head: head('修订', 'rev'), align: 'right' },
        { head: head('收到', 'received') },
        { head: head('来源', 'source') },
        { head: head('数量', 'contributes'), align: 'right' },
        { head: '' },
      ],
      rows,
    ),
  );
  showMore(terminal, reports.length - rows.length);
}

/** How many lines a list leaves out. */
export function showMore(terminal: Terminal, more: number, indent = '  '): void {
  if (more <= 0) return;
  const text = { zh: `+${String(more)}（--json 列出全部）`, en: `+${String(more)} (--json lists all)` };
  terminal.print(`${indent}${terminal.paint.dim(terminal.say(text))}`);
}

/** `subscribers/fixed`, `programme-progress/… 2021-03`, `pon-ports ×1,234`. */
export function streamText({ stream, report: { subject, part, entities } }: Contribution): string {
  const name = subject === '' ? stream : `${stream}/${subject}`;
  if (part !== '') return `${name} ${part}`;
  return entities === 1 ? name : `${name} ×${entities.toLocaleString('en-US')}`;
}

/** A file by its name alone, and the line; a topic (no name of which has a colon) with partition and offset. */
function originText({ report: { source, partition, offset, line } }: Contribution): string {
  if (source === undefined) return '';
  const lines = `:${String(line)}`;
  if (source.startsWith('file:')) return `${source.replace(/^.*[/\\:]/, '')}${lines}`;
  if (source.includes(':')) return `${source}${lines}`;
  return `${source}[${String(partition)}]@${String(offset)}${line === 1 ? '' : lines}`;
}
