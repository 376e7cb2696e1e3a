import type { DoubtKind } from '../indicators/trust/doubt.ts';
import type { Lack } from '../indicators/trust/duties.ts';
import type { Unit } from '../indicators/indicator.ts';
import type { Commitment, Comparison } from '../indicators/plan.ts';
import type { ReportState } from '../indicators/trust/reporting.ts';
import type { Flag, NoValueReason } from '../indicators/values/value.ts';
import type { Rule, VerdictWord } from '../indicators/judging/verdict.ts';
import type { Text } from './text.ts';

/** The stable words of documents as people read them. */

export const VERDICT_WORDS: Readonly<Record<VerdictWord, Text>> = {
  met: { zh: '已达标', en: 'met' },
  met_late: { zh: '逾期达标', en: 'met late' },
  missed: { zh: '未达标', en: 'missed' },
  behind: { zh: '落后', en: 'behind' },
  at_risk: { zh: '有风险', en: 'at risk' },
  on_track: { zh: '正常推进', en: 'on track' },
  no_data: { zh: '未报送', en: 'no data' },
  incomplete: { zh: '数据不全', en: 'incomplete' },
  insufficient_sample: { zh: '样本不足', en: 'too few samples' },
  unverifiable: { zh: '无法核验', en: 'unverifiable' },
};

export const COMPARISON_SIGNS: Readonly<Record<Comparison, string>> = {
  at_least: '≥',
  more_than: '>',
  at_most: '≤',
  less_than: '<',
};

export const DERIVED_NOTE: Text = {
  zh: '* 文件未列此格，由文件所列目标推导',
  en: '* no document prints this cell: derived from what one does print',
};

export const COMMITMENT_WORDS: Readonly<Record<Commitment, Text>> = {
  must: { zh: '确保', en: 'must' },
  strive: { zh: '力争', en: 'strive' },
  in_principle: { zh: '原则上', en: 'in principle' },
  stated: { zh: '', en: '' },
};

export const FLAG_WORDS: Readonly<Record<Flag, Text>> = {
  over_unity: { zh: '超过100%，照实显示', en: 'above 100 %, shown as reported' },
  lower_bound: { zh: '下限：各运营商家庭不相加', en: 'lower bound: homes of carriers are not added up' },
  stale: { zh: '含过期报表', en: 'rests on an outdated report' },
  questioned: { zh: '含存疑数据，见 quality', en: 'rests on a doubtful report: see quality' },
  challenged: { zh: '有异议，见 challenges', en: 'disputed: see challenges' },
};

export const REASON_WORDS: Readonly<Record<NoValueReason, Text>> = {
  no_data: { zh: '未报送', en: 'no data' },
  zero_denominator: { zh: '分母为零', en: 'zero denominator' },
  insufficient_sample: { zh: '样本不足', en: 'too few samples' },
  no_base: { zh: '缺基期数据', en: 'no figures of the base date' },
  external: { zh: '需外部数据', en: 'needs outside figures' },
};

export const RULE_WORDS: Readonly<Record<Rule, Text>> = {
  target_without_value: { zh: '文件未给出数值', en: 'the document gives no value' },
  needs_outside_figures: { zh: '需要外部数据', en: 'it needs figures from outside' },
  nothing_reported: { zh: '没有任何报送', en: 'nothing was reported' },
  zero_denominator: { zh: '分母为零', en: 'the denominator is zero' },
  too_few_samples: { zh: '样本太少', en: 'there are too few samples' },
  reports_missing: { zh: '缺报可能改变结论', en: 'missing reports could change the verdict' },
  holds: { zh: '满足要求', en: 'the comparison holds' },
  held_on_due_date: { zh: '期限当日满足', en: 'it held on the due date' },
  holds_after_due_date: { zh: '期限之后才满足', en: 'it holds only after the due date' },
  due_date_passed: { zh: '期限已过，未满足', en: 'the due date has passed and it does not hold' },
  criterion_fails: { zh: '不满足标准', en: 'the criterion does not hold' },
  milestone_missed: { zh: '阶段目标未完成', en: 'the latest milestone was missed' },
  below_line: { zh: '低于阶段目标之间的直线', en: 'it is off the line between the milestones' },
  forecast_falls_short: { zh: '预测到期达不到目标', en: 'the forecast for the due date does not satisfy the target' },
  at_risk_lately: { zh: '近两周曾有风险，尚未稳定', en: 'it was at risk within two weeks and is not clear of it' },
  not_due_yet: { zh: '尚未到期', en: 'it is not due yet' },
  interval_straddles: { zh: '置信区间跨越目标值，样本不足以判定', en: 'the confidence interval lies on both sides' },
  interval_falls_short: {
    zh: '尚未到期，置信区间未达目标值',
    en: 'it is not due yet, and the confidence interval falls short',
  },
};

export const UNIT_WORDS: Readonly<Record<Unit, Text>> = {
  ratio: { zh: '%', en: '%' },
  per_10k: { zh: '个/万人', en: 'per 10k' },
  count: { zh: '', en: '' },
  mbps: { zh: 'Mbps', en: 'Mbps' },
  ms: { zh: 'ms', en: 'ms' },
  tbps: { zh: 'Tbps', en: 'Tbps' },
  pue: { zh: '', en: '' },
  index: { zh: '', en: '' },
  rank: { zh: '', en: '' },
};

/** Why a report is lacking; `last` is the last day that was reported. */
export const LACK_WORDS: Readonly<Record<Lack, (last: string) => Text>> = {
  never_reported: () => ({ zh: '从未报送', en: 'never reported' }),
  not_yet: (last) => ({ zh: `本期未报，最近 ${last}`, en: `overdue, last ${last}` }),
  stale: (last) => ({ zh: `已过期，最近 ${last}`, en: `outdated, last ${last}` }),
};

/** What reports of one stream can be about, where no registry says. */
export const SUBJECT_WORDS: Readonly<Record<string, Text>> = {
  fixed: { zh: '固定宽带', en: 'fixed' },
  mobile: { zh: '移动', en: 'mobile' },
  household_gigabit: { zh: '家庭千兆光纤', en: 'gigabit fibre to homes' },
  key_place_5g: { zh: '重点场所5G', en: '5G at key places' },
};

export const DOUBT_WORDS: Readonly<Record<DoubtKind, Text>> = {
  unit_slip: { zh: '疑似单位错误', en: 'wrong unit?' },
  falling: { zh: '累计数减少', en: 'a cumulative count fell' },
  jump: { zh: '较本单位历史突变', en: 'a jump against its own history' },
  over_unity: { zh: '部分大于总数', en: 'a part larger than its whole' },
  cross_check: { zh: '与其他报表不符', en: 'does not fit another report' },
  beyond_limit: { zh: '超出合理上限', en: 'beyond what is plausible' },
  tie: {
    zh: '同一对象、时点、版本内容冲突（以第一个为准）',
    en: 'conflicting contents of one revision (the first counts)',
  },
  overlapping_periods: { zh: '报送期间重叠（重复计入）', en: 'periods that overlap (added up twice)' },
  whole_beside_parts: { zh: '总数与其部分同报（重复计入）', en: 'a whole beside its parts (added up twice)' },
};

export const STATE_WORDS: Readonly<Record<ReportState, Text>> = {
  on_time: { zh: '按时', en: 'on time' },
  late: { zh: '迟报', en: 'late' },
  reported: { zh: '已报', en: 'reported' },
  missing: { zh: '缺报', en: 'missing' },
  pending: { zh: '未到期', en: 'not due yet' },
  replaced: { zh: '由别的报表代替', en: 'replaced by another report' },
};
