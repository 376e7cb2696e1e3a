import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { STREAMS } from '../../ingest/streams.ts';
import { describeProblem, inLanguage } from '../../indicators/loading/source.ts';
import type { Context } from '../command.ts';
import type { Settings } from '../settings/config.ts';
import { readSettings } from '../settings/config.ts';
import { holderOf } from './data-directory.ts';
import { readDefinitions, selectProfiles } from './definitions.ts';
import { kafka } from './examine-kafka.ts';
import { EXIT, Failure, messageOf } from '../terminal/failure.ts';
import type { Finding, Found } from '../terminal/finding.ts';
import type { Text } from '../terminal/language.ts';
import { redactText } from '../terminal/redact.ts';
import { storeLocation } from '../settings/store-location.ts';

interface Examination {
  readonly name: string;
  readonly title: Text;
  readonly examine: (context: Context, settings: Settings) => Found | Promise<Found>;
}

/** Every examination, in order; one that throws is a fault of its own. */
export async function examinations(context: Context): Promise<readonly Finding[]> {
  const { settings } = await readSettings(context);
  const findings: Finding[] = [];
  for (const { name, title, examine } of EXAMINATIONS) {
    try {
      findings.push({ name, title, ...(await examine(context, settings)) });
    } catch (error) {
      findings.push({ name, title, ...thrown(error) });
    }
  }
  return findings;
}

function thrown(error: unknown): Found {
  if (error instanceof Failure)
    return {
      state: error.exit === EXIT.down ? 'down' : 'fault',
      text: error.text,
      ...(error.mend === undefined ? {} : { mend: error.mend }),
    };
  return { state: 'fault', text: same(redactText(messageOf(error))) };
}

const EXAMINATIONS: readonly Examination[] = [
  { name: 'node', title: { zh: 'Node.js', en: 'Node.js' }, examine: node },
  { name: 'settings', title: { zh: '设置', en: 'settings' }, examine: settingsFound },
  { name: 'catalogue', title: { zh: '指标与文件', en: 'catalogue' }, examine: catalogue },
  { name: 'engine', title: { zh: '内嵌引擎', en: 'embedded engine' }, examine: engine },
  { name: 'data', title: { zh: '数据目录', en: 'data directory' }, examine: dataDirectory },
  { name: 'disk', title: { zh: '磁盘空间', en: 'disk' }, examine: disk },
  { name: 'clock', title: { zh: '时钟', en: 'clock' }, examine: clock },
  { name: 'clickhouse', title: { zh: 'ClickHouse 服务器', en: 'ClickHouse server' }, examine: server },
  { name: 'kafka', title: { zh: 'Kafka', en: 'Kafka' }, examine: kafka },
];

function node(): Found {
  const { node: version } = process.versions;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return { state: 'ok', text: same(version) };
  return {
    state: 'fault',
    text: { zh: `${version} 太旧`, en: `${version} is too old` },
    mend: { zh: '安装 Node 20.19 或更新版本', en: 'install Node 20.19 or newer' },
  };
}

async function settingsFound(context: Context): Promise<Found> {
  const { problems } = await readSettings(context);
  if (problems.length === 0) return { state: 'ok', text: { zh: '没有错误', en: 'no errors' } };
  const lines = (language: 'zh' | 'en'): string =>
    problems.map(({ where, text, mend }) => [where, text[language], mend?.[language] ?? ''].join('  ')).join('\n');
  return { state: 'fault', text: { zh: lines('zh'), en: lines('en') } };
}

async function catalogue(_: Context, settings: Settings): Promise<Found> {
  const { catalogue: found, problems, own } = await readDefinitions(settings);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined)
    return {
      state: 'fault',
      text: { zh: describeProblem(inLanguage(first, 'zh')), en: describeProblem(first) },
      mend: {
        zh: `共 ${String(errors.length)} 个错误，见 gigacity check`,
        en: `${String(errors.length)} errors in all: see gigacity check`,
      },
    };
  selectProfiles(found, own ?? settings.values.profile);
  const { indicators, plans } = found;
  return {
    state: 'ok',
    text: {
      zh: `${String(indicators.size)} 个指标，${String(plans.size)} 份文件`,
      en: `${String(indicators.size)} indicators, ${String(plans.size)} plans`,
    },
  };
}

async function engine(): Promise<Found> {
  try {
    // A broken or missing binary shows itself on loading.
    const { embeddedVersion } = await import('../../store/clickhouse.ts');
    return { state: 'ok', text: same(`chDB, ClickHouse ${await embeddedVersion()}`) };
  } catch (error) {
    return {
      state: 'fault',
      text: same(messageOf(error)),
      mend: {
        zh: '重新安装：npm ci（或改用 --clickhouse-url）',
        en: 'install again with npm ci (or use --clickhouse-url)',
      },
    };
  }
}

async function dataDirectory(_: Context, settings: Settings): Promise<Found> {
  const location = storeLocation(settings);
  if (location.kind === 'server')
    return { state: 'ok', text: { zh: '不用（已设服务器）', en: 'not used (a server is set)' } };
  const { directory } = location;
  const holder = existsSync(directory) ? holderOf(directory) : undefined;
  if (holder !== undefined) {
    // The process that runs here answers other terminals; where it does not, opening says so.
    const { openStore } = await import('./open-store.ts');
    await (await openStore(settings)).close();
    const who = holder.pid === undefined ? '' : ` ${String(holder.pid)}`;
    return {
      state: 'ok',
      text: {
        zh: `${directory} 由进程${who} 打开，其他命令经由它读写`,
        en: `${directory} is open in process${who}, through which other commands reach it`,
      },
    };
  }
  accessSync(existing(directory), constants.W_OK);
  return {
    state: 'ok',
    text: existsSync(directory)
      ? { zh: `${directory} 可写，无人占用`, en: `${directory} can be written, nobody holds it` }
      : { zh: `${directory} 尚不存在，可以创建`, en: `${directory} is not there yet and can be made` },
  };
}

const GIGABYTE = 1024 ** 3;

function disk(_: Context, settings: Settings): Found {
  const { bavail, bsize } = statfsSync(existing(settings.values.data ?? '.'));
  const free = `${((bavail * bsize) / GIGABYTE).toFixed(1)} GB`;
  if (bavail * bsize >= GIGABYTE) return { state: 'ok', text: { zh: `可用 ${free}`, en: `${free} free` } };
  return {
    state: 'fault',
    text: { zh: `只剩 ${free}`, en: `only ${free} free` },
    mend: { zh: '清理磁盘，或用 --data 换到别的盘', en: 'free some, or put --data on another disk' },
  };
}

/** No clock that is right shows an earlier time than this program was written in. */
const EARLIEST = Date.UTC(2025, 0, 1);

function clock({ now }: Context): Found {
  const moment = now();
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const text = same(`${new Date(moment).toISOString()} (${zone})`);
  if (moment >= EARLIEST) return { state: 'ok', text };
  return { state: 'fault', text, mend: { zh: '校准系统时间', en: 'set the system clock' } };
}

const CLOCKS_APART_MS = 5_000;

async function server({ now }: Context, settings: Settings): Promise<Found> {
  const location = storeLocation(settings);
  if (location.kind === 'embedded') return { state: 'ok', text: { zh: '未设，用内嵌存储', en: 'not set: embedded' } };
  const { openStore } = await import('./open-store.ts');
  const store = await openStore(settings);
  try {
    const [row] = await store.ask({ sql: 'SELECT toUnixTimestamp64Milli(now64(3))', params: {}, tables: [] });
    const apart = Number(row?.[0]) - now();
    const version = await store.version();
    const text = same(`${redactText(location.url)}  ${version}  ${String(STREAMS.length)} streams`);
    if (Math.abs(apart) <= CLOCKS_APART_MS) return { state: 'ok', text };
    const seconds = String(Math.round(apart / 1000));
    return {
      state: 'fault',
      text: { zh: `服务器时钟相差 ${seconds} 秒`, en: `its clock is ${seconds} s apart` },
      mend: { zh: '两边都用 NTP 校时', en: 'set both clocks by NTP' },
    };
  } finally {
    await store.close();
  }
}

/** The directory itself, or the nearest above it that exists. */
function existing(path: string): string {
  const whole = resolve(path);
  return existsSync(whole) || dirname(whole) === whole ? whole : existing(dirname(whole));
}

function same(text: string): Text {
  return { zh: text, en: text };
}
