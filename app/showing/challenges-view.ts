import type { Challenge, ChallengeState } from '../../indicators/challenge.ts';
import type { Scope } from '../../indicators/scope.ts';
import type { Text } from '../terminal/language.ts';
import { receiptText, shortMoment } from '../terminal/moments.ts';
import { printable } from '../terminal/printable.ts';
import { zoneOf } from '../terminal/request.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Works } from '../opening/wire.ts';

type Known = Pick<Works, 'catalogue' | 'profiles'>;

const STATES: Readonly<Record<ChallengeState, Text>> = {
  open: { zh: '待答复', en: 'open' },
  answered: { zh: '已答复', en: 'answered' },
  corrected: { zh: '已更正', en: 'corrected' },
};

export function showChallenges(terminal: Terminal, known: Known, challenges: readonly Challenge[]): void {
  if (challenges.length === 0) {
    terminal.note({ zh: '没有异议', en: 'there are no challenges' });
    return;
  }
  const heads = [
    ['编号', 'id'],
    ['状态', 'state'],
    ['提出', 'opened'],
    ['指标', 'indicator'],
    ['范围', 'scope'],
    ['时点', 'as of'],
    ['理由', 'reason'],
  ] as const;
  terminal.print(
    table(
      heads.map(([zh, en]) => ({ head: terminal.paint.dim(terminal.say({ zh, en })) })),
      challenges.map((one) => [
        one.id,
        terminal.say(STATES[one.state]),
        momentOf(known, one.openedAt),
        indicatorName(known, one),
        scopeText(known, one.scope),
        one.asOf,
        few(printable(one.reason)),
      ]),
      '',
    ),
  );
}

export function showChallenge(terminal: Terminal, known: Known, one: Challenge): void {
  const { closed } = one;
  const lines: readonly (readonly [Text, string])[] = [
    [{ zh: '数值', en: 'value' }, `${indicatorName(known, one)} · ${scopeText(known, one.scope)} · ${one.asOf}`],
    [{ zh: '当时', en: 'then' }, one.value ?? terminal.say(NONE)],
    [{ zh: '提出', en: 'opened' }, `${momentOf(known, one.openedAt)} · ${one.openedBy}`],
    [{ zh: '理由', en: 'reason' }, printable(one.reason)],
    ...(closed === undefined
      ? []
      : [[{ zh: '关闭', en: 'closed' }, `${momentOf(known, closed.at)} · ${closed.by}`] as const]),
    ...(closed?.kind === 'answered' ? [[{ zh: '答复', en: 'answer' }, printable(closed.answer)] as const] : []),
    ...(closed?.kind === 'corrected'
      ? [[{ zh: '更正为', en: 'corrected to' }, closed.value ?? terminal.say(NONE)] as const]
      : []),
  ];
  terminal.print(`${terminal.paint.bold(one.id)} ${terminal.say(STATES[one.state])}`);
  for (const [name, text] of lines) terminal.print(`  ${terminal.paint.dim(terminal.say(name))} ${text}`);
}

const NONE: Text = { zh: '无值', en: 'no value' };
const REASON_SHOWN = 40;

function few(text: string): string {
  return text.length > REASON_SHOWN ? `${text.slice(0, REASON_SHOWN)}…` : text;
}

function momentOf({ profiles }: Known, at: number): string {
  return shortMoment(receiptText(at, zoneOf(profiles)));
}

function indicatorName({ catalogue }: Known, { indicator }: Challenge): string {
  return catalogue.indicators.get(indicator)?.name.zh ?? indicator;
}

function scopeText({ catalogue }: Known, { city, district, carrier }: Scope): string {
  const { districts, carriers } = catalogue.registries;
  const place = district ?? city;
  return [
    districts.find(({ code }) => code === place)?.name.zh ?? place,
    ...(carrier === undefined ? [] : [carriers.find(({ code }) => code === carrier)?.name.zh ?? carrier]),
  ].join(' · ');
}
