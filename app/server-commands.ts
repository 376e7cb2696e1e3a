import type { Command } from './command.ts';

/** The commands around the server: who may use it, who did, and what they dispute. */
export const SERVER_COMMANDS: readonly Command[] = [
  {
    name: 'keys',
    arguments: '<action> [id]',
    summary: {
      zh: 'API 密钥：create 建立（只显示一次），list 列出，revoke 吊销',
      en: 'API keys: create (shown once), list, revoke',
    },
    options: [
      {
        flags: '--role <role>',
        doc: {
          zh: 'read、regulator（快照）、operator（死信、建快照）、upload（一个运营商上传）或 notify（Alertmanager）',
          en: 'read, regulator (snapshots), operator (dead letters, making snapshots), upload (of one carrier) or notify (Alertmanager)',
        },
      },
      {
        flags: '--district <district>',
        doc: { zh: '只看一个区及全市合计', en: 'sees one district and the totals of its city alone' },
      },
      { flags: '--carrier <carrier>', doc: { zh: '上传密钥所属的运营商', en: 'whose measurements may be uploaded' } },
      { flags: '--expires <day>', doc: { zh: '最后有效日', en: 'the last day on which it is valid' } },
      { flags: '--name <name>', doc: { zh: '谁在用', en: 'whose it is' } },
    ],
    settings: ['api_keys_file'],
    examples: [
      'gigacity keys create --role regulator --name 市通信管理局 --expires 2026-12-31 --api-keys-file ./keys.json',
      'gigacity keys create --role upload --carrier telecom --api-keys-file ./keys.json',
      'gigacity keys list --api-keys-file ./keys.json',
    ],
    load: () => import('./commands/keys.ts'),
  },
  {
    name: 'audit-log',
    summary: { zh: '谁向服务器要了什么', en: 'who asked the server for what' },
    options: [
      {
        flags: '--since <moment>',
        doc: { zh: '从该时刻起（RFC 3339，或某日＝该日零点）', en: 'from then on (RFC 3339, or a day = its start)' },
      },
      { flags: '--key <id>', doc: { zh: '只看一个密钥', en: 'of one key' } },
      { flags: '--limit <n>', doc: { zh: '最多多少条（默认 50）', en: 'at most so many (default: 50)' } },
    ],
    examples: ['gigacity audit-log --since 2026-01-01', 'gigacity audit-log --key 4f1c0d9a2b7e --json'],
    load: () => import('./commands/audit-log.ts'),
  },
  {
    name: 'challenges',
    arguments: '<action> [id]',
    summary: {
      zh: '对数值的异议：list 列出，show 查看，answer 答复并关闭',
      en: 'disputed values: list, show, or answer one, which closes it',
    },
    options: [
      { flags: '--state <state>', doc: { zh: 'open、answered 或 corrected', en: 'open, answered or corrected' } },
      { flags: '--text <answer>', doc: { zh: '答复', en: 'the answer' } },
    ],
    examples: [
      'gigacity challenges list --state open',
      'gigacity challenges answer c-0123456789ab --text "已与运营商复核，数据无误"',
    ],
    load: () => import('./commands/challenges.ts'),
  },
];
