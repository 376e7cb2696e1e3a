import { existsSync, statSync } from 'node:fs';
import type { Text } from '../terminal/language.ts';
import { redact } from '../terminal/redact.ts';
import type { Given, Origin, SettingName, SettingProblem } from './setting.ts';
import { flagOf, SETTING_NAMES, settingOf, variableOf } from './setting.ts';
import { readFileSettings } from './settings-file.ts';
import { nearest } from '../../indicators/loading/nearest.ts';
import { suggestion } from '../terminal/suggest.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment, for the one place that starts everything. */
export function environment(): Environment {
  return process.env;
}

/** What the program runs with. */
export interface Settings {
  readonly values: Readonly<Partial<Record<SettingName, string>>>;
  readonly origins: Readonly<Partial<Record<SettingName, Origin>>>;
  /** librdkafka's own settings, by its names. */
  readonly kafka: Readonly<Record<string, string>>;
}

export interface SettingSources {
  /** By setting name. */
  readonly flags: Readonly<Partial<Record<SettingName, string>>>;
  readonly environment: Environment;
  /** The working directory. */
  readonly directory: string;
}

const PREFIX = 'GIGACITY_';
const KAFKA = `${PREFIX}KAFKA_`;
/** Variables that are no settings of the list. */
const OTHER_VARIABLES = ['GIGACITY_DEBUG'];

/** Flags, then variables, then gigacity.yaml, then defaults; everything that is wrong is told at once. */
export async function readSettings(
  sources: SettingSources,
): Promise<{ readonly settings: Settings; readonly problems: readonly SettingProblem[] }> {
  const file = await readFileSettings(sources.directory);
  const problems = [...misspeltVariables(sources.environment), ...file.problems];
  const values: Partial<Record<SettingName, string>> = {};
  const origins: Partial<Record<SettingName, Origin>> = {};
  for (const name of SETTING_NAMES) {
    const given = firstGiven(name, sources, file.values);
    if (given === undefined) continue;
    const fault = settingOf(name).fault?.(given.value) ?? flagFault(name, given) ?? pathFault(name, given.value);
    if (fault === undefined) {
      values[name] = given.value;
      origins[name] = given.origin;
    } else {
      const shown = redact(name, given.value);
      problems.push({ where: `${given.where}=${shown}`, text: fault });
    }
  }
  return { settings: { values, origins, kafka: { ...file.kafka, ...kafkaVariables(sources.environment) } }, problems };
}

function firstGiven(
  name: SettingName,
  { flags, environment }: SettingSources,
  file: ReadonlyMap<SettingName, Given>,
): Given | undefined {
  const flag = flags[name];
  if (flag !== undefined) return { value: flag, where: flagOf(name), origin: 'flag' };
  const variable = environment[variableOf(name)];
  if (variable !== undefined && variable !== '')
    return { value: variable, where: variableOf(name), origin: 'variable' };
  const { fallback } = settingOf(name);
  return (
    file.get(name) ?? (fallback === undefined ? undefined : { value: fallback, where: 'default', origin: 'default' })
  );
}

/** Other users of the machine see flags, so no password may stand in one. */
function flagFault(name: SettingName, { origin, value }: Given): Text | undefined {
  if (origin !== 'flag' || redact(name, value) === value) return undefined;
  const variable = variableOf(name);
  return { zh: `密码不能写在参数里，请用变量 ${variable}`, en: `a password does not go into a flag: set ${variable}` };
}

function pathFault(name: SettingName, value: string): Text | undefined {
  switch (name) {
    case 'catalogue':
      if (statSync(value, { throwIfNoEntry: false })?.isDirectory() === true) return undefined;
      return { zh: '没有这个文件夹', en: 'there is no such folder' };
    case 'channels_file':
    case 'api_keys_file':
      // Made by `keys create`.
      return statSync(value, { throwIfNoEntry: false })?.isDirectory() === true
        ? { zh: '这是一个文件夹', en: 'it is a folder' }
        : undefined;
    case 'signing_key_file':
      return existsSync(value) ? undefined : { zh: '没有这个文件', en: 'there is no such file' };
    case 'data':
    case 'clickhouse_url':
    case 'clickhouse_cluster':
    case 'profile':
    case 'brokers':
    case 'topic_prefix':
    case 'group':
    case 'host':
    case 'port':
    case 'metrics_series_limit':
      return undefined;
    default:
      return name satisfies never;
  }
}

/** A variable named almost as a setting is a slip; one that resembles none belongs to something else around us. */
function misspeltVariables(environment: Environment): readonly SettingProblem[] {
  const known = [...SETTING_NAMES.map(variableOf), ...OTHER_VARIABLES];
  const stems = known.map(stem);
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !name.startsWith(KAFKA) && !known.includes(name))
    .filter((name) => nearest(stem(name), stems) !== undefined)
    .map((name) => ({
      where: name,
      text: { zh: '没有这个设置', en: 'there is no such setting' },
      mend: suggestion(name, known),
    }));
}

function stem(name: string): string {
  return name.slice(PREFIX.length);
}

/** `GIGACITY_KAFKA_SECURITY_PROTOCOL` → `security.protocol`. */
function kafkaVariables(environment: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment)
      .filter(([name, value]) => name.startsWith(KAFKA) && value !== undefined && value !== '')
      .map(([name, value]) => [name.slice(KAFKA.length).toLowerCase().replaceAll('_', '.'), value ?? '']),
  );
}
