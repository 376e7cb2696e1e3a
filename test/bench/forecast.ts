import Table from 'cli-table3';
import { mean } from 'simple-statistics';
import type { SimulationOptions } from '../../ingest/simulation/simulate.ts';
import { simulate } from '../../ingest/simulation/simulate.ts';
import { findStream } from '../../ingest/streams.ts';
import { addDays } from '../../indicators/calendar.ts';
import type { Course } from '../../indicators/judging/course.ts';
import { courseOf } from '../../indicators/judging/course.ts';
import type { Forecast } from '../../indicators/judging/forecast.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { outlook } from '../../indicators/judging/outlook.ts';
import type { Plan, Target } from '../../indicators/plan.ts';
import { toNumber } from '../../indicators/rational.ts';
import type { StreamReadings } from '../../indicators/values/readings.ts';
import { measuresByStream, Readings } from '../../indicators/values/readings.ts';
import { placeOf, scopesOf } from '../../indicators/scope.ts';
import { readSpans } from '../../store/read.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import { target } from '../support/targets.ts';
import { loadInto, raw } from '../support/load.ts';

const catalogue = shippedCatalogue();
const YEARS: SimulationOptions = { city: '310000', from: '2021-01-01', to: '2025-12-31', scale: 0.002, seed: 1 };
const MONTHS_AHEAD = [1, 2, 3, 6, 9];
const STRAIGHT_ON = 'straight on in time';

/** One forecast held against what came. */
interface Trial {
  readonly group: string;
  readonly months: number;
  readonly forecast: Forecast;
  readonly actual: number;
  /** What would have been said by expecting no change. */
  readonly unchanged: number;
}

/** Forecasts of simulated years and of the two programmes, made some months ahead and held against what came. */
export async function run(): Promise<void> {
  const readings = await simulatedYears();
  const trials = [...yearTrials(readings), ...programmeTrials(readings)];
  print(trials);
}

async function simulatedYears(): Promise<Readings> {
  const store = await emptyStore();
  const streams = new Map<string, StreamReadings>();
  const byStream = measuresByStream(catalogue.indicators.values());
  await loadInto(store, shippedRules(catalogue), messages([...byStream.keys()]));
  for (const [name, measures] of byStream) {
    const stream = findStream(name);
    if (stream === undefined) continue;
    const spans = await readSpans(store, { stream, measures, zone: shanghai().profile.zone, knownAt: null });
    streams.set(name, { measures, spans });
  }
  return new Readings(shanghai(), streams, []);
}

function* messages(streams: readonly string[]): Generator<ReturnType<typeof raw>> {
  for (const { stream, line, receivedAt } of simulate({ ...YEARS, streams })) yield raw(stream, line, receivedAt);
}

function shanghai(): ReturnType<typeof placeOf> {
  const profile = catalogue.profiles.get('shanghai');
  if (profile === undefined) throw new Error('the profile of Shanghai is not shipped');
  return placeOf(profile, catalogue.registries);
}

/** Every indicator with a history, in every scope, for the end of each year. */
function* yearTrials(readings: Readings): Generator<Trial> {
  const plan = planNamed('shanghai-2025-action-plan');
  for (const indicator of catalogue.indicators.values()) {
    if (indicator.document.plan.includes('upgrade') || indicator.document.plan.includes('garage')) continue;
    for (const year of [2022, 2023, 2024, 2025]) {
      const due = `${String(year)}-12-31`;
      yield* trialsOf(readings, { indicator, plan, group: indicator.id, of: target({ due }), due, years: true });
    }
  }
}

/** Every printed row of the programmes that were carried out, by the plan's curve and straight on in time. */
function* programmeTrials(readings: Readings): Generator<Trial> {
  for (const id of ['shanghai-2021-broadband-upgrade', 'shanghai-2023-garage-coverage']) {
    const plan = planNamed(id);
    for (const of of plan.targets) {
      const indicator = catalogue.indicators.get(of.indicator);
      if (indicator === undefined || of.due === null) continue;
      const own = { indicator, plan, of, due: of.due, years: false };
      yield* trialsOf(readings, { ...own, group: `${indicator.id}, as chosen` });
      yield* trialsOf(readings, { ...own, of: { ...of, milestones: [] }, group: `${indicator.id}, ${STRAIGHT_ON}` });
    }
  }
}

interface Trials {
  readonly indicator: Indicator;
  readonly plan: Plan;
  readonly group: string;
  readonly of: Target;
  readonly due: string;
  /** Every scope of the indicator, not the target's own alone. */
  readonly years: boolean;
}

function* trialsOf(readings: Readings, { indicator, plan, group, of, due, years }: Trials): Generator<Trial> {
  const { profile } = shanghai();
  const scopes = years
    ? indicator.levels.flatMap((level) => scopesOf(profile, level))
    : [{ city: profile.city, ...of.scope }];
  for (const scope of scopes) {
    const course = courseOf(indicator, { plan, readings, scope });
    const actual = course?.on(due).value;
    if (course === undefined || actual === null || actual === undefined) continue;
    for (const months of MONTHS_AHEAD) {
      const trial = tryOut(course, { indicator, of, day: monthsBefore(due, months) });
      if (trial !== undefined) yield { group, months, ...trial, actual: toNumber(actual) };
    }
  }
}

function tryOut(
  course: Course,
  { indicator, of, day }: { indicator: Indicator; of: Target; day: string },
): Pick<Trial, 'forecast' | 'unchanged'> | undefined {
  const standing = course.on(day);
  const forecast = outlook(indicator, { target: of, start: course.start, standing });
  return forecast === undefined || standing.value === null
    ? undefined
    : { forecast, unchanged: toNumber(standing.value) };
}

function planNamed(id: string): Plan {
  const plan = catalogue.plans.get(id);
  if (plan === undefined) throw new Error(`no plan ${id} is shipped`);
  return plan;
}

/** The end of the month that lies some months before one that ends on `day`. */
function monthsBefore(day: string, months: number): string {
  return months === 0 ? day : monthsBefore(addDays(`${day.slice(0, 7)}-01`, -1), months - 1);
}

/** A row for each group, a column for each number of months ahead: `mean relative error (held by the interval)`. */
function print(trials: readonly Trial[]): void {
  const table = new Table({
    head: [
      '',
      'forecasts',
      ...MONTHS_AHEAD.map((months) => `${String(months)} mo: error, relative, held`),
      'if unchanged',
    ],
    style: { head: [], border: [], compact: true },
  });
  const groups = [...new Set(trials.map(({ group }) => group))];
  for (const group of groups)
    table.push(
      rowOf(
        group,
        trials.filter((one) => one.group === group),
      ),
    );
  table.push(
    rowOf(
      'all',
      trials.filter(({ group }) => !group.endsWith(STRAIGHT_ON)),
    ),
  );
  process.stdout.write(`${table.toString()}\n`);
}

function rowOf(title: string, own: readonly Trial[]): string[] {
  const cells = MONTHS_AHEAD.map((months) => cellOf(own.filter((one) => one.months === months)));
  return [title, String(own.length), ...cells, percent(own.flatMap((one) => relative(one, one.unchanged)))];
}

function cellOf(own: readonly Trial[]): string {
  if (own.length === 0) return '';
  const error = mean(own.map(({ forecast, actual }) => Math.abs(forecast.atDue - actual)));
  const held = mean(own.map(({ forecast: { low, high }, actual }) => (low <= actual && actual <= high ? 1 : 0)));
  const share = percent(own.flatMap((one) => relative(one, one.forecast.atDue)));
  return `${String(Number(error.toPrecision(3)))}  ${share}  ${(100 * held).toFixed(0)} %`;
}

function relative({ actual }: Trial, predicted: number): readonly number[] {
  return actual === 0 ? [] : [Math.abs(predicted - actual) / Math.abs(actual)];
}

function percent(shares: readonly number[]): string {
  return shares.length === 0 ? '' : `${(100 * mean(shares)).toFixed(1)} %`;
}
