import type { Command } from './command.ts';

/** Freezing figures, and telling years later that nobody has changed them. */
export const SNAPSHOT_COMMANDS: readonly Command[] = [
  {
    name: 'snapshot',
    arguments: '<action> [ids...]',
    summary: {
      zh: '快照：create 建立，list、show、diff 查看，export 导出，verify 核验，key 显示公钥',
      en: 'frozen figures: create, list, show, diff, export and verify them; key shows the public key',
    },
    options: [
      {
        flags: '--as-of <day>',
        doc: { zh: 'create：业务时点（默认今天）', en: 'create: figures of that day (today)' },
      },
      {
        flags: '--known-at <moment>',
        doc: {
          zh: 'create：只用该时刻之前收到的数据（默认此刻）',
          en: 'create: only what was received by then (now)',
        },
      },
      {
        flags: '--supersedes <id>',
        doc: { zh: 'create：更正哪个快照', en: 'create: the snapshot that the new one corrects' },
      },
      { flags: '--reason <text>', doc: { zh: 'create：更正的原因', en: 'create: why it is corrected' } },
      {
        flags: '--format <format>',
        doc: {
          zh: 'export：json、csv、xlsx、sdmx-csv，或签名 minisign、jws、ed25519（默认 json）',
          en: 'export: json, csv, xlsx, sdmx-csv, or a signature: minisign, jws, ed25519 (json)',
        },
      },
      {
        flags: '--table <table>',
        doc: {
          zh: 'export：CSV 的表：verdicts、values、completeness、doubts、challenges、method、lineage',
          en: 'export: the table of a CSV: verdicts, values, completeness, doubts, challenges, method, lineage',
        },
      },
      {
        flags: '--out <file>',
        doc: {
          zh: 'export：写入文件；json 旁另写 FILE.minisig',
          en: 'export: into a file; beside json also FILE.minisig',
        },
      },
      {
        flags: '--public-key <key>',
        doc: {
          zh: 'verify：公钥（minisign、PEM、JWK、gigacity-keys.json）',
          en: 'verify: minisign key, PEM, JWK or gigacity-keys.json',
        },
      },
      {
        flags: '--signature <file>',
        doc: {
          zh: 'verify：签名文件（默认 FILE.minisig、FILE.jws 或 FILE.sig）',
          en: 'verify: the signature (default: FILE.minisig, FILE.jws or FILE.sig)',
        },
      },
      {
        flags: '--recompute',
        doc: {
          zh: 'verify：再按当时所知从存储重算每个数',
          en: 'verify: compute every number again from the store as known then',
        },
      },
      { flags: '--limit <n>', doc: { zh: 'list：最多多少个（默认 50）', en: 'list: at most so many (50)' } },
    ],
    settings: ['profile', 'signing_key_file'],
    examples: [
      'gigacity snapshot create --as-of 2025-12-31 --profile shanghai',
      'gigacity snapshot export latest --format xlsx --out 2025.xlsx',
      'gigacity snapshot export latest --out 2025.json',
      'gigacity snapshot verify 2025.json --public-key gigacity.pub',
      'gigacity snapshot verify latest --recompute',
    ],
    load: () => import('./commands/snapshot.ts'),
  },
];
