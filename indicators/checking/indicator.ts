import { findStream, STREAMS } from '../../ingest/streams.ts';
import type { Measure, SampleMeasure } from '../../store/measure.ts';
import { checkMeasure } from './measure.ts';
import type { Names } from './references.ts';
import { checkId, checkReference } from './references.ts';
import { noteScopes } from './scope.ts';
import type { Example, Formula, Indicator, Name } from '../indicator.ts';
import type { Path, Problem, Source } from '../loading/source.ts';

/** Everything a definition refers to must exist; differences of scope are noted. */
export function checkIndicator(source: Source, indicator: Indicator, names: Names): readonly Problem[] {
  const { id, document, formula } = indicator;
  return [
    ...checkId(source, id),
    ...checkReference(source, { what: 'plan', name: document.plan, known: names.plans, path: ['document', 'plan'] }),
    ...measuresOf(formula).flatMap(({ measure, path }) => checkMeasure(source, ['formula', ...path], measure, names)),
    ...noteScopes(source, indicator),
    ...indicator.examples.flatMap((example, i) => checkExample(source, ['examples', i], example, names)),
  ];
}

interface PlacedMeasure {
  readonly measure: Measure | SampleMeasure;
  readonly path: Path;
}

function measuresOf(formula: Formula): readonly PlacedMeasure[] {
  switch (formula.kind) {
    case 'ratio':
    case 'per_10k':
      return [
        { measure: formula.numerator, path: [formula.kind, 'numerator'] },
        { measure: formula.denominator, path: [formula.kind, 'denominator'] },
      ];
    case 'plain':
      return [{ measure: formula.of, path: ['plain'] }];
    case 'difference':
      return [{ measure: formula.of, path: ['difference', 'of'] }];
    case 'growth':
      return [
        { measure: formula.of, path: ['growth', 'of'] },
        ...(formula.per === undefined ? [] : [{ measure: formula.per, path: ['growth', 'per'] }]),
      ];
    case 'samples':
      return [{ measure: formula.of, path: ['mean'] }];
    case 'index':
      return formula.components.map(({ of }, i) => ({
        measure: of.of,
        path: ['index', 'components', i, of.kind],
      }));
    case 'external':
      return [];
    default:
      return formula satisfies never;
  }
}

/** Reasons of refusal are told to senders in one language everywhere. */
function notTaken(reason: string): Name {
  return { zh: `算例中的报文会被拒收：${reason}`, en: reason };
}

/** A worked example must be one that a carrier could send: filled up, each message passes its stream's schema. */
function checkExample(source: Source, path: Path, { asOf, given, scope }: Example, names: Names): readonly Problem[] {
  const { carrier, district } = scope;
  const common = { id: 'example', carrier: 'telecom', district: '310115', observed_at: `${asOf}T23:59:59+08:00` };
  return [
    ...(carrier === undefined
      ? []
      : checkReference(source, {
          what: 'carrier',
          name: carrier,
          known: names.carriers,
          path: [...path, 'scope', 'carrier'],
        })),
    ...(district === undefined
      ? []
      : checkReference(source, {
          what: 'district',
          name: district,
          known: names.districts,
          path: [...path, 'scope', 'district'],
        })),
    ...given.flatMap(({ stream: name, messages }) => {
      const at = [...path, 'given', name];
      const stream = findStream(name);
      if (stream === undefined)
        return checkReference(source, { what: 'stream', name, known: STREAMS.map((known) => known.name), path: at });
      // Repeated messages are one object, and one problem is enough for it.
      return [...new Set(messages)].flatMap((message, i) => {
        const result = stream.schema.safeParse({ ...common, ...message });
        if (!result.success)
          return result.error.issues.map((issue) =>
            source.problem([...at, i, ...issue.path.map(String)], notTaken(issue.message)),
          );
        return stream
          .check(result.data)
          .map((reason) => source.problem([...at, i], notTaken(`${reason.path}: ${reason.detail}`)));
      });
    }),
  ];
}
