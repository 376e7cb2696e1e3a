import { dayOf } from '../../indicators/calendar.ts';
import type { Completeness, DutyReporting, ReportCell, ReportState } from '../../indicators/trust/reporting.ts';
import { countReports } from '../../indicators/trust/reporting.ts';
import { DEMO_MARK } from '../evaluating/demo-mark.ts';
import { carrierName, placeName, shortName } from '../../api/names.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { View } from './view.ts';
import { LACK_WORDS } from '../../api/words.ts';

/** A line for each duty, then carriers by districts for each that is not wholly on time. */
export function showCompleteness(view: View, { period, duties }: Completeness, isDemo: boolean): void {
  const { terminal, profile } = view;
  const { paint } = terminal;
  const mark = isDemo ? `  ${paint.inverse(` ${terminal.say(DEMO_MARK)} `)}` : '';
  terminal.print(`${paint.bold(placeName(profile, terminal.language))}  ${period.name}${mark}`);
  terminal.print();
  if (duties.length === 0) {
    terminal.print(`  ${terminal.say(NOBODY)}`);
    return;
  }
  showDuties(terminal, duties);
  const faulty = duties.filter(({ cells }) => cells.some(({ state }) => state === 'late' || state === 'missing'));
  for (const one of faulty) showMatrix(view, one);
  if (faulty.length === 0) return;
  terminal.print();
  const { on_time, late, missing, pending, replaced } = MARKS;
  terminal.print(
    `  ${paint.dim(
      terminal.say({
        zh: `${on_time} 按时  ${late} 迟报  ${missing} 缺报  ${pending} 未到期  ${replaced} 由别的报表代替`,
        en: `${on_time} on time  ${late} late  ${missing} missing  ${pending} not due yet  ${replaced} replaced by another report`,
      }),
    )}`,
  );
}

const NOBODY = { zh: '城市档案没有要求任何单位报送。', en: 'the profile asks nobody to report this.' };

const MARKS: Readonly<Record<ReportState, string>> = {
  on_time: '✓',
  reported: '✓',
  late: '△',
  missing: '✗',
  pending: '·',
  replaced: '–',
};

function showDuties(terminal: Terminal, duties: readonly DutyReporting[]): void {
  const { paint } = terminal;
  const head = (zh: string, en: string): string => paint.dim(terminal.say({ zh, en }));
  const rows = duties.map((one) => {
    const counts = countReports(one.cells);
    const unless = (count: number, text: (of: string) => string): string => (count === 0 ? '' : text(String(count)));
    return [
      reportName(one),
      one.period ?? '',
      one.due ?? '',
      String(counts.expected),
      String(counts.received),
      one.due === null ? '' : unless(counts.on_time, paint.green),
      unless(counts.late, paint.yellow),
      unless(counts.missing, paint.red),
    ];
  });
  terminal.print(
    table(
      [
        { head: head('报表', 'report') },
        { head: head('期', 'period') },
        { head: head('期限', 'due') },
        { head: head('应报', 'expected'), align: 'right' },
        { head: head('已报', 'received'), align: 'right' },
        { head: head('按时', 'on time'), align: 'right' },
        { head: head('迟报', 'late'), align: 'right' },
        { head: head('缺报', 'missing'), align: 'right' },
      ],
      rows,
    ),
  );
}

const DISTRICTS_ACROSS = 16;

function showMatrix({ terminal, catalogue, profile }: View, one: DutyReporting): void {
  const { paint, language } = terminal;
  terminal.print();
  terminal.print(`${paint.bold(reportName(one))}  ${one.period ?? ''}`);
  const owed = new Set(one.cells.map(({ district }) => district));
  const districts = [profile.city, ...profile.districts].filter((code) => owed.has(code));
  const carriers = [...new Set(one.cells.map(({ carrier }) => carrier))];
  for (let at = 0; at < districts.length; at += DISTRICTS_ACROSS) {
    const across = districts.slice(at, at + DISTRICTS_ACROSS);
    const rows = carriers.map((carrier) => [
      carrierName(catalogue, carrier, language),
      ...across.map((district) => {
        const cell = one.cells.find((report) => report.carrier === carrier && report.district === district);
        return cell === undefined ? '' : paintMark(terminal, cell.state);
      }),
    ]);
    const heads = across.map((district) => ({
      head: paint.dim(shortName(catalogue, district)),
      align: 'center' as const,
    }));
    terminal.print(table([{ head: '' }, ...heads], rows));
  }
  for (const line of remarks(one.cells, { terminal, catalogue, profile }))
    terminal.print(`  ${paint.dim('·')} ${line}`);
}

function paintMark({ paint }: Terminal, state: ReportState): string {
  const mark = MARKS[state];
  if (state === 'missing') return paint.red(mark);
  if (state === 'late') return paint.yellow(mark);
  return state === 'on_time' || state === 'reported' ? paint.green(mark) : paint.dim(mark);
}

/** How late each carrier was, and what it sent last. */
function remarks(cells: readonly ReportCell[], { terminal, catalogue, profile }: View): readonly string[] {
  const name = (code: string): string => carrierName(catalogue, code, terminal.language);
  return [...new Set(cells.map(({ carrier }) => carrier))].flatMap((carrier) => {
    const own = cells.filter((cell) => cell.carrier === carrier);
    const lateDays = own
      .flatMap(({ state, receipt }) => (state === 'late' && receipt ? [dayOf(receipt.first, profile.zone)] : []))
      .sort();
    const missing = own.flatMap(({ state, why, last }) =>
      state === 'missing' && why !== undefined ? [terminal.say(LACK_WORDS[why](last ?? ''))] : [],
    );
    const arrived = [...new Set([lateDays[0], lateDays.at(-1)])].join('—');
    return [
      ...(lateDays.length === 0
        ? []
        : [
            terminal.say({
              zh: `${name(carrier)}：${String(lateDays.length)} 份迟报，${arrived} 收到`,
              en: `${name(carrier)}: ${String(lateDays.length)} late, received ${arrived}`,
            }),
          ]),
      ...[...new Set(missing)].map((why) => {
        const count = String(missing.filter((other) => other === why).length);
        return terminal.say({
          zh: `${name(carrier)}：${count} 份缺报（${why}）`,
          en: `${name(carrier)}: ${count} missing (${why})`,
        });
      }),
    ];
  });
}

function reportName({ duty: { stream, subject } }: DutyReporting): string {
  return subject === undefined ? stream : `${stream}/${subject}`;
}
