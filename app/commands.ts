import type { Command, Option } from './command.ts';
import { ACCEPT_FLOODS, KAFKA_COMMANDS } from './kafka-commands.ts';
import { MONITORING_COMMANDS } from './monitoring-commands.ts';
import { SERVER_COMMANDS } from './server-commands.ts';
import { SNAPSHOT_COMMANDS } from './snapshot-commands.ts';

const AS_OF: Option = {
  flags: '--as-of <day>',
  doc: { zh: '业务时点，如 2025-12-31（默认今天）', en: 'figures of that day, such as 2025-12-31 (default: today)' },
};
const KNOWN_AT: Option = {
  flags: '--known-at <moment>',
  doc: {
    zh: '只用该时刻之前收到的数据（RFC 3339，或某日＝该日结束）',
    en: 'only what was received by then (RFC 3339, or a day = its end)',
  },
};
const LEVEL: Option = {
  flags: '--level <level>',
  doc: { zh: '层级：city、district、carrier、district_carrier', en: 'city, district, carrier or district_carrier' },
};

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'start',
    summary: {
      zh: '启动服务；空的内嵌存储会先装入演示数据',
      en: 'serve; an empty embedded store gets the demo data first',
    },
    options: [
      {
        flags: '--role <roles>',
        doc: {
          zh: '只担任部分角色：ingest、evaluate、api（逗号分隔；默认全部）',
          en: 'some roles alone: ingest, evaluate, api (with commas; default: all)',
        },
      },
      { flags: '--no-demo', doc: { zh: '不装入演示数据', en: 'load no demo data' } },
      ACCEPT_FLOODS,
    ],
    settings: ['host', 'port', 'brokers', 'clickhouse_url', 'profile', 'api_keys_file', 'channels_file'],
    examples: ['gigacity start', 'gigacity start --port 9090 --no-demo --data ./shanghai'],
    load: () => import('./commands/start.ts'),
  },
  {
    name: 'load',
    arguments: '<files...>',
    summary: { zh: '装入 NDJSON、NDJSON.gz 或 CSV 文件', en: 'load NDJSON, NDJSON.gz or CSV files' },
    options: [
      {
        flags: '--stream <stream>',
        doc: { zh: '数据流（默认取文件名第一个点之前）', en: 'stream (default: the file name up to its first dot)' },
      },
      {
        flags: '--received-at <moment>',
        doc: {
          zh: '收到时刻（RFC 3339，或某日＝该日零点；默认现在）',
          en: 'when it was received (RFC 3339, or a day = its start; default: now)',
        },
      },
    ],
    examples: ['gigacity load pon-ports.telecom.ndjson', 'gigacity load feeds/ --received-at 2025-04-10'],
    load: () => import('./commands/load.ts'),
  },
  {
    name: 'scorecard',
    summary: { zh: '指标值、目标与结论', en: 'values, targets and verdicts' },
    options: [
      { flags: '--plan <plan>', doc: { zh: '只看一份文件', en: 'one plan alone' } },
      AS_OF,
      KNOWN_AT,
      LEVEL,
      {
        flags: '--derive',
        doc: {
          zh: '加上文件未列、可推导的格（各区分季度），标 *',
          en: 'also the cells that no document prints but that follow from it, marked *',
        },
      },
      {
        flags: '--fail-on <verdicts>',
        doc: {
          zh: '出现这些结论（逗号分隔）时以 3 退出',
          en: 'exit with 3 when one of these verdicts occurs (with commas)',
        },
      },
    ],
    settings: ['profile'],
    examples: [
      'gigacity scorecard --as-of 2025-12-31',
      'gigacity scorecard --plan shanghai-2025-action-plan --fail-on behind,missed',
    ],
    load: () => import('./commands/scorecard.ts'),
  },
  {
    name: 'indicators',
    arguments: '[ids...]',
    summary: { zh: '指标值及其分子分母', en: 'values with their parts' },
    options: [AS_OF, KNOWN_AT, LEVEL],
    settings: ['profile'],
    examples: ['gigacity indicators pon10g_port_share --level district --as-of 2025-12-31'],
    load: () => import('./commands/indicators.ts'),
  },
  {
    name: 'explain',
    arguments: '<indicator>',
    summary: { zh: '一个数从何而来：定义、公式、SQL、报表', en: 'where a number comes from: formula, SQL, reports' },
    options: [
      {
        flags: '--district <district>',
        doc: { zh: '区划代码或中文名', en: 'code or Chinese name' },
      },
      { flags: '--carrier <carrier>', doc: { zh: '运营商代码或中文名', en: 'code or Chinese name' } },
      AS_OF,
      KNOWN_AT,
      {
        flags: '--diff <day>',
        doc: { zh: '与该日的数相比，差在哪些报表', en: 'compare with the number of that day: which reports differ' },
      },
      {
        flags: '--diff-known-at <moment>',
        doc: { zh: '与该时刻所知的数相比', en: 'compare with the number as known at that moment' },
      },
    ],
    settings: ['profile'],
    examples: [
      'gigacity explain mean_subscribed_mbps --as-of 2025-12-31',
      'gigacity explain outdoor_5g_stations --as-of 2025-12-31 --diff 2025-11-30',
      'gigacity explain pon10g_ports --district 渝中区',
    ],
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'completeness',
    summary: { zh: '谁报了、谁迟报、谁缺报', en: 'who has reported: on time, late, missing' },
    options: [
      {
        flags: '--period <period>',
        doc: {
          zh: '月或季度，如 2025-12、2025-Q4（默认最近一个已到期的月）',
          en: 'month or quarter, such as 2025-12 or 2025-Q4 (default: the last month that is overdue)',
        },
      },
      { flags: '--stream <stream>', doc: { zh: '只看一个数据流', en: 'one stream alone' } },
      KNOWN_AT,
    ],
    settings: ['profile'],
    examples: [
      'gigacity completeness --period 2025-12',
      'gigacity completeness --stream subscribers --known-at 2026-01-10',
    ],
    load: () => import('./commands/completeness.ts'),
  },
  {
    name: 'quality',
    summary: { zh: '存疑数据：突变、单位错误、互相矛盾', en: 'doubtful figures: jumps, wrong units, contradictions' },
    options: [AS_OF, KNOWN_AT],
    settings: ['profile'],
    examples: ['gigacity quality --as-of 2025-12-31', 'gigacity quality --as-of 2025-03-31 --known-at 2025-04-10'],
    load: () => import('./commands/quality.ts'),
  },
  {
    name: 'tasks',
    summary: { zh: '工作任务清单及其进展', en: 'the task lists of the plans and how they stand' },
    options: [{ flags: '--plan <plan>', doc: { zh: '只看一份文件', en: 'one plan alone' } }, AS_OF, KNOWN_AT],
    settings: ['profile'],
    examples: ['gigacity tasks --plan yuzhong-2023-gigabit-city --as-of 2023-10-31'],
    load: () => import('./commands/tasks.ts'),
  },
  {
    name: 'check',
    summary: { zh: '检查设置、指标、规划与登记表', en: 'check settings, catalogue, plans and registries' },
    options: [],
    settings: ['profile', 'catalogue'],
    examples: ['gigacity check', 'gigacity check --catalogue ./my-definitions'],
    load: () => import('./commands/check.ts'),
  },
  {
    name: 'simulate',
    summary: { zh: '生成可复现的模拟数据', en: 'make deterministic feeds of every stream' },
    options: [
      { flags: '--city <code>', doc: { zh: '310000 上海，500103 渝中区', en: '310000 Shanghai, 500103 Yuzhong' } },
      { flags: '--from <day>', doc: { zh: '第一天', en: 'first day' } },
      { flags: '--to <day>', doc: { zh: '最后一天', en: 'last day' } },
      {
        flags: '--scale <n>',
        doc: {
          zh: '端口与测速的比例，1 为真实规模（默认 0.02）',
          en: 'ports and samples; 1 is a real city (default: 0.02)',
        },
      },
      { flags: '--seed <n>', doc: { zh: '随机种子（默认 1）', en: 'seed (default: 1)' } },
      {
        flags: '--out <dir>',
        doc: {
          zh: '输出文件夹（默认 ./feeds）；写了 --brokers 则发往 Kafka',
          en: 'folder for the files (default: ./feeds); with --brokers they go to Kafka instead',
        },
      },
      {
        flags: '--by-month',
        doc: {
          zh: '按收到的月份分文件：STREAM.CARRIER.2025-03.ndjson',
          en: 'a file for each month of receipt: STREAM.CARRIER.2025-03.ndjson',
        },
      },
      {
        flags: '--rate <n>',
        doc: {
          zh: '发往 Kafka 的速率，条/秒（默认 Kafka 收多快就发多快）',
          en: 'messages a second to Kafka (default: as fast as it takes them)',
        },
      },
      {
        flags: '--ledger <file>',
        doc: {
          zh: '把发往 Kafka 的每一条记入账本，供 gigacity audit 核对',
          en: 'write down each message sent to Kafka, for gigacity audit',
        },
      },
    ],
    settings: ['brokers'],
    examples: [
      'gigacity simulate --city 310000 --from 2025-01-01 --to 2025-03-31 --out feeds',
      'gigacity simulate --city 310000 --from 2025-01-01 --to 2025-03-31 --brokers kafka:9092 --ledger sent.ndjson',
    ],
    load: () => import('./commands/simulate.ts'),
  },
  ...SNAPSHOT_COMMANDS,
  ...KAFKA_COMMANDS,
  ...SERVER_COMMANDS,
  ...MONITORING_COMMANDS,
  {
    name: 'doctor',
    summary: {
      zh: '体检：引擎、磁盘、时钟、服务器；每个问题附办法',
      en: 'engine, disk, clock, servers; each fault with its mend',
    },
    options: [],
    settings: ['brokers', 'clickhouse_url'],
    examples: ['gigacity doctor'],
    load: () => import('./commands/doctor.ts'),
  },
];
