import { TARGET_LABELS } from '../metric.ts';
import type { VerdictWord } from '../../indicators/judging/verdict.ts';
import type { Group } from './rule.ts';

/** What an alert is about stays so until another verdict is known. */
const HELD: readonly VerdictWord[] = ['behind', 'at_risk', 'missed'];
/** Nobody can tell: what was known before holds. */
export const UNDECIDED: readonly VerdictWord[] = ['no_data', 'incomplete', 'insufficient_sample'];

export const CURRENT = 'target:gigacity_verdict:current';
export const HELD_VERDICT = 'target:gigacity_verdict:held';
const KEY = TARGET_LABELS.join(', ');

/**
 * The verdicts that somebody is told of: on every cell that a document prints, and on each district where the target of
 * the whole is held against it. A verdict that is held outlives the figures it rests on: a district that stops
 * reporting, or a program that stops answering, has not caught up. It ends when a new verdict is known, or when its
 * target is no longer watched.
 */
export const VERDICT_RULES: Group = {
  name: 'gigacity-verdicts',
  records: [
    {
      record: CURRENT,
      expr: `max by (${KEY}, verdict) (gigacity_verdict{derived="false"} or gigacity_verdict{derived="true", level="district"}) == 1`,
    },
    {
      record: HELD_VERDICT,
      expr: [
        `${CURRENT}{verdict=~"${HELD.join('|')}"}`,
        `or (${HELD_VERDICT} and on (${KEY}) ${CURRENT}{verdict=~"${UNDECIDED.join('|')}"})`,
        `or (${HELD_VERDICT} unless on (city) gigacity_place_info)`,
      ].join('\n'),
    },
    {
      record: 'plan:gigacity_verdicts:count',
      expr: `count by (plan, city, level, verdict) (${CURRENT})`,
    },
  ],
};
