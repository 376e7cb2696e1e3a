import { findStream } from '../../ingest/streams.ts';
import { checkMeasure } from './measure.ts';
import type { Names } from './references.ts';
import { checkId } from './references.ts';
import type { QualityRule } from '../trust/quality-rule.ts';
import type { Problem, Source } from '../loading/source.ts';

/** Streams, fields and words that a rule names must exist; only reports have a history to be held against. */
export function checkQualityRule(source: Source, rule: QualityRule, names: Names): readonly Problem[] {
  const id = checkId(source, rule.id);
  if (rule.kind === 'cross_check')
    return [
      ...id,
      ...checkMeasure(source, ['cross_check', 'part'], rule.part, names),
      ...checkMeasure(source, ['cross_check', 'whole'], rule.whole, names),
    ];
  const kind = findStream(rule.of.stream)?.kind;
  const fits = kind === undefined || kind === 'stock' || kind === 'flow';
  return [
    ...id,
    ...checkMeasure(source, ['history', 'of'], rule.of, names),
    ...(fits
      ? []
      : [
          source.problem(['history', 'of'], {
            zh: `${rule.of.stream} 不是报表类数据流`,
            en: `${rule.of.stream} is no stream of reports`,
          }),
        ]),
  ];
}
