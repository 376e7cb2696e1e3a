import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Text } from '../terminal/language.ts';
import type { Given, SettingName, SettingProblem } from './setting.ts';
import { SETTING_NAMES } from './setting.ts';
import { nearest } from '../../indicators/loading/nearest.ts';
import { suggestion } from '../terminal/suggest.ts';

const FILE = 'gigacity.yaml';

/** What gigacity.yaml says. */
export interface FileSettings {
  readonly values: ReadonlyMap<SettingName, Given>;
  readonly kafka: Readonly<Record<string, string>>;
  readonly problems: readonly SettingProblem[];
}

/** Reads gigacity.yaml of a directory, where there is one. */
export async function readFileSettings(directory: string): Promise<FileSettings> {
  const path = join(directory, FILE);
  const nothing: FileSettings = { values: new Map(), kafka: {}, problems: [] };
  if (!existsSync(path)) return nothing;
  // Most directories have no such file, so what reads YAML is loaded only now.
  const { readSource } = await import('../../indicators/loading/source.ts');
  const source = readSource(FILE, await readFile(path, 'utf8'));
  const problems: SettingProblem[] = source.problems.map(({ line, column, message, zh = message }) => ({
    where: `${FILE}:${String(line)}:${String(column)}`,
    text: { zh, en: message },
  }));
  const at = (key: string, text: Text, mend?: Text): void => {
    const { line, column } = source.keyProblem([key], '');
    const where = `${FILE}:${String(line)}:${String(column)} ${key}`;
    problems.push({ where, text, ...(mend === undefined ? {} : { mend }) });
  };
  if (source.value === undefined || source.value === null) return { ...nothing, problems };
  if (typeof source.value !== 'object' || Array.isArray(source.value))
    return { ...nothing, problems: [...problems, { where: FILE, text: NOT_A_MAPPING }] };

  const values = new Map<SettingName, Given>();
  let kafka: Readonly<Record<string, string>> = {};
  for (const [key, given] of Object.entries(source.value as Readonly<Record<string, unknown>>)) {
    const name = SETTING_NAMES.find((one) => one === key);
    const value = textOf(given);
    if (key === 'kafka' && typeof given === 'object' && given !== null) kafka = texts(given);
    else if (name === undefined) at(key, { zh: '没有这个设置', en: 'there is no such setting' }, keyMend(key));
    else if (value === undefined) at(key, { zh: '应为一段文字', en: 'expected text' });
    else {
      const { line, column } = source.problem([key], '');
      values.set(name, { value, where: `${FILE}:${String(line)}:${String(column)} ${key}`, origin: 'file' });
    }
  }
  return { values, kafka, problems };
}

const NOT_A_MAPPING: Text = { zh: '应为“名称: 值”的列表', en: 'expected a mapping of names to values' };

function keyMend(key: string): Text {
  const known = [...SETTING_NAMES, 'kafka'];
  // Somebody may have copied the variable's name.
  const plain = key
    .toLowerCase()
    .replace(/^gigacity_/, '')
    .replaceAll('-', '_');
  return suggestion(nearest(plain, known) ?? key, known);
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(String).join(',');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function texts(value: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]));
}
