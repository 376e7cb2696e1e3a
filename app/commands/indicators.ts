import { toValueDocument } from '../../indicators/documents.ts';
import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Indicator, Level } from '../../indicators/indicator.ts';
import { LEVELS } from '../../indicators/indicator.ts';
import type { IndicatorValue } from '../../indicators/value.ts';
import type { Context, Input } from '../command.ts';
import { DEMO_MARK, demoMarks } from '../demo.ts';
import { evaluateValues } from '../evaluate.ts';
import type { ExitCode } from '../failure.ts';
import { EXIT, wrong } from '../failure.ts';
import { indicatorNamed } from '../indicator-named.ts';
import { asOfDay, knownAt, levelNamed, zoneOf } from '../request.ts';
import { showValues } from '../values-view.ts';
import { withWorks } from '../wire.ts';

/** The values of the indicators that were named, or of all. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  const now = context.now();
  const level = levelNamed(input.text('level'));
  const asOf = input.text('asOf');
  return withWorks(context, async (works) => {
    const { catalogue, profiles, asker } = works;
    const zone = zoneOf(profiles);
    const day = asOfDay(asOf, { zone, now });
    const known = knownAt(input.text('knownAt'), zone);
    const indicators = indicatorsNamed(catalogue, input.args, level);
    const isDemo = await demoMarks(asker);
    const all: IndicatorValue[] = [];
    for (const profile of profiles) {
      const values = await evaluateValues(works, profile, {
        asOf: asOfDay(asOf, { zone: profile.zone, now }),
        knownAt: known.moment,
        indicators,
        levels: level === undefined ? LEVELS : [level],
      });
      all.push(...values);
      if (!terminal.json) showValues({ terminal, catalogue, profile }, values, { asOf: day, isDemo: isDemo(profile) });
    }
    if (terminal.json) {
      if (profiles.some(isDemo)) terminal.note(DEMO_MARK);
      terminal.printJson({
        as_of: day,
        known_at: known.text,
        values: all.map((value) => toValueDocument(value, known.text)),
      });
    }
    return EXIT.done;
  });
}

/** Throws a Failure for an unknown one, and for one that was named although it lacks the level. */
function indicatorsNamed(
  { indicators }: Catalogue,
  ids: readonly string[],
  level: Level | undefined,
): readonly Indicator[] {
  if (ids.length === 0) return [...indicators.values()];
  return [...new Set(ids.flatMap((id) => id.split(',')))].map((id) => {
    const indicator = indicatorNamed(indicators, id);
    if (level === undefined || indicator.levels.includes(level)) return indicator;
    const levels = indicator.levels.join(', ');
    throw wrong(
      { zh: `指标 ${id} 没有层级 ${level}`, en: `the indicator ${id} has no level ${level}` },
      { zh: `它有：${levels}`, en: `it has: ${levels}` },
    );
  });
}
