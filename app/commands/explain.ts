import type { Catalogue } from '../../indicators/catalogue.ts';
import { toValueDocument, toVerdictDocument } from '../../indicators/documents.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import type { Profile } from '../../indicators/profile.ts';
import { toNumber } from '../../indicators/rational.ts';
import type { Scope } from '../../indicators/scope.ts';
import { levelOf, ownScope } from '../../indicators/scope.ts';
import type { Context, Input } from '../command.ts';
import type { Definitions } from '../definitions.ts';
import { DEMO_MARK, demoMarks, noteEmpty } from '../demo.ts';
import type { Explanation } from '../explain.ts';
import { explain } from '../explain.ts';
import { showDefinition, showExplanation } from '../explain-view.ts';
import type { ExitCode } from '../failure.ts';
import { EXIT, wrong } from '../failure.ts';
import { formulaText } from '../formula-words.ts';
import type { KnownAt } from '../request.ts';
import { asOfDay, knownAt, zoneOf } from '../request.ts';
import { suggestion } from '../suggest.ts';
import { withWorks } from '../wire.ts';
import { indicatorNamed } from '../indicator-named.ts';

/** One number, down to the reports that it rests on. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  return withWorks(
    context,
    (definitions) => requestOf(definitions, input, context.now()),
    async (works, { indicator, scopes, day, known }) => {
      const { terminal } = context;
      const { catalogue, asker } = works;
      const found: Explanation[] = [];
      for (const [profile, scope] of scopes) {
        const one = await explain(works, profile, { indicator, scope, asOf: day, knownAt: known.moment });
        if (one !== undefined) found.push(one);
      }
      // A place without figures has nothing to explain while another has.
      const withValues = found.filter(({ value }) => value.value !== null);
      const shown = withValues.length > 0 ? withValues : found;
      const isDemo = await demoMarks(asker);
      await noteEmpty(terminal, asker);
      if (terminal.json) {
        if (shown.some(({ profile }) => isDemo(profile))) terminal.note(DEMO_MARK);
        terminal.printJson({
          as_of: day,
          known_at: known.text,
          definition: definitionOf(indicator),
          places: shown.map((one) => toDocument(one, known.text)),
        });
      } else {
        showDefinition(terminal, indicator);
        for (const one of shown)
          showExplanation({ terminal, catalogue, profile: one.profile }, one, {
            asOf: day,
            isDemo: isDemo(one.profile),
          });
      }
      return EXIT.done;
    },
  );
}

interface Request {
  readonly indicator: Indicator;
  readonly scopes: readonly (readonly [Profile, Scope])[];
  readonly day: string;
  readonly known: KnownAt;
}

function requestOf({ catalogue, profiles }: Definitions, input: Input, now: number): Request {
  const indicator = indicatorNamed(catalogue.indicators, input.args[0] ?? '');
  const district = districtNamed(catalogue, profiles, input.text('district'));
  const carrier = carrierNamed(catalogue, input.text('carrier'));
  const part = { ...(district === undefined ? {} : { district }), ...(carrier === undefined ? {} : { carrier }) };
  const scopes = profiles
    .filter(({ districts }) => district === undefined || districts.includes(district))
    .map((profile) => [profile, { ...ownScope(profile), ...part }] as const);
  const possible = scopes.filter(([, scope]) => indicator.levels.includes(levelOf(scope)));
  const [first] = scopes;
  if (possible.length === 0 && first !== undefined) throw levelFailure(indicator, levelOf(first[1]));
  const zone = zoneOf(scopes.map(([profile]) => profile));
  return {
    indicator,
    scopes: possible,
    day: asOfDay(input.text('asOf'), { zone, now }),
    known: knownAt(input.text('knownAt'), zone),
  };
}

function levelFailure({ id, levels }: Indicator, level: string): Error {
  const has = levels.join(', ');
  return wrong(
    { zh: `指标 ${id} 没有层级 ${level}`, en: `the indicator ${id} has no level ${level}` },
    { zh: `它有：${has}`, en: `it has: ${has}` },
  );
}

function districtNamed(
  { registries }: Catalogue,
  profiles: readonly Profile[],
  text: string | undefined,
): string | undefined {
  if (text === undefined) return undefined;
  const watched = registries.districts.filter(({ code }) => profiles.some(({ districts }) => districts.includes(code)));
  const found = watched.find(
    ({ code, name }) => code === text || name.zh === text || name.en.toLowerCase() === text.toLowerCase(),
  );
  if (found !== undefined) return found.code;
  throw wrong(
    { zh: `--district：没有在监测的区“${text}”`, en: `--district: no watched district is called "${text}"` },
    suggestion(text, /^\d+$/.test(text) ? watched.map(({ code }) => code) : watched.map(({ name }) => name.zh)),
  );
}

function carrierNamed({ registries: { carriers } }: Catalogue, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const found = carriers.find(({ code, name }) => code === text || name.zh === text);
  if (found !== undefined) return found.code;
  throw wrong(
    { zh: `--carrier：没有运营商“${text}”`, en: `--carrier: there is no carrier "${text}"` },
    suggestion(
      text,
      carriers.map(({ code }) => code),
    ),
  );
}

function definitionOf(indicator: Indicator): unknown {
  const { id, version, name, unit, levels, authority, document, formula, notes } = indicator;
  return {
    indicator: id,
    version: String(version),
    name,
    unit,
    levels,
    authority,
    document,
    formula,
    formula_text: formulaText(formula),
    ...(notes === undefined ? {} : { notes }),
  };
}

function toDocument(explanation: Explanation, known: string | null): unknown {
  const { profile, value, queries, reports, gaps, failures, verdicts } = explanation;
  return {
    profile: profile.id,
    value: toValueDocument(value, known),
    queries: queries.map(({ sql, params }) => ({ sql, params })),
    reports: reports.map((one) => ({ ...one, value: toNumber(one.value) })),
    missing: gaps,
    failed_items: failures,
    verdicts: verdicts.map((verdict) => toVerdictDocument(verdict, known)),
  };
}
