import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import type { Profile } from '../../indicators/profile.ts';
import type { Scope } from '../../indicators/scope.ts';
import { levelOf, ownScope } from '../../indicators/scope.ts';
import { carrierNamed } from '../terminal/carrier-named.ts';
import type { Context, Input } from '../command.ts';
import type { Definitions } from '../opening/definitions.ts';
import { demoNoted } from '../evaluating/demo-mark.ts';
import type { Explanation } from '../explain/explain.ts';
import { explain } from '../explain/explain.ts';
import type { Difference } from '../explain/diff.ts';
import { differenceOf } from '../explain/diff.ts';
import { showDifference } from '../explain/diff-view.ts';
import { definitionDocument, explanationDocument } from '../explain/document.ts';
import { showDefinition, showExplanation } from '../explain/view.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import type { AskedTimes } from '../terminal/request.ts';
import { askedTimes, checkedDay, knownAt, zoneOf } from '../terminal/request.ts';
import { suggestion } from '../terminal/suggest.ts';
import type { Works } from '../opening/wire.ts';
import { withWorks } from '../opening/wire.ts';
import { indicatorNamed, levelFailure } from '../terminal/indicator-named.ts';

/** One number, down to the reports that it rests on; with `--diff`, why another is not the same. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  return withWorks(
    context,
    (definitions) => requestOf(definitions, input, context.now()),
    async (works, { indicator, scopes, times, compared }) => {
      const { terminal } = context;
      const { catalogue, asker } = works;
      const found = await explainAll(works, { indicator, scopes, times });
      const others = compared === undefined ? [] : await explainAll(works, { indicator, scopes, times: compared });
      const differences = found.flatMap((after) => {
        const before = others.find(({ profile }) => profile === after.profile);
        return before === undefined || compared === undefined
          ? []
          : [
              differenceOf(before, after, {
                asOf: compared.day,
                knownAt: compared.known.text,
                times: {
                  asOf: [compared.day, times.day],
                  knownAt: [compared.known.moment, times.known.moment],
                  now: context.now(),
                },
              }),
            ];
      });
      const differenceFor = (one: Explanation): Difference | undefined =>
        differences.find(({ after }) => after === one);
      // A place without figures has nothing to explain while another has.
      const withValues = found.filter((one) =>
        [one, differenceFor(one)?.before].some((either) => (either?.value.value ?? null) !== null),
      );
      const shown = withValues.length > 0 ? withValues : found;
      const isDemo = await demoNoted(
        terminal,
        asker,
        shown.map(({ profile }) => profile),
      );
      if (terminal.json) {
        terminal.printJson({
          as_of: times.day,
          known_at: times.known.text,
          definition: definitionDocument(indicator),
          places: shown.map((one) => explanationDocument(one, times.known.text, differenceFor(one))),
        });
        return EXIT.done;
      }
      showDefinition(terminal, indicator);
      for (const one of shown) {
        const view = { terminal, catalogue, profile: one.profile };
        const title = { asOf: times.day, isDemo: isDemo(one.profile) };
        const difference = differenceFor(one);
        if (difference === undefined) showExplanation(view, one, title);
        else showDifference(view, difference, title);
      }
      return EXIT.done;
    },
  );
}

async function explainAll(
  works: Works,
  { indicator, scopes, times }: Pick<Request, 'indicator' | 'scopes' | 'times'>,
): Promise<readonly Explanation[]> {
  const found: Explanation[] = [];
  for (const [profile, scope] of scopes) {
    const request = { indicator, scope, asOf: times.day, knownAt: times.known.moment };
    const one = await explain(works, profile, request);
    if (one !== undefined) found.push(one);
  }
  return found;
}

interface Request {
  readonly indicator: Indicator;
  readonly scopes: readonly (readonly [Profile, Scope])[];
  readonly times: AskedTimes;
  /** Set where two numbers are to be compared. */
  readonly compared: AskedTimes | undefined;
}

function requestOf({ catalogue, profiles }: Definitions, input: Input, now: number): Request {
  const indicator = indicatorNamed(catalogue.indicators, input.args[0] ?? '');
  const district = districtNamed(catalogue, profiles, input.text('district'));
  const asked = input.text('carrier');
  const carrier = asked === undefined ? undefined : carrierNamed(catalogue.registries, asked);
  const part = { ...(district === undefined ? {} : { district }), ...(carrier === undefined ? {} : { carrier }) };
  const scopes = profiles
    .filter(({ districts }) => district === undefined || districts.includes(district))
    .map((profile) => [profile, { ...ownScope(profile), ...part }] as const);
  const possible = scopes.filter(([, scope]) => indicator.levels.includes(levelOf(scope)));
  if (possible.length === 0)
    throw levelFailure(
      indicator,
      scopes.map(([, scope]) => levelOf(scope)),
    );
  const zone = zoneOf(scopes.map(([profile]) => profile));
  const times = askedTimes(input, { zone, now });
  return { indicator, scopes: possible, times, compared: comparedTimes(input, { times, zone }) };
}

/** What is not given stays as it is, so that one thing alone may differ. */
function comparedTimes(input: Input, { times, zone }: { times: AskedTimes; zone: string }): AskedTimes | undefined {
  const [day, known] = [input.text('diff'), input.text('diffKnownAt')];
  if (day === undefined && known === undefined) return undefined;
  return {
    day: day === undefined ? times.day : checkedDay('--diff', day),
    known: known === undefined ? times.known : knownAt(known, zone, '--diff-known-at'),
  };
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
