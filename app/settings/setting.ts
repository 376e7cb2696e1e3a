import type { Text } from '../terminal/language.ts';

/** One setting by its name in `gigacity.yaml`; flag and variable follow from it. */
interface Setting {
  readonly doc: Text;
  /** What its value is called in help. */
  readonly value: string;
  readonly fallback?: string;
  /** What is wrong with a value, if anything. */
  readonly fault?: (value: string) => Text | undefined;
}

export const SETTINGS = {
  data: {
    doc: { zh: '内嵌存储的数据目录', en: 'data directory of the embedded store' },
    value: 'DIR',
    fallback: './data',
  },
  clickhouse_url: {
    doc: { zh: 'ClickHouse 服务器地址（不设则用内嵌存储）', en: 'ClickHouse server (without it: embedded)' },
    value: 'URL',
    fault: urlFault,
  },
  clickhouse_cluster: {
    doc: { zh: 'ClickHouse 集群名（表分片并复制）', en: 'cluster over which the tables are spread and replicated' },
    value: 'NAME',
  },
  profile: {
    doc: { zh: '城市档案：标识（可用逗号分隔）或 YAML 文件', en: 'profiles: ids with commas, or a YAML file' },
    value: 'P',
  },
  catalogue: {
    doc: { zh: '增补或替换指标与规划的文件夹', en: 'folder that adds to or replaces the definitions' },
    value: 'DIR',
  },
  brokers: {
    doc: { zh: 'Kafka 服务器，host:port，逗号分隔', en: 'Kafka brokers, host:port with commas' },
    value: 'LIST',
    fault: brokersFault,
  },
  topic_prefix: {
    doc: { zh: 'Kafka 主题前缀', en: 'prefix of the Kafka topics' },
    value: 'PREFIX',
    fallback: 'gigacity',
    fault: prefixFault,
  },
  group: { doc: { zh: 'Kafka 消费组', en: 'Kafka consumer group' }, value: 'NAME', fallback: 'gigacity' },
  host: {
    doc: { zh: 'start 监听的地址', en: 'address on which start listens' },
    value: 'HOST',
    fallback: '127.0.0.1',
    fault: hostFault,
  },
  port: {
    doc: { zh: 'start 监听的端口（0：任一空闲端口）', en: 'port on which start listens (0: any that is free)' },
    value: 'PORT',
    fallback: '8080',
    fault: portFault,
  },
  metrics_series_limit: {
    doc: { zh: '/metrics 的序列数上限', en: 'most series of figures that /metrics exposes' },
    value: 'N',
    fallback: '100000',
    fault: countFault,
  },
  channels_file: {
    doc: { zh: '告警通道文件（企业微信、钉钉、飞书机器人）', en: 'file of the channels to which alerts are handed on' },
    value: 'FILE',
  },
  api_keys_file: { doc: { zh: 'API 密钥文件', en: 'file of API keys' }, value: 'FILE' },
  signing_key_file: { doc: { zh: '快照签名私钥文件', en: 'private key that signs snapshots' }, value: 'FILE' },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof SETTINGS;

export type Origin = 'flag' | 'variable' | 'file' | 'default';

/** A setting's value and where it was given. */
export interface Given {
  readonly value: string;
  /** The flag, the variable, or `gigacity.yaml:line:column`. */
  readonly where: string;
  readonly origin: Origin;
}

/** What is wrong with a setting, and the way to mend it. */
export interface SettingProblem {
  readonly where: string;
  readonly text: Text;
  readonly mend?: Text;
}

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

export function settingOf(name: SettingName): Setting {
  return SETTINGS[name];
}

/** `clickhouse_url` → `GIGACITY_CLICKHOUSE_URL`. */
export function variableOf(name: SettingName): string {
  return `GIGACITY_${name.toUpperCase()}`;
}

/** `clickhouse_url` → `--clickhouse-url`. */
export function flagOf(name: SettingName): string {
  return `--${name.replaceAll('_', '-')}`;
}

function urlFault(value: string): Text | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return undefined;
  return {
    zh: '应为 http:// 或 https:// 开头的地址，如 http://localhost:8123',
    en: 'expected an address with http:// or https://, such as http://localhost:8123',
  };
}

function brokersFault(value: string): Text | undefined {
  const bad = value.split(',').find((broker) => !/^(\[[\da-fA-F:]+\]|[\w.-]+):\d{1,5}$/.test(broker.trim()));
  if (bad === undefined) return undefined;
  return { zh: `应为 host:port，实为“${bad.trim()}”`, en: `expected host:port, got "${bad.trim()}"` };
}

function hostFault(value: string): Text | undefined {
  if (/^[A-Za-z0-9.:-]{1,253}$/.test(value)) return undefined;
  return { zh: '应为 IP 地址或主机名', en: 'expected an IP address or a host name' };
}

function portFault(value: string): Text | undefined {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return undefined;
  return { zh: '应为 0–65535 的整数', en: 'expected a whole number from 0 to 65535' };
}

function countFault(value: string): Text | undefined {
  if (/^[1-9]\d{0,8}$/.test(value)) return undefined;
  return { zh: '应为正整数', en: 'expected a whole number above 0' };
}

function prefixFault(value: string): Text | undefined {
  if (/^[A-Za-z0-9._-]{1,150}$/.test(value)) return undefined;
  return { zh: '只能用字母、数字、点、下划线和连字符', en: 'expected letters, digits, dots, underscores and hyphens' };
}
