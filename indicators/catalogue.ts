import { checkIndicator } from './checking/indicator.ts';
import { checkPlan } from './checking/plan.ts';
import { checkProfile } from './checking/profile.ts';
import { checkQualityRule } from './checking/quality.ts';
import type { Names } from './checking/references.ts';
import type { Indicator } from './indicator.ts';
import { fingerprint } from './loading/fingerprint.ts';
import { loadIndicator } from './loading/indicator.ts';
import { loadPlan } from './loading/plan.ts';
import { loadProfile } from './loading/profile.ts';
import { loadQualityRule } from './loading/quality.ts';
import { loadRegistries, mergeRegistries, NO_REGISTRIES } from './loading/registries.ts';
import type { Read } from './loading/shape.ts';
import type { Plan } from './plan.ts';
import type { Profile } from './profile.ts';
import type { QualityRule } from './trust/quality-rule.ts';
import type { Registries } from './registries.ts';
import type { Problem, Source } from './loading/source.ts';
import { readSource } from './loading/source.ts';

/** Everything that is defined rather than programmed. */
export interface Catalogue {
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly plans: ReadonlyMap<string, Plan>;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly registries: Registries;
  readonly quality: ReadonlyMap<string, QualityRule>;
  /** SHA-256 of the content, by `indicator:ID` and `plan:ID`. */
  readonly fingerprints: ReadonlyMap<string, string>;
}

export interface CatalogueFile {
  readonly path: string;
  readonly text: string;
}

const FOLDERS = ['catalogue', 'plans', 'profiles', 'registries', 'quality'] as const;
type Folder = (typeof FOLDERS)[number];

/**
 * Reads definitions from files; the folder of each says what it defines. A later file replaces an earlier one of the
 * same name, so a user's own folder adds or replaces definitions; registries are merged entry by entry.
 * A file with an error is left out as a whole, and so is a plan that speaks of an indicator left out.
 */
export function loadCatalogue(files: readonly CatalogueFile[]): {
  readonly catalogue: Catalogue;
  readonly problems: readonly Problem[];
} {
  const { sources, misplaced } = sort(files);
  const registryFiles = sources.registries.map((source) => ({ source, ...loadRegistries(source) }));
  const registries = registryFiles.reduce(
    (merged, { value }) => (value ? mergeRegistries(merged, value) : merged),
    NO_REGISTRIES,
  );

  const loaded = {
    indicators: sources.catalogue.map((source) => ({ source, ...loadIndicator(source) })),
    plans: sources.plans.map((source) => ({ source, ...loadPlan(source, registries) })),
    profiles: sources.profiles.map((source) => ({ source, ...loadProfile(source) })),
    quality: sources.quality.map((source) => ({ source, ...loadQualityRule(source) })),
  };
  const names = namesOf(
    sources,
    registries,
    loaded.plans.flatMap(({ value }) => value?.plan ?? []),
  );

  const indicatorFiles = loaded.indicators.map((file) =>
    checked(file, (indicator) => checkIndicator(file.source, indicator, names)),
  );
  const indicators = byId(indicatorFiles.flatMap(sound));
  const planFiles = loaded.plans
    .map((file) => checked(file, (plan) => checkPlan(file.source, plan, { names, registries, indicators })))
    .map((file) => withoutMissing(file, indicators));
  const plans = byId(planFiles.flatMap(sound).map(({ plan }) => plan));
  const profileFiles = loaded.profiles.map((file) =>
    checked(file, (profile) => checkProfile(file.source, profile, { names, registries })),
  );
  const profiles = profileFiles
    .flatMap(sound)
    .map((profile) => ({ ...profile, plans: profile.plans.filter((id) => plans.has(id)) }));

  const qualityFiles = loaded.quality.map((file) =>
    checked(file, (rule) => checkQualityRule(file.source, rule, names)),
  );

  return {
    catalogue: {
      indicators,
      plans,
      profiles: byId(profiles),
      registries,
      quality: byId(qualityFiles.flatMap(sound)),
      fingerprints: new Map([
        ...[...indicators].map(([id, indicator]) => [`indicator:${id}`, fingerprint(indicator)] as const),
        ...[...plans].map(([id, plan]) => [`plan:${id}`, fingerprint(plan)] as const),
      ]),
    },
    problems: [
      ...misplaced,
      ...[...registryFiles, ...indicatorFiles, ...planFiles, ...profileFiles, ...qualityFiles].flatMap(
        ({ problems }) => problems,
      ),
    ],
  };
}

interface File<T> extends Read<T> {
  readonly source: Source;
}

/** Files by folder, of each name the last; a file in no known folder is a problem. */
function sort(files: readonly CatalogueFile[]): {
  readonly sources: Readonly<Record<Folder, readonly Source[]>>;
  readonly misplaced: readonly Problem[];
} {
  const kept = new Map<string, { readonly folder: Folder; readonly source: Source }>();
  const misplaced: Problem[] = [];
  for (const { path, text } of files) {
    const folder = FOLDERS.findLast((name) => path.split(/[/\\]/).at(-2) === name);
    const source = readSource(path, text);
    if (folder === undefined) {
      misplaced.push(
        source.problem([], {
          zh: `定义文件应放在这些文件夹之一：${FOLDERS.join(', ')}`,
          en: `a file of definitions lies in one of the folders ${FOLDERS.join(', ')}`,
        }),
      );
    } else {
      kept.set(folder === 'registries' ? `${folder}/${path}` : `${folder}/${source.stem}`, { folder, source });
    }
  }
  const of = (folder: Folder): readonly Source[] =>
    [...kept.values()].filter((file) => file.folder === folder).map(({ source }) => source);
  return {
    sources: {
      catalogue: of('catalogue'),
      plans: of('plans'),
      profiles: of('profiles'),
      registries: of('registries'),
      quality: of('quality'),
    },
    misplaced,
  };
}

/** Ids come from file names, so that a fault in one file is not reported again by all that refer to it. */
function namesOf(
  sources: Readonly<Record<Folder, readonly Source[]>>,
  registries: Registries,
  plans: readonly Plan[],
): Names {
  return {
    indicators: new Set(sources.catalogue.map(({ stem }) => stem)),
    plans: new Set(sources.plans.map(({ stem }) => stem)),
    programmes: new Set(plans.flatMap(({ programmes }) => programmes)),
    carriers: new Set(registries.carriers.map(({ code }) => code)),
    districts: new Set(registries.districts.map(({ code }) => code)),
    statistics: new Set(registries.statistics.map(({ id }) => id)),
  };
}

function checked<T>(file: File<T>, check: (value: T) => readonly Problem[]): File<T> {
  return file.value === undefined ? file : { ...file, problems: [...file.problems, ...check(file.value)] };
}

function sound<T>({ value, problems }: File<T>): readonly T[] {
  return value === undefined || problems.some(({ severity }) => severity === 'error') ? [] : [value];
}

/** A plan whose indicator was left out cannot be judged; the fault is the indicator's, so here it is a note. */
function withoutMissing<T extends { readonly plan: Plan }>(
  file: File<T>,
  indicators: ReadonlyMap<string, Indicator>,
): File<T> {
  const missing = sound(file)
    .flatMap(({ plan }) => plan.targets)
    .find(({ indicator }) => !indicators.has(indicator));
  if (missing === undefined) return file;
  const message = {
    zh: `指标 ${missing.indicator} 的定义有误，这份文件因此没有载入`,
    en: `the plan is not loaded, because the definition of ${missing.indicator} has errors`,
  };
  return {
    ...file,
    value: undefined,
    problems: [...file.problems, file.source.problem(['id'], message, { severity: 'note' })],
  };
}

function byId<T extends { readonly id: string }>(definitions: readonly T[]): ReadonlyMap<string, T> {
  return new Map(definitions.map((definition) => [definition.id, definition]));
}
