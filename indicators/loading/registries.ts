import { z } from 'zod';
import type { Read } from './shape.ts';
import { readShape } from './shape.ts';
import { day, districtCode, someText } from './words.ts';
import type { Carrier, District, Registries, Statistic } from '../registries.ts';
import type { Source } from './source.ts';

const zhAndEn = { zh: someText, en: someText };

const districtForm = z.object({ code: districtCode, ...zhAndEn, from: day.optional(), until: day.optional() });
type DistrictForm = z.output<typeof districtForm>;

const registryForm = z.object({
  carriers: z
    .array(
      z.object({ code: z.string().regex(/^[a-z][a-z0-9_-]*$/), ...zhAndEn, authority: z.boolean().default(false) }),
    )
    .default([]),
  statistics: z.array(z.object({ id: z.string().regex(/^[a-z][a-z0-9_]*$/), ...zhAndEn, unit: someText })).default([]),
  /** The city whose districts the file lists. */
  city: z.object({ code: districtCode, ...zhAndEn }).optional(),
  districts: z.array(districtForm).default([]),
});

export const NO_REGISTRIES: Registries = { carriers: [], districts: [], statistics: [] };

/** One file of `registries/`: carriers, statistics, or a city with its districts. */
export function loadRegistries(source: Source): Read<Registries> {
  const { value, problems } = readShape(source, registryForm);
  if (value === undefined) return { value: undefined, problems };
  const { city } = value;
  if (city === undefined && value.districts.length > 0) {
    return {
      value: undefined,
      problems: [
        ...problems,
        source.keyProblem(['districts'], {
          zh: '缺少 city：这些区属于哪个城市？',
          en: '"city" is missing: whose districts are these?',
        }),
      ],
    };
  }
  const carriers: readonly Carrier[] = value.carriers.map(({ code, zh, en, authority }) => ({
    code,
    name: { zh, en },
    authority,
  }));
  const statistics: readonly Statistic[] = value.statistics.map(({ id, zh, en, unit }) => ({
    id,
    name: { zh, en },
    unit,
  }));
  const districts = city === undefined ? [] : [city, ...value.districts].map((entry) => toDistrict(city.code, entry));
  const doubled = [
    ...doubles(
      source,
      'carriers',
      value.carriers.map(({ code }) => code),
    ),
    ...doubles(
      source,
      'statistics',
      value.statistics.map(({ id }) => id),
    ),
    ...doubles(
      source,
      'districts',
      value.districts.map(({ code }) => code),
    ),
  ];
  return { value: { carriers, statistics, districts }, problems: [...problems, ...doubled] };
}

function toDistrict(city: string, entry: DistrictForm): District {
  const { code, zh, en, from, until } = entry;
  return {
    code,
    name: { zh, en },
    city,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

/** Entries of a later file replace those of the same code, and add the others. */
export function mergeRegistries(earlier: Registries, later: Registries): Registries {
  return {
    carriers: replaced(earlier.carriers, later.carriers, ({ code }) => code),
    districts: replaced(earlier.districts, later.districts, ({ code }) => code),
    statistics: replaced(earlier.statistics, later.statistics, ({ id }) => id),
  };
}

function replaced<T>(earlier: readonly T[], later: readonly T[], key: (entry: T) => string): readonly T[] {
  return [...new Map([...earlier, ...later].map((entry) => [key(entry), entry])).values()];
}

function doubles(source: Source, list: string, keys: readonly string[]): Read<never>['problems'] {
  return keys.flatMap((key, i) =>
    keys.indexOf(key) < i
      ? [source.problem([list, i], { zh: `“${key}”在本表中出现两次`, en: `"${key}" stands twice in this list` })]
      : [],
  );
}
