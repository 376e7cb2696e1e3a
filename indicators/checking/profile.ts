import { findStream, STREAMS } from '../../ingest/streams.ts';
import { wordsOf } from './measure.ts';
import type { Names, ReferenceKind } from './references.ts';
import { checkId, checkReference } from './references.ts';
import type { Duty, Limit, Profile } from '../profile.ts';
import type { Registries } from '../registries.ts';
import type { Path, Problem, Source } from '../loading/source.ts';

/** Plans, codes, streams and subjects that a profile names must exist, and its districts belong to its city. */
export function checkProfile(
  source: Source,
  profile: Profile,
  known: { readonly names: Names; readonly registries: Registries },
): readonly Problem[] {
  const { names, registries } = known;
  const cities = new Set(registries.districts.map(({ city }) => city));
  const inForce = registries.districts
    .filter(({ city, code, until }) => city === profile.city && code !== city && until === undefined)
    .map(({ code }) => code);
  const all = (
    what: ReferenceKind,
    list: readonly string[],
    existing: Iterable<string>,
    path: Path,
  ): readonly Problem[] => {
    const set = [...existing];
    return list.flatMap((name, i) => checkReference(source, { what, name, known: set, path: [...path, i] }));
  };
  return [
    ...checkId(source, profile.id),
    ...checkReference(source, { what: 'city', name: profile.city, known: cities, path: ['city'] }),
    ...(profile.district === undefined
      ? []
      : checkReference(source, {
          what: 'district',
          name: profile.district,
          known: profile.districts,
          path: ['district'],
        })),
    ...(cities.has(profile.city) ? all('district in force', profile.districts, inForce, ['districts']) : []),
    ...all('carrier', profile.carriers, names.carriers, ['carriers']),
    ...all('plan', profile.plans, names.plans, ['plans']),
    ...profile.plausibility.limits.flatMap((limit, i) =>
      limitProblems(source, ['plausibility', 'limits', i, 'field'], limit),
    ),
    ...profile.duties.flatMap((duty, i) => [
      ...all('carrier', duty.carriers, names.carriers, ['duties', i, 'carriers']),
      ...dutyProblems(source, ['duties', i], duty, names),
    ]),
  ];
}

function limitProblems(source: Source, path: Path, { stream: name, field }: Limit): readonly Problem[] {
  const stream = findStream(name);
  if (stream === undefined)
    return checkReference(source, { what: 'stream', name, known: STREAMS.map((known) => known.name), path });
  const numbers = Object.entries(stream.kind === 'sample' ? stream.fields : stream.rows)
    .filter(([known, { column }]) => known !== 'revision' && (column === 'count' || column === 'decimal'))
    .map(([known]) => known);
  return checkReference(source, {
    what: { zh: ` ${name} 的数`, en: `number of ${name}` },
    name: field,
    known: numbers,
    path,
  });
}

function dutyProblems(source: Source, path: Path, { stream: name, subject }: Duty, names: Names): readonly Problem[] {
  const stream = findStream(name);
  if (stream === undefined) {
    return checkReference(source, {
      what: 'stream',
      name,
      known: STREAMS.map((known) => known.name),
      path: [...path, 'stream'],
    });
  }
  if (subject === undefined) return [];
  const field = stream.subject === undefined ? undefined : stream.fields[stream.subject];
  if (stream.subject === undefined || field === undefined) {
    return [source.problem([...path, 'subject'], { zh: `${name} 不分内容`, en: `${name} tells no subjects apart` })];
  }
  const words = wordsOf(stream.subject, field, names);
  return words === undefined
    ? []
    : checkReference(source, {
        what: { zh: ` ${stream.subject} `, en: stream.subject },
        name: subject,
        known: words,
        path: [...path, 'subject'],
      });
}
