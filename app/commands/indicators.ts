import { toValueDocument } from '../../indicators/documents/documents.ts';
import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Indicator, Level } from '../../indicators/indicator.ts';
import { LEVELS } from '../../indicators/indicator.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import type { Context, Input } from '../command.ts';
import { demoNoted } from '../evaluating/demo-mark.ts';
import { evaluateValues } from '../evaluating/evaluate.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT } from '../terminal/failure.ts';
import { indicatorNamed, levelFailure } from '../terminal/indicator-named.ts';
import { askedTimes, asOfDay, levelNamed, zoneOf } from '../terminal/request.ts';
import { showValues } from '../showing/values-view.ts';
import { withWorks } from '../opening/wire.ts';

/** The values of the indicators that were named, or of all. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  const now = context.now();
  const asOf = input.text('asOf');
  return withWorks(
    context,
    ({ catalogue, profiles }) => {
      const zone = zoneOf(profiles);
      const level = levelNamed(input.text('level'));
      return {
        ...askedTimes(input, { zone, now }),
        levels: level === undefined ? LEVELS : [level],
        indicators: indicatorsNamed(catalogue, input.args, level),
      };
    },
    async (works, { day, known, levels, indicators }) => {
      const { catalogue, profiles, asker } = works;
      const isDemo = await demoNoted(terminal, asker, profiles);
      const all: IndicatorValue[] = [];
      for (const profile of profiles) {
        const own = asOfDay(asOf, { zone: profile.zone, now });
        const values = await evaluateValues(works, profile, { asOf: own, knownAt: known.moment, indicators, levels });
        all.push(...values);
        if (!terminal.json)
          showValues({ terminal, catalogue, profile }, values, { asOf: own, isDemo: isDemo(profile) });
      }
      if (terminal.json) {
        const values = all.map((value) => toValueDocument(value, known.text));
        terminal.printJson({ as_of: day, known_at: known.text, values });
      }
      return EXIT.done;
    },
  );
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
    throw levelFailure(indicator, [level]);
  });
}
