import { cityDoubts } from './city-beside-districts.ts';
import { crossDoubts } from './cross-checks.ts';
import type { Doubt } from './doubt.ts';
import { isInForce, touches } from './doubt.ts';
import { historyDoubts } from './history-doubts.ts';
import type { Limit } from '../profile.ts';
import type { QualityRule } from './quality-rule.ts';
import { compare, divide, fromText, rational } from '../rational.ts';
import type { Readings, StreamReadings } from '../values/readings.ts';
import { measureKey, subjectsOf } from '../values/readings.ts';
import type { Place } from '../scope.ts';
import type { IndicatorValue } from '../values/value.ts';
import type { Measure } from '../../store/measure.ts';

/** The measures that a rule reads. */
export function measuresOfRule(rule: QualityRule): readonly Measure[] {
  return rule.kind === 'cross_check' ? [rule.part, rule.whole] : [rule.of];
}

/** The greatest value that a report holds of a limited field. */
export function measureOfLimit({ stream, field }: Limit): Measure {
  return { kind: 'largest', stream, field, where: {} };
}

interface Question {
  readonly place: Place;
  readonly rules: readonly QualityRule[];
  readonly streams: ReadonlyMap<string, StreamReadings>;
  readonly readings: Readings;
}

/** What speaks against the reports in force on a day. */
type Search = (asOf: string) => readonly Doubt[];

/** Rule by rule; then what is beyond the profile's limits. Histories are gone through once, whatever days are asked for. */
export function doubtsOf(question: Question): Search {
  const { place, rules, streams } = question;
  const searches = [
    ...rules.map((rule) => searchBy(rule, question)),
    ...place.profile.plausibility.limits.map((limit) => inForce(limitDoubts(limit, { streams, place }))),
  ];
  return (asOf) => searches.flatMap((search) => search(asOf));
}

function searchBy(rule: QualityRule, { place, streams, readings }: Question): Search {
  if (rule.kind === 'cross_check') return (asOf) => crossDoubts(rule, { place, readings, asOf });
  const found = columnOf(rule.of, streams, place);
  if (found === undefined) return () => [];
  const { plausibility, city } = place.profile;
  if (rule.kind === 'history') return inForce(historyDoubts(rule, { ...found, plausibility }));
  const { stream } = rule.of;
  return (asOf) =>
    cityDoubts(rule, { spans: readings.inForce(stream, subjectsOf(rule.of), asOf), column: found.column, city });
}

function inForce(found: readonly Doubt[]): Search {
  return (asOf) => found.filter((doubt) => isInForce(doubt, asOf));
}

function columnOf(
  measure: Measure,
  streams: Question['streams'],
  place: Place,
): { readonly column: number; readonly spans: StreamReadings['spans'] } | undefined {
  const read = streams.get(measure.stream);
  const column = read?.measures.findIndex((one) => measureKey(one) === measureKey(measure)) ?? -1;
  return read === undefined || column === -1
    ? undefined
    : { column, spans: read.spans.filter(({ district }) => place.codes.has(district)) };
}

function limitDoubts(limit: Limit, { streams, place }: Pick<Question, 'streams' | 'place'>): readonly Doubt[] {
  const found = columnOf(measureOfLimit(limit), streams, place);
  if (found === undefined) return [];
  const most = fromText(limit.atMost);
  return found.spans.flatMap(({ values, from, until, carrier, district, subject }): readonly Doubt[] => {
    const text = values[found.column];
    if (text === undefined || text === null) return [];
    const figure = fromText(text);
    if (compare(figure, most) <= 0) return [];
    const about = [{ stream: limit.stream, ...(subject === '' ? {} : { subject }), carrier, district }];
    const held = { figure, against: most, details: [limit.field], holds: { from, until } };
    return [{ kind: beyond(limit, text), rule: null, about, day: from, ...held }];
  });
}

/** A figure beyond its limit that would fit in another unit was probably measured in that one. */
export function beyond({ atMost, slip }: Limit, figure: string): 'unit_slip' | 'beyond_limit' {
  if (slip === undefined) return 'beyond_limit';
  const mended = divide(fromText(figure), rational(BigInt(slip)));
  return compare(mended, fromText(atMost)) <= 0 ? 'unit_slip' : 'beyond_limit';
}

/** The value with the flag `questioned` where a doubted report goes into it; one above 1 says so by itself. */
export function questioned(value: IndicatorValue, doubts: readonly Doubt[], place: Place): IndicatorValue {
  const { indicator, scope, flags, asOf } = value;
  const known = doubts.filter(({ kind }) => kind !== 'over_unity' || !flags.includes('over_unity'));
  if (value.value === null || !known.some((doubt) => touches(doubt, indicator.formula, { scope, place, asOf })))
    return value;
  return { ...value, flags: [...flags, 'questioned'] };
}
