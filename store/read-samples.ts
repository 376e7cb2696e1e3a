import type { Asker, Row } from './asker.ts';
import { shiftDay } from './day-ranges.ts';
import { compileBucketed, compileBuckets, compileCrowded, compileLacking, compileMarks } from './sample-buckets.ts';
import type { KnownDay } from './sample-days.ts';
import { readDays } from './sample-days.ts';
import { readNeighbours } from './sample-percentiles.ts';
import type { Between, Sampled, SampleQuestion } from './samples.ts';
import { compileSamples } from './samples.ts';

/** Another process may replace buckets between their writing and their reading; this often is chance enough. */
const ATTEMPTS = 3;
/** Samples whose days are added up in one statement: its memory does not grow with the window, and it uses all cores. */
const SAMPLES_AT_ONCE = 2_000_000;

/**
 * The distributions of some measures over one window. Settled days are read from buckets, which are brought up to date
 * first; days that got samples after the moment as known at which is asked are read from their facts.
 */
export async function readSamples(asker: Asker, question: SampleQuestion): Promise<readonly Sampled[]> {
  const { asOf, windowDays } = question;
  const knownAt = question.knownAt ?? Infinity;
  const start = shiftDay(asOf, 1 - windowDays);
  const { days, hasNew } = await readDays(asker, question);
  const known = days.filter(({ day }) => day <= asOf);
  const isBucket = ({ isSettled, lastReceived }: KnownDay): boolean => isSettled && lastReceived <= knownAt;
  const settled = known.filter((one) => isBucket(one) && one.day >= start);
  const others = known.flatMap((one) => (isBucket(one) ? [] : [one.day]));
  const query = compileBucketed(question, { settled, others });
  if (hasNew) await fill(asker, question, settled);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const rows = await asker.ask(query);
    const marks = rows.reduce((sum, row) => (row[1] === '' && row[2] === '' ? sum + Number(row[10]) : sum), 0);
    const isWhole = marks === settled.length * question.measures.length;
    const sampled = isWhole
      ? await (query.byBins ? withNeighbours(asker, question, { settled, rows }) : rows)
      : undefined;
    if (sampled !== undefined) return toSampled(sampled);
    await fill(asker, question, settled);
  }
  return readFacts(asker, question);
}

/** Puts the amounts in the place of the bins in which they were said to lie. */
async function withNeighbours(
  asker: Asker,
  question: SampleQuestion,
  { settled, rows }: { settled: readonly KnownDay[]; rows: readonly Row[] },
): Promise<readonly Row[] | undefined> {
  const binned = rows.flatMap((row) => {
    const found = (row[9] as readonly (readonly Count[])[]).map((one) => one.map(Number));
    const targets = found.map(([first = 0, end = 0, place = 0, count = 0]) => ({ first, end, place, count }));
    const scope = { measure: Number(row[0]), district: String(row[1]), carrier: String(row[2]), targets };
    return targets.length === 0 ? [] : [{ row, scope, tenths: found.map((one) => one[4]) }];
  });
  const neighbours = await readNeighbours(asker, question, { settled, scopes: binned.map(({ scope }) => scope) });
  const found = new Map(
    binned.map(({ row, tenths }, i) => [row, neighbours?.[i]?.map((pair, j) => [...pair, tenths[j]])]),
  );
  return neighbours && rows.map((row) => row.with(9, found.get(row) ?? []));
}

/** The same from every fact of the window. */
export async function readFacts(asker: Asker, question: SampleQuestion): Promise<readonly Sampled[]> {
  return toSampled(await asker.ask(compileSamples(question)));
}

async function fill(asker: Asker, question: SampleQuestion, settled: readonly KnownDay[]): Promise<void> {
  const rows = await asker.ask(compileLacking(question, settled));
  const lacking = new Set(rows.map(([day]) => String(day)));
  const days = settled.filter(({ day }) => lacking.has(day));
  for (const some of runsOfDays(days)) await fillDays(asker, question, some);
  if (days.length > 0) await asker.derive(compileMarks(question, days));
}

function runsOfDays(days: readonly KnownDay[]): readonly (readonly KnownDay[])[] {
  const runs: KnownDay[][] = [];
  let samples = Infinity;
  for (const day of days) {
    samples += day.arrived;
    if (samples > SAMPLES_AT_ONCE) {
      runs.push([]);
      samples = day.arrived;
    }
    runs.at(-1)?.push(day);
  }
  return runs;
}

/** Most days are plain, and quickly added up; the others take looking at who sent what how often. */
async function fillDays(asker: Asker, question: SampleQuestion, days: readonly KnownDay[]): Promise<void> {
  const single = days.filter(({ hasDoubles }) => !hasDoubles);
  const isLimited = question.measures.some(({ perTesterPerDay }) => perTesterPerDay !== undefined);
  const rows = isLimited && single.length > 0 ? await asker.ask(compileCrowded(question, single)) : [];
  const crowded = new Set(rows.map(([day]) => String(day)));
  const plain = single.filter(({ day }) => !crowded.has(day));
  const others = days.filter((day) => !plain.includes(day));
  for (const [own, isPlain] of [[plain, true] as const, [others, false] as const])
    if (own.length > 0) await asker.derive(compileBuckets(question, own, isPlain));
}

/** Scopes without a single fact are left out, as are marks that stand alone. */
function toSampled(rows: readonly Row[]): readonly Sampled[] {
  return rows.map(fromRow).filter(({ distribution }) => distribution.received > 0);
}

type Count = string | number;
type Found = readonly [low: number, high: number, tenths: Count];

function fromRow(row: Row): Sampled {
  const [measure, district, carrier, received, late, superseded, thinned, used, parts, [p10, p50, p90]] = row as [
    ...[number, string, string, Count, Count, Count, Count, Count],
    [Count, string, string][],
    readonly Found[],
  ];
  const distribution = {
    count: Number(used),
    received: Number(received),
    late: Number(late),
    superseded: Number(superseded),
    thinned: Number(thinned),
    parts: parts.map(([count, sum, sumOfSquares]) => ({ count: Number(count), sum, sumOfSquares })),
    ...{ p10: toBetween(p10), p50: toBetween(p50), p90: toBetween(p90) },
  };
  return { measure, district, carrier, distribution };
}

function toBetween(found: Found | undefined): Between | null {
  return found === undefined ? null : { low: found[0], high: found[1], tenths: Number(found[2]) };
}
