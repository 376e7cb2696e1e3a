import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Doubt } from '../../indicators/trust/doubt.ts';
import { beyond } from '../../indicators/trust/doubts.ts';
import { groupBy } from '../../indicators/group-by.ts';
import type { Limit } from '../../indicators/profile.ts';
import { compare, fromText, rational } from '../../indicators/rational.ts';
import { samplesOf } from '../../indicators/values/sample-readings.ts';
import type { Place } from '../../indicators/scope.ts';
import { findStream } from '../../ingest/streams.ts';
import type { Stream } from '../../ingest/stream.ts';
import type { Asker } from '../../store/asker.ts';
import { together } from '../../store/asker.ts';
import type { Beyond } from '../../store/beyond.ts';
import { readBeyond } from '../../store/read.ts';
import { readTies } from '../../store/read-ties.ts';
import type { Tie } from '../../store/ties.ts';
import { everyMeasure } from './every-measure.ts';
import { readOverlaps } from './overlaps.ts';

/** What spans do not show of the figures of some streams. */
export interface MoreDoubts {
  /** Several contents under one identity and periods that overlap, up to the day of the question. */
  readonly recorded: readonly Doubt[];
  /** Samples beyond a limit, by the day with which the window ends. */
  readonly samples: ReadonlyMap<string, readonly Doubt[]>;
}

interface Deps {
  readonly catalogue: Catalogue;
  readonly asker: Asker;
}

interface Request {
  readonly streams: readonly Stream[];
  /** The day of the question, and those before it of which samples are read. */
  readonly asOf: string;
  readonly sampleDays: readonly string[];
  /** Epoch milliseconds, inclusive; null: all that is known. */
  readonly knownAt: number | null;
}

export async function readMoreDoubts(
  { catalogue, asker: deps }: Deps,
  place: Place,
  { streams, asOf, sampleDays, knownAt }: Request,
): Promise<MoreDoubts> {
  const asker = together(deps);
  const { zone, plausibility } = place.profile;
  const limits = plausibility.limits.flatMap((limit) => {
    const stream = streams.find(({ name, kind }) => name === limit.stream && kind === 'sample');
    return stream === undefined ? [] : [{ limit, stream, windowDays: longestWindow(catalogue, limit.stream) }];
  });
  const every = everyMeasure(catalogue, place);
  const tiesOf = (stream: Stream): Promise<readonly Tie[]> =>
    readTies(asker, { stream, measures: every.get(stream.name) ?? [], asOf, zone, knownAt });
  const [ties, overlaps, ...samples] = await Promise.all([
    Promise.all(streams.map(tiesOf)),
    Promise.all(streams.map((stream) => readOverlaps(asker, place, { stream, asOf, knownAt }))),
    ...[...new Set([asOf, ...sampleDays])].map(async (day) => {
      const found = limits.map(async ({ limit, stream, windowDays }) => {
        const { field, atMost } = limit;
        const rows = await readBeyond(asker, { stream, field, atMost, asOf: day, windowDays, zone, knownAt });
        return sampleDoubts(limit, inPlace(rows, place));
      });
      return [day, (await Promise.all(found)).flat()] as const;
    }),
  ]);
  return {
    recorded: streams.flatMap((stream, i) => [
      ...inPlace(ties[i] ?? [], place).map((tie) => tieDoubt(stream, tie)),
      ...(overlaps[i] ?? []),
    ]),
    samples: new Map(samples),
  };
}

function inPlace<T extends { readonly district: string }>(rows: readonly T[], { codes }: Place): readonly T[] {
  return rows.filter(({ district }) => codes.has(district));
}

/** One for each carrier and district, whatever kinds of samples it is about. */
function sampleDoubts(limit: Limit, rows: readonly Beyond[]): readonly Doubt[] {
  const { stream, field, atMost } = limit;
  return [...groupBy(rows, ({ carrier, district }) => `${carrier}/${district}`).values()].map((own) => {
    const largest = own.map((one) => one.largest).reduce((a, b) => (compare(fromText(a), fromText(b)) >= 0 ? a : b));
    const count = own.reduce((sum, one) => sum + one.count, 0);
    return {
      kind: beyond(limit, largest),
      rule: null,
      about: own.map(({ carrier, district, words }) => ({ stream, carrier, district, field, words })),
      day: own.map(({ day }) => day).reduce((a, b) => (a > b ? a : b)),
      figure: fromText(largest),
      against: fromText(atMost),
      details: [field, `n=${String(count)}`],
    };
  });
}

/** The longest window over which an indicator reads a stream's samples. */
function longestWindow({ indicators }: Catalogue, stream: string): number {
  const windows = [...indicators.values()]
    .flatMap(({ formula }) => samplesOf(formula))
    .filter((measure) => measure.stream === stream)
    .map(({ windowDays }) => windowDays);
  return Math.max(1, ...windows);
}

function tieDoubt({ name, subject: field }: Stream, tie: Tie): Doubt {
  const { carrier, subject, day, contents, from, until } = tie;
  const about = contents.map((content) => {
    const { district, ...words } = wordsOf(content);
    return {
      stream: name,
      ...(field === undefined || subject === '' ? {} : { subject }),
      carrier,
      district: district ?? tie.district,
      words,
    };
  });
  const figure = rational(BigInt(contents.length));
  return {
    ...{ kind: 'tie', rule: null, about, day, figure, against: rational(1n), details: contents },
    holds: { from, until },
  };
}

/** The texts of a content; its rows may hold any. */
function wordsOf(content: string): Readonly<Record<string, string>> {
  const fields = Object.entries(JSON.parse(content) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(fields.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The declarations of some streams, each once. */
export function streamsNamed(names: Iterable<string>): readonly Stream[] {
  return [...new Set(names)].flatMap((name) => findStream(name) ?? []);
}
