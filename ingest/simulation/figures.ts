import { allocate } from './allocate.ts';
import type { City, StatisticModel, StatisticRow } from './city.ts';
import { fromDate, monthOf } from './day.ts';
import { digest, draw, fraction } from './draw.ts';
import type { Report } from './report.ts';

/** Statistics due at the end of a day; on the eve of a feed (`opening`) all of them are. */
export function statisticReports(
  city: City,
  seed: number,
  { day, opening }: { day: number; opening: boolean },
): readonly Report[] {
  return city.statistics
    .filter(
      ({ months, since }) =>
        (since === undefined || day >= fromDate(since)) && (opening || monthOf(day) % months === 0),
    )
    .flatMap((model) => reportsOf(city, seed, { model, day }));
}

function reportsOf(
  city: City,
  seed: number,
  { model, day }: { model: StatisticModel; day: number },
): readonly Report[] {
  const { statistic } = model;
  switch (model.kind) {
    case 'spread':
      return spread(city, seed, { model, day });
    case 'listed':
      return model.reports.map(({ carrier, district, rows }) =>
        report(
          { statistic, carrier, district },
          rows.filter((row) => isThere(row, day)).map((row) => rowOf(row, day)),
        ),
      );
    case 'residents': {
      const parts = allocate(
        model.total(day),
        city.districts.map(({ residents }) => residents),
      );
      const districts = city.districts.map(({ code }, i) =>
        report({ statistic, carrier: 'authority', district: code }, [{ value: parts[i] ?? 0 }]),
      );
      const whole = report({ statistic, carrier: 'authority', district: city.code }, [
        { value: Math.round(model.total(day)) },
      ]);
      return city.districts.length > 1 ? [whole, ...districts] : districts;
    }
    default:
      return model satisfies never;
  }
}

function spread(
  city: City,
  seed: number,
  { model, day }: { model: StatisticModel & { kind: 'spread' }; day: number },
): readonly Report[] {
  const places = model.level === 'city' ? [{ code: city.code, residents: 1 }] : city.districts;
  const cells = places.flatMap(({ code, residents }) =>
    Object.entries(model.reporters).map(([carrier, part]) => ({ code, carrier, weight: residents * part })),
  );
  const values = allocate(
    model.total(day),
    cells.map(
      ({ code, carrier, weight }) => weight * (0.97 + 0.06 * fraction(draw(seed, digest(code), digest(carrier)))),
    ),
  );
  return cells.map(({ code, carrier }, i) =>
    report({ statistic: model.statistic, carrier, district: code }, [{ value: values[i] ?? 0 }]),
  );
}

function report(about: { statistic: string; carrier: string; district: string }, rows: readonly object[]): Report {
  const { statistic, carrier, district } = about;
  return {
    stream: 'statistics',
    carrier,
    district,
    subject: statistic,
    members: `"statistic":"${statistic}","rows":${JSON.stringify(rows)}`,
  };
}

function isThere({ commissioned }: StatisticRow, day: number): boolean {
  return commissioned === undefined || fromDate(commissioned) <= day;
}

function rowOf({ value, decimals, item, weight, commissioned }: StatisticRow, day: number): object {
  return {
    value: Number(value(day).toFixed(decimals)),
    ...(item === undefined ? {} : { item }),
    ...(weight === undefined ? {} : { weight: Math.round(weight(day)) }),
    ...(commissioned === undefined ? {} : { commissioned }),
  };
}
