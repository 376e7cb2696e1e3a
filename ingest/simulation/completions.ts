import type { City } from './city.ts';
import { DAY_MS, HOUR_MS, fromDate, startOf } from './day.ts';
import type { SimulatedMessage } from './message.ts';
import type { Span } from './port-days.ts';

interface Completion {
  readonly plan: string;
  readonly task: string;
  readonly period?: string;
  readonly on: string;
  readonly evidence: string;
  readonly by: string;
}

const GARAGES = 'shanghai-2023-garage-coverage';
const UPGRADES = 'shanghai-2021-broadband-upgrade';
const YUZHONG = 'yuzhong-2023-gigabit-city';

const summary = (period: string, on: string): Completion => ({
  plan: GARAGES,
  task: 'monthly-summary',
  period,
  on,
  evidence: '项目完成情况月度汇总',
  by: '市经济信息化委',
});

const reached = (period: string, on: string): Completion => ({
  plan: UPGRADES,
  task: 'reach-users',
  period,
  on,
  evidence: '短信触达目标用户清单',
  by: '市经济信息化委',
});

/** Invented records of tasks that the plans ask for: most are done, one late, some have no record. */
const COMPLETIONS: Readonly<Record<string, readonly Completion[]>> = {
  '310000': [
    reached('2021-Q1', '2021-03-26'),
    reached('2021-Q2', '2021-06-22'),
    reached('2021-Q3', '2021-09-15'),
    { plan: UPGRADES, task: 'review', on: '2021-12-20', evidence: '项目总结报告', by: '市经济信息化委' },
    { plan: GARAGES, task: 'guidance', on: '2023-02-01', evidence: '沪经信基〔2023〕93号', by: '市经济信息化委' },
    { plan: GARAGES, task: 'task-forces', on: '2023-04-12', evidence: '16个区工作专班名单', by: '市经济信息化委' },
    summary('2023-02', '2023-02-28'),
    summary('2023-03', '2023-03-31'),
  ],
  '500000': [
    { plan: YUZHONG, task: '7', on: '2023-09-28', evidence: '共享管道与杆路台账', by: '区经信委' },
    { plan: YUZHONG, task: '17', on: '2023-10-18', evidence: '门户网站“双千兆”专栏', by: '区委宣传部' },
    { plan: YUZHONG, task: '18', on: '2023-05-17', evidence: '世界电信日主题活动', by: '区委宣传部' },
    { plan: YUZHONG, task: '19', on: '2023-11-06', evidence: '参赛项目名单', by: '区经信委' },
  ],
};

/** The records of completed tasks, each sent the morning after. */
export function completions({ code }: City, span: Span): readonly SimulatedMessage[] {
  return (COMPLETIONS[code] ?? [])
    .map((one) => ({ one, day: fromDate(one.on) }))
    .filter(({ day }) => day >= span.from && day <= span.to)
    .sort((a, b) => a.day - b.day)
    .map(({ one: { on, ...rest }, day }) => ({
      stream: 'task-completions',
      carrier: 'authority',
      receivedAt: startOf(day) + DAY_MS + 9 * HOUR_MS,
      line: JSON.stringify({
        id: [rest.plan, rest.task, rest.period].filter((part) => part !== undefined).join(':'),
        carrier: 'authority',
        district: code === '500000' ? '500103' : code,
        observed_at: `${on}T17:00:00+08:00`,
        revision: 0,
        ...rest,
        completed_at: on,
      }),
    }));
}
