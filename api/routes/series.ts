import { z } from 'zod';
import { addDays, daysBetween, endOfPeriod } from '../../indicators/calendar.ts';
import { toValueDocument } from '../../indicators/documents/documents.ts';
import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Level } from '../../indicators/indicator.ts';
import { ownScope, scopeKey } from '../../indicators/scope.ts';
import type { AnyList } from '../lists/list.ts';
import { list } from '../lists/list.ts';
import { carrier, city, day, district, indicator, knownAt, level } from '../lists/parameters.ts';
import { scopeFilter } from '../lists/scope-filter.ts';
import type { SeriesReader } from '../ports.ts';
import { Problem } from '../problems.ts';
import { namingOfCatalogue } from '../rows/naming.ts';
import { toValueRow, VALUE_COLUMNS } from '../rows/values.ts';

const STEPS = ['day', 'month', 'quarter'] as const;
type Step = (typeof STEPS)[number];

const MOST_DAYS = 1_100;
const MOST_WINDOWS = 40;

/** Values at the end of each step of a span: of indicators that must be named, since each costs a history. */
export const series = (reader: SeriesReader): AnyList =>
  list({
    path: '/v1/series',
    tag: 'figures',
    name: { zh: '时间序列', en: 'Series' },
    summary: { zh: '每一步末的指标值', en: 'values at the end of each step' },
    access: 'read',
    forDistricts: true,
    columns: VALUE_COLUMNS,
    filters: {
      indicator: indicator.indicator.unwrap(),
      from: day.describe('起始日。First day'),
      to: day.describe(
        '结束日，不晚于业务时点。Last day, at most the evaluated one: a step that it cuts short ends there',
      ),
      step: z.enum(STEPS).default('month').describe('步长 step'),
      ...{ ...city, ...district, ...carrier },
      level: level.level.describe('层级，默认整个地区。Levels; default: each place as a whole'),
      ...knownAt,
    },
    rows: async (question) => {
      const { query, evaluation, choices, knownAt: known } = question;
      const indicators = choices.indicators(query.indicator, query.level) ?? new Set();
      const isMeant = scopeFilter(question);
      // A graph may reach into the future; the last figures are not those of days to come.
      const evaluated = new Map(evaluation.evaluations.map(({ place, asOf }) => [place.profile.city, asOf]));
      const last = [...evaluated.values()].sort().at(-1) ?? query.to;
      const days = [...new Set(stepEnds(query).map((end) => (end < last ? end : last)))].filter(
        (end) => end >= query.from,
      );
      refuseSamples(evaluation.catalogue, indicators, days);
      const levels = levelsMeant(query);
      const found = await reader.read({ indicators, levels, days, knownAt: known.moment });
      const wholes = new Set(evaluation.evaluations.map(({ place }) => scopeKey(ownScope(place.profile))));
      const naming = namingOfCatalogue(evaluation.catalogue);
      const simulated = new Set(
        evaluation.evaluations.flatMap(({ place: { profile } }) =>
          evaluation.simulated.has(profile.id) ? [profile.city] : [],
        ),
      );
      return found
        .filter(({ scope, asOf }) => isMeant(scope) && asOf <= (evaluated.get(scope.city) ?? last))
        .filter(({ scope }) => !isWhole(query) || wholes.has(scopeKey(scope)))
        .map((value) =>
          toValueRow(toValueDocument(value, known.text), { naming, isSimulated: simulated.has(value.scope.city) }),
        );
    },
  });

/** Without a level: whoever names districts or carriers means theirs, others each place as a whole. */
function levelsMeant({ level: asked, district: districts, carrier: carriers }: LevelQuery): readonly Level[] {
  if (asked !== undefined) return asked;
  if (districts !== undefined) return [carriers === undefined ? 'district' : 'district_carrier'];
  return carriers === undefined ? ['city', 'district'] : ['carrier'];
}

interface LevelQuery {
  readonly level?: readonly Level[] | undefined;
  readonly district?: readonly string[] | undefined;
  readonly carrier?: readonly string[] | undefined;
}

function isWhole({ level: asked, district: districts, carrier: carriers }: LevelQuery): boolean {
  return asked === undefined && districts === undefined && carriers === undefined;
}

/** The last days of the steps from one day to another; throws a Problem for a span without days or with too many. */
function stepEnds({ from, to, step }: { from: string; to: string; step: Step }): readonly string[] {
  if (from > to)
    throw new Problem(
      'invalid_parameter',
      { zh: 'to 早于 from', en: 'to lies before from' },
      { pointer: '#/query/to', hint: { zh: '交换两者', en: 'swap them' } },
    );
  if (step === 'day' && daysBetween(from, to) >= MOST_DAYS)
    throw new Problem(
      'invalid_parameter',
      { zh: `逐日序列最多 ${String(MOST_DAYS)} 天`, en: `a series by day has at most ${String(MOST_DAYS)} days` },
      { pointer: '#/query/step', hint: { zh: '改用 step=month', en: 'take step=month' } },
    );
  const ends: string[] = [];
  for (let at = from; at <= to;) {
    const end = step === 'day' ? at : endOfPeriod(at, step);
    ends.push(end < to ? end : to);
    at = addDays(end, 1);
  }
  return ends;
}

/** Reports answer every day at once; samples are read window by window, so that fewer days can be asked of them. */
function refuseSamples({ indicators }: Catalogue, asked: ReadonlySet<string>, days: readonly string[]): void {
  const sampled = [...asked].find((id) => ['samples', 'index'].includes(indicators.get(id)?.formula.kind ?? ''));
  if (sampled === undefined || days.length <= MOST_WINDOWS) return;
  throw new Problem(
    'invalid_parameter',
    {
      zh: `${sampled} 来自抽样，一次最多 ${String(MOST_WINDOWS)} 个时点`,
      en: `${sampled} is made of samples: at most ${String(MOST_WINDOWS)} points at a time`,
    },
    { pointer: '#/query/step', hint: { zh: '改用更大的 step，或分段查询', en: 'take a longer step, or ask in parts' } },
  );
}
