import type { Names } from './references.ts';
import { checkId, checkReference } from './references.ts';
import type { Indicator, Level } from '../indicator.ts';
import type { LoadedPlan } from '../loading/plan.ts';
import type { Target, TargetScope } from '../plan.ts';
import type { Registries } from '../registries.ts';
import type { Path, Problem, Source } from '../loading/source.ts';

/** What a plan is held against. */
export interface Known {
  readonly names: Names;
  readonly registries: Registries;
  readonly indicators: ReadonlyMap<string, Indicator>;
}

/** Indicators, codes and levels that a plan speaks of must exist. */
export function checkPlan(source: Source, { plan, places }: LoadedPlan, known: Known): readonly Problem[] {
  const { jurisdiction } = plan;
  const cities = new Set(known.registries.districts.map(({ city }) => city));
  const cityWide = jurisdiction === null || cities.has(jurisdiction);
  return [
    ...checkId(source, plan.id),
    ...(jurisdiction === null
      ? []
      : checkReference(source, {
          what: 'district',
          name: jurisdiction,
          known: known.names.districts,
          path: ['jurisdiction'],
        })),
    ...once(
      plan.targets.flatMap((target) =>
        targetProblems(source, target, { path: places.get(target.id) ?? [], cityWide, known }),
      ),
    ),
  ];
}

interface Place {
  readonly path: Path;
  readonly cityWide: boolean;
  readonly known: Known;
}

function targetProblems(source: Source, target: Target, { path, cityWide, known }: Place): readonly Problem[] {
  const { scope, indicator: id } = target;
  // A target of a table stands at a cell; what it says besides its figure stands at the table.
  const at = path[0] === 'tables' ? path.slice(0, 2) : path;
  const { names } = known;
  const indicator = known.indicators.get(id);
  const level = levelOf(scope, cityWide);
  return [
    ...checkReference(source, { what: 'indicator', name: id, known: names.indicators, path: [...at, 'indicator'] }),
    ...(scope.carrier === undefined
      ? []
      : checkReference(source, {
          what: 'carrier',
          name: scope.carrier,
          known: names.carriers,
          path: [...at, 'scope', 'carrier'],
        })),
    ...(scope.district === undefined
      ? []
      : checkReference(source, {
          what: 'district',
          name: scope.district,
          known: names.districts,
          path: [...at, 'scope', 'district'],
        })),
    ...(indicator === undefined || indicator.levels.includes(level)
      ? []
      : [
          source.problem([...at, 'indicator'], {
            zh: `${id} 没有“${level}”这一层级；它的层级是 ${indicator.levels.join(', ')}`,
            en: `${id} has no level "${level}"; its levels are ${indicator.levels.join(', ')}`,
          }),
        ]),
  ];
}

function levelOf({ district, carrier }: TargetScope, cityWide: boolean): Level {
  const city = cityWide && district === undefined;
  if (carrier === undefined) return city ? 'city' : 'district';
  return city ? 'carrier' : 'district_carrier';
}

/** A table's many cells meet the same fault; it is told once. */
function once(problems: readonly Problem[]): readonly Problem[] {
  return [
    ...new Map(
      problems.map((problem) => [`${String(problem.line)}:${String(problem.column)}:${problem.message}`, problem]),
    ).values(),
  ];
}
