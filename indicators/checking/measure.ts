import { z } from 'zod';
import type { Field } from '../../ingest/field.ts';
import type { Fields, Kind, Stream } from '../../ingest/stream.ts';
import { STREAMS } from '../../ingest/streams.ts';
import type { Condition, Measure, SampleMeasure } from '../../store/measure.ts';
import type { Name } from '../indicator.ts';
import type { Names } from './references.ts';
import { checkReference } from './references.ts';
import type { Path, Problem, Source } from '../loading/source.ts';

const FITTING: Readonly<Record<(Measure | SampleMeasure)['kind'], readonly Kind[]>> = {
  count: ['inventory'],
  sum: ['stock', 'flow'],
  largest: ['stock'],
  samples: ['sample'],
};

/** Holds a measure against the declared streams: stream, kind, fields, and the words of its conditions. */
export function checkMeasure(
  source: Source,
  path: Path,
  measure: Measure | SampleMeasure,
  names: Names,
): readonly Problem[] {
  const place = [...path, measure.kind];
  const stream = STREAMS.find(({ name }) => name === measure.stream);
  if (stream === undefined) {
    const known = STREAMS.map(({ name }) => name);
    return checkReference(source, { what: 'stream', name: measure.stream, known, path: place });
  }
  return [
    ...kindProblems(source, place, measure, stream),
    ...('field' in measure ? numberProblems(source, place, measure.field, stream) : []),
    ...(measure.kind === 'sum' && measure.times !== undefined
      ? numberProblems(source, [...path, 'times'], measure.times, stream)
      : []),
    ...(measure.kind === 'samples' && measure.perTesterPerDay !== undefined && !('tester' in stream.fields)
      ? [
          source.keyProblem([...path, 'per_tester_per_day'], {
            zh: `${stream.name} 的样本不带测试者`,
            en: `the samples of ${stream.name} name no tester`,
          }),
        ]
      : []),
    ...Object.entries(measure.where).flatMap(([field, condition]) =>
      conditionProblems(source, [...path, 'where', field], { field, condition, stream, names }),
    ),
  ];
}

function kindProblems(
  source: Source,
  path: Path,
  { kind }: Measure | SampleMeasure,
  stream: Stream,
): readonly Problem[] {
  const kinds = FITTING[kind];
  if (kinds.includes(stream.kind)) return [];
  const message = {
    zh: `“${kind}”要用在 ${kinds.join('、')} 类数据流上，${stream.name} 是 ${stream.kind} 类`,
    en: `"${kind}" needs a stream of kind ${kinds.join(' or ')}; ${stream.name} is of kind ${stream.kind}`,
  };
  return [source.problem(path, message)];
}

function numberProblems(source: Source, path: Path, name: string, stream: Stream): readonly Problem[] {
  const fields = allFields(stream);
  const field = fields[name];
  if (field === undefined) return unknownField(source, path, name, stream);
  if (isNumber(field)) return [];
  const numbers = Object.entries(fields).filter(([, { column }]) => column === 'count' || column === 'decimal');
  const known = numbers.map(([number]) => number).join(', ');
  const hint = { zh: `${stream.name} 的数：${known}`, en: `numbers of ${stream.name}: ${known}` };
  return [source.problem(path, { zh: `“${name}”不是数`, en: `"${name}" is no number` }, { hint })];
}

interface Filtered {
  readonly field: string;
  readonly condition: Condition;
  readonly stream: Stream;
  readonly names: Names;
}

function conditionProblems(
  source: Source,
  path: Path,
  { field: name, condition, stream, names }: Filtered,
): readonly Problem[] {
  const field = allFields(stream)[name];
  if (field === undefined) {
    return checkReference(source, {
      what: fieldOf(stream),
      name,
      known: Object.keys(allFields(stream)),
      path,
      key: true,
    });
  }
  switch (condition.kind) {
    case 'one_of': {
      const known = wordsOf(name, field, names);
      if (known === undefined) return [];
      return condition.words.flatMap((word, i) =>
        // A single word stands at the path itself, where the index leads no further.
        checkReference(source, { what: { zh: ` ${name} `, en: name }, name: word, known, path: [...path, i] }),
      );
    }
    case 'at_least':
      return [
        ...(isNumber(field)
          ? []
          : [
              source.problem(path, {
                zh: `at_least 要用在数上，“${name}”不是`,
                en: `"at_least" needs a number, and "${name}" is none`,
              }),
            ]),
        ...(condition.of === undefined ? [] : numberProblems(source, [...path, 'of'], condition.of, stream)),
      ];
    case 'at_most':
      return isNumber(field)
        ? []
        : [
            source.problem(path, {
              zh: `at_most 要用在数上，“${name}”不是`,
              en: `"at_most" needs a number, and "${name}" is none`,
            }),
          ];
    case 'from':
      return field.column === 'instant'
        ? []
        : [
            source.problem(path, {
              zh: `from 要用在时刻上，“${name}”不是`,
              en: `"from" needs a moment, and "${name}" is none`,
            }),
          ];
    default:
      return condition satisfies never;
  }
}

/** The words that a field may hold; undefined where any text may stand. */
export function wordsOf(name: string, field: Field, names: Names): Iterable<string> | undefined {
  switch (name) {
    case 'carrier':
      return names.carriers;
    case 'district':
      return names.districts;
    case 'statistic':
      return names.statistics;
    case 'programme':
      return names.programmes;
    default:
      return field.schema instanceof z.ZodEnum ? field.schema.options.map(String) : undefined;
  }
}

function unknownField(source: Source, path: Path, name: string, stream: Stream): readonly Problem[] {
  const known = Object.keys(allFields(stream));
  return checkReference(source, { what: fieldOf(stream), name, known, path });
}

function fieldOf({ name }: Stream): Name {
  return { zh: ` ${name} 的字段`, en: `field of ${name}` };
}

function allFields({ fields, rows }: Stream): Fields {
  return { ...fields, ...rows };
}

function isNumber({ column }: Field): boolean {
  return column === 'count' || column === 'decimal';
}
