import type { Command, Option } from './command.ts';

/** For whatever ingests. */
export const ACCEPT_FLOODS: Option = {
  flags: '--accept-floods',
  doc: {
    zh: '拒收过多的分区也不暂停（默认超过最近 1000 条的 20% 即暂停）',
    en: 'do not hold back partitions of which more than 20 % of the last 1,000 messages are refused',
  },
};

/** The commands around Kafka and what it brought. */
export const KAFKA_COMMANDS: readonly Command[] = [
  {
    name: 'ingest',
    summary: {
      zh: '从 Kafka 持续接收，直到收到 SIGTERM；可多进程共用一个 ClickHouse 服务器',
      en: 'take in the feeds from Kafka until SIGTERM; many processes may share one ClickHouse server',
    },
    options: [ACCEPT_FLOODS],
    settings: ['brokers', 'topic_prefix', 'group', 'clickhouse_url'],
    examples: ['GIGACITY_BROKERS=kafka:9092 GIGACITY_CLICKHOUSE_URL=http://clickhouse:8123 gigacity ingest'],
    load: () => import('./commands/ingest.ts'),
  },
  {
    name: 'topics',
    arguments: '<action>',
    summary: {
      zh: 'create：建立各运营商各数据流的主题；acl：打印只许各运营商写自己主题的命令',
      en: 'create: make the topics of every carrier and stream; acl: print commands that let carriers write their own alone',
    },
    options: [
      {
        flags: '--partitions <n>',
        doc: { zh: '每个主题的分区数（默认 4）', en: 'partitions of each topic (default: 4)' },
      },
      { flags: '--replicas <n>', doc: { zh: '副本数（默认 1）', en: 'copies of each partition (default: 1)' } },
      {
        flags: '--retention-days <n>',
        doc: { zh: '保留天数（默认 30）', en: 'days that messages are kept (default: 30)' },
      },
      {
        flags: '--print',
        doc: { zh: '打印命令（acl 只打印，不执行）', en: 'print the commands (acl prints, and runs nothing)' },
      },
    ],
    settings: ['brokers', 'topic_prefix'],
    examples: ['gigacity topics create --brokers kafka:9092 --replicas 3', 'gigacity topics acl --print'],
    load: () => import('./commands/topics.ts'),
  },
  {
    name: 'audit',
    summary: {
      zh: '核对：存储是否恰好等于账本所记的发送',
      en: 'prove that the store holds exactly what a ledger says was sent',
    },
    options: [
      {
        flags: '--ledger <file>',
        doc: { zh: 'simulate --ledger 写成的账本', en: 'ledger that simulate --ledger wrote' },
      },
    ],
    settings: ['brokers', 'clickhouse_url'],
    examples: ['gigacity audit --ledger sent.ndjson', 'gigacity audit --ledger sent.ndjson --json'],
    load: () => import('./commands/audit.ts'),
  },
  {
    name: 'dead-letters',
    arguments: '<action> [ids...]',
    summary: {
      zh: '死信：list 列出，show 查看，replay 按今天的规则重新接收',
      en: 'refused lines: list, show, or replay them by today’s rules',
    },
    options: [
      { flags: '--stream <stream>', doc: { zh: '只看一个数据流', en: 'of one stream' } },
      { flags: '--carrier <carrier>', doc: { zh: '只看一个运营商', en: 'of one carrier' } },
      { flags: '--code <code>', doc: { zh: '只看一种原因', en: 'refused for this reason' } },
      {
        flags: '--limit <n>',
        doc: { zh: '最多多少条（list 默认 50，replay 默认全部）', en: 'at most so many (list: 50, replay: all)' },
      },
      {
        flags: '--mended <file>',
        doc: { zh: '按文件中改正的一行重放这条死信', en: 'replay the one letter as the line in this file has it' },
      },
      { flags: '--all', doc: { zh: '包括已重放的', en: 'those that were replayed too' } },
    ],
    examples: [
      'gigacity dead-letters list --carrier telecom --code range',
      'gigacity dead-letters replay --stream pon-ports',
      'gigacity dead-letters replay 0f3a… --mended line.json',
    ],
    load: () => import('./commands/dead-letters.ts'),
  },
];
