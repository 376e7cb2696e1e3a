import { findStream } from '../../ingest/streams.ts';
import { checkMeasure } from './measure.ts';
import type { Names } from './references.ts';
import { checkId } from './references.ts';
import type { QualityRule } from '../trust/quality-rule.ts';
import type { Problem, Source } from '../loading/source.ts';

/**
 * Streams, fields and words that a rule names must exist; only reports have a history to be held against, and only stocks
 * are one report for each district.
 */
export function checkQualityRule(source: Source, rule: QualityRule, names: Names): readonly Problem[] {
  const id = checkId(source, rule.id);
  if (rule.kind === 'cross_check')
    return [
      ...id,
      ...checkMeasure(source, ['cross_check', 'part'], rule.part, names),
      ...checkMeasure(source, ['cross_check', 'whole'], rule.whole, names),
    ];
  const { stream } = rule.of;
  const kind = findStream(stream)?.kind;
  const path = [rule.kind, 'of'];
  const problems = [...id, ...checkMeasure(source, path, rule.of, names)];
  if (kind === undefined || kind === 'stock' || (kind === 'flow' && rule.kind === 'history')) return problems;
  const wanted =
    rule.kind === 'history'
      ? { zh: `${stream} 不是报表类数据流`, en: `${stream} is no stream of reports` }
      : { zh: `${stream} 不是时点报表`, en: `${stream} is no stock` };
  return [...problems, source.problem(path, wanted)];
}
