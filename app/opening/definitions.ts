import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { AdmissionRules } from '../../ingest/admit.ts';
import type { Catalogue, CatalogueFile } from '../../indicators/catalogue.ts';
import { loadCatalogue } from '../../indicators/catalogue.ts';
import { taskPeriods } from '../../indicators/tasks.ts';
import type { Profile } from '../../indicators/profile.ts';
import type { Problem } from '../../indicators/loading/source.ts';
import { describeProblem } from '../../indicators/loading/source.ts';
import type { Settings } from '../settings/config.ts';
import { messageOf, wrong } from '../terminal/failure.ts';
import { packageFile } from './package-root.ts';
import { suggestion } from '../terminal/suggest.ts';

/** Everything that is defined rather than programmed, and the profiles that this run is about. */
export interface Definitions {
  readonly catalogue: Catalogue;
  readonly profiles: readonly Profile[];
  /** Hash of all their texts. */
  readonly version: string;
}

const FOLDERS = ['catalogue', 'plans', 'profiles', 'registries', 'quality'];

/** The shipped definitions with the user's own over them; throws a Failure that shows every error. */
export async function openDefinitions(settings: Settings): Promise<Definitions> {
  const { catalogue, problems, own, version } = await readDefinitions(settings);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const shown = (language: 'zh' | 'en'): string =>
      errors.map((problem) => describeProblem(problem, language)).join('\n');
    throw wrong(
      { zh: `指标或规划的定义有误：\n${shown('zh')}`, en: `the definitions have errors:\n${shown('en')}` },
      { zh: '用 gigacity check 查看全部问题', en: 'gigacity check shows every problem' },
    );
  }
  return { catalogue, profiles: selectProfiles(catalogue, own ?? settings.values.profile), version };
}

interface ReadDefinitions {
  readonly catalogue: Catalogue;
  readonly problems: readonly Problem[];
  readonly own: string | undefined;
  readonly version: string;
}

/** Reads the definitions, good or bad; `own` is the id of a profile that was given as a file. */
export async function readDefinitions(settings: Settings): Promise<ReadDefinitions> {
  const { catalogue: folder, profile } = settings.values;
  const files = [...(await filesOf(packageFile('indicators'))), ...(folder === undefined ? [] : await filesOf(folder))];
  if (profile === undefined || !isPath(profile))
    return { ...loadCatalogue(files), own: undefined, version: hashOf(files) };
  const text = await readProfile(profile);
  // The folder of a file says what it defines, so a profile from anywhere is read as if it lay among the profiles.
  const alias = join('profiles', profile.replace(/^.*[/\\]/, ''));
  const all = [...files, { path: alias, text }];
  const { catalogue, problems } = loadCatalogue(all);
  return {
    catalogue,
    version: hashOf(all),
    problems: problems.map((problem) => (problem.file === alias ? { ...problem, file: profile } : problem)),
    own: alias.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/i, ''),
  };
}

/** The profiles asked for, all of them where none is; throws a Failure for an unknown one. */
export function selectProfiles({ profiles }: Catalogue, asked: string | undefined): readonly Profile[] {
  if (asked === undefined) return [...profiles.values()];
  return asked.split(',').map((part) => {
    const id = part.trim();
    const profile = profiles.get(id);
    if (profile !== undefined) return profile;
    throw wrong({ zh: `没有城市档案“${id}”`, en: `there is no profile "${id}"` }, suggestion(id, [...profiles.keys()]));
  });
}

/** What the registries and plans say of messages. */
export function admissionRules({ registries, plans }: Catalogue): AdmissionRules {
  return {
    carriers: new Set(registries.carriers.map(({ code }) => code)),
    districts: new Map(registries.districts.map(({ code, from, until }) => [code, validity(from, until)])),
    statistics: new Set(registries.statistics.map(({ id }) => id)),
    programmes: new Set([...plans.values()].flatMap(({ programmes }) => programmes)),
    tasks: new Map([...plans.values()].map((plan) => [plan.id, taskPeriods(plan)])),
  };
}

function validity(from: string | undefined, until: string | undefined): { from?: string; until?: string } {
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

/** Of the texts alone: where they lie differs from machine to machine. */
function hashOf(files: readonly CatalogueFile[]): string {
  return createHash('sha256')
    .update(JSON.stringify(files.map(({ text }) => text)))
    .digest('hex');
}

function isPath(profile: string): boolean {
  return /\.ya?ml$/i.test(profile) || /[/\\]/.test(profile);
}

async function readProfile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const reason = messageOf(cause);
    throw wrong({ zh: `读不到城市档案 ${path}：${reason}`, en: `cannot read the profile ${path}: ${reason}` });
  }
}

async function filesOf(folder: string): Promise<readonly CatalogueFile[]> {
  const files: CatalogueFile[] = [];
  for (const name of FOLDERS) {
    const inner = join(folder, name);
    if (!existsSync(inner)) continue;
    for (const file of (await readdir(inner)).filter((one) => /\.ya?ml$/i.test(one)).sort()) {
      const path = join(inner, file);
      files.push({ path: shownPath(path), text: await readFile(path, 'utf8') });
    }
  }
  return files;
}

/** Short where the file lies below the working directory, whole elsewhere. */
function shownPath(path: string): string {
  const near = relative('.', path);
  return near.startsWith('..') ? resolve(path) : near;
}
