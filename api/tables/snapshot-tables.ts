import { remarkIn } from '../../indicators/indicator.ts';
import type { Snapshot } from '../../indicators/snapshot/snapshot.ts';
import { completenessTable, toCompletenessRows } from '../rows/completeness.ts';
import type { Naming } from '../rows/naming.ts';
import { flatScope, namingOf } from '../rows/naming.ts';
import { SCOPE_COLUMNS, toValueRow, VALUE_COLUMNS } from '../rows/values.ts';
import { toVerdictRow, VERDICT_COLUMNS } from '../rows/verdicts.ts';
import { planTables } from './plan-table.ts';
import type { Table } from './table.ts';
import { column } from './table.ts';

export const SNAPSHOT_TABLES = [
  'verdicts',
  'values',
  'completeness',
  'doubts',
  'challenges',
  'method',
  'lineage',
] as const;
export type SnapshotTable = (typeof SNAPSHOT_TABLES)[number];

/** A snapshot as it was sealed, and the name that its bytes gave it. */
export interface NamedSnapshot {
  readonly id: string;
  readonly sha256: string;
  readonly snapshot: Snapshot;
}

/** The sheets of a workbook: the cover, one for each plan, then all that they rest on. */
export function snapshotSheets(named: NamedSnapshot): readonly Table[] {
  const naming = snapshotNaming(named.snapshot);
  return [
    cover(named),
    ...planTables(named.snapshot, naming),
    ...SNAPSHOT_TABLES.map((table) => snapshotTable(named.snapshot, table)),
  ];
}

export function snapshotTable(snapshot: Snapshot, table: SnapshotTable): Table {
  return TABLES[table](snapshot, snapshotNaming(snapshot));
}

/** Names as the snapshot itself knows them: a later rename changes no old file. */
export function snapshotNaming({ definitions }: Snapshot): Naming {
  return namingOf({
    registries: definitions.registries.definition,
    indicators: definitions.indicators.map(({ definition }) => definition),
    plans: definitions.plans.map(({ definition }) => definition),
  });
}

const TABLES: Readonly<Record<SnapshotTable, (snapshot: Snapshot, naming: Naming) => Table>> = {
  verdicts: ({ verdicts, mark }, naming) => ({
    name: { zh: '证据', en: 'Evidence' },
    columns: [...VERDICT_COLUMNS, ...EXACT],
    rows: verdicts.map((one) => ({
      ...toVerdictRow(one, { naming, isSimulated: mark !== null }),
      ...exactCells(one.value.exact),
    })),
  }),
  values: ({ values, mark }, naming) => ({
    name: { zh: '指标值', en: 'Values' },
    columns: [...VALUE_COLUMNS, ...EXACT],
    rows: values.map((one) => ({
      ...toValueRow(one, { naming, isSimulated: mark !== null }),
      ...exactCells(one.exact),
    })),
  }),
  completeness: ({ completeness, mark }, naming) =>
    completenessTable(toCompletenessRows(completeness, { naming, isSimulated: mark !== null })),
  doubts: ({ doubts }) => ({
    name: { zh: '存疑', en: 'Doubts' },
    columns: DOUBT_COLUMNS,
    rows: doubts.map(({ kind, rule, about, observed_on, figure, against, reason, details }) => ({
      ...{ kind, rule, observed_on, figure, against, reason },
      about: about.map((one) => Object.values(one).join(' ')).join('; '),
      details: details.join('; '),
    })),
  }),
  challenges: ({ challenges }, naming) => ({
    name: { zh: '异议', en: 'Challenges' },
    columns: CHALLENGE_COLUMNS,
    rows: challenges.map(({ scope, ...one }) => ({ ...one, ...flatScope(scope, naming) })),
  }),
  method: ({ definitions, engine }) => ({
    name: { zh: '方法', en: 'Method' },
    columns: METHOD_COLUMNS,
    rows: [
      ...definitions.indicators.map(({ id, sha256, definition }) => ({
        ...{ kind: 'indicator', id, sha256, name: definition.name.zh, version: String(definition.version) },
        ...{ document: definition.document.plan, clause: definition.document.clause, text: definition.document.text },
        ...{ formula: JSON.stringify(definition.formula) },
        notes: definition.notes === undefined ? null : remarkIn(definition.notes, 'zh'),
      })),
      ...definitions.plans.map(({ id, sha256, definition }) => ({
        ...{ kind: 'plan', id, sha256, name: definition.title.zh, version: String(definition.version) },
        ...{ document: definition.number, clause: null, text: definition.issuers.join('、'), formula: null },
        notes: definition.notes ?? null,
      })),
      ...[
        ...definitions.quality.map((one) => ({ kind: 'quality', ...one })),
        { kind: 'profile', ...definitions.profile },
      ].map(({ kind, id, sha256, definition }) => ({ ...NO_METHOD, kind, id, sha256, name: definition.name.zh })),
      { ...NO_METHOD, kind: 'registries', id: 'registries', sha256: definitions.registries.sha256, name: '登记表' },
      { ...NO_METHOD, kind: 'engine', id: engine.name, sha256: null, name: engine.name, version: engine.version },
    ],
  }),
  lineage: ({ lineage }) => ({
    name: { zh: '来源', en: 'Lineage' },
    columns: LINEAGE_COLUMNS,
    rows: lineage.streams.map((one) => ({
      ...one,
      files: lineage.files
        .filter(({ source }) => source === one.source)
        .map(({ sha256 }) => sha256)
        .join(' '),
    })),
  }),
};

/** Whole numbers, or fractions in lowest terms. */
const EXACT = [
  column('value_exact', 'text', ['指标值（精确）', 'Value, exact']),
  column('numerator_exact', 'text', ['分子（精确）', 'Numerator, exact']),
  column('denominator_exact', 'text', ['分母（精确）', 'Denominator, exact']),
];

function exactCells({ value, numerator, denominator }: Snapshot['values'][number]['exact']): Table['rows'][number] {
  return { value_exact: value, numerator_exact: numerator ?? null, denominator_exact: denominator ?? null };
}

const DOUBT_COLUMNS = [
  column('kind', 'text', ['种类', 'Kind']),
  column('rule', 'text', ['规则', 'Rule']),
  column('about', 'text', ['报表', 'Reports']),
  column('observed_on', 'date', ['数据日期', 'Observed on']),
  column('figure', 'number', ['数值', 'Figure']),
  column('against', 'number', ['对照', 'Against']),
  column('reason', 'text', ['原因', 'Reason']),
  column('details', 'text', ['详情', 'Details']),
];

const CHALLENGE_COLUMNS = [
  column('id', 'text', ['编号', 'Id']),
  column('indicator', 'text', ['指标代码', 'Indicator']),
  ...SCOPE_COLUMNS,
  column('as_of', 'date', ['业务时点', 'As of']),
  column('value', 'text', ['所异议的值', 'Disputed value']),
  column('reason', 'text', ['理由', 'Reason']),
  column('opened_at', 'moment', ['提出时刻', 'Opened']),
  column('opened_by', 'text', ['提出者', 'Opened by']),
  column('state', 'text', ['状态', 'State']),
];

const METHOD_COLUMNS = [
  column('kind', 'text', ['种类', 'Kind']),
  column('id', 'text', ['代码', 'Id']),
  column('name', 'text', ['名称', 'Name']),
  column('version', 'text', ['版本', 'Version']),
  column('document', 'text', ['文件', 'Document']),
  column('clause', 'text', ['条款', 'Clause']),
  column('text', 'text', ['原文', 'Words of the document']),
  column('formula', 'text', ['公式', 'Formula']),
  column('notes', 'text', ['说明', 'Notes']),
  column('sha256', 'text', ['内容哈希 SHA-256', 'SHA-256']),
];

const NO_METHOD = { version: null, document: null, clause: null, text: null, formula: null, notes: null };

const LINEAGE_COLUMNS = [
  column('stream', 'text', ['数据流', 'Stream']),
  column('source', 'text', ['主题或文件', 'Topic or file']),
  column('partition', 'number', ['分区', 'Partition']),
  column('messages', 'number', ['消息数', 'Messages']),
  column('first_offset', 'text', ['起始偏移量', 'First offset']),
  column('last_offset', 'text', ['末尾偏移量', 'Last offset']),
  column('first_line', 'number', ['首行', 'First line']),
  column('last_line', 'number', ['末行', 'Last line']),
  column('first_received_at', 'moment', ['最早收到', 'First received']),
  column('last_received_at', 'moment', ['最近收到', 'Last received']),
  column('content', 'text', ['内容校验', 'Content check']),
  column('files', 'text', ['文件哈希 SHA-256', 'SHA-256 of the file']),
];

function cover({ id, sha256, snapshot }: NamedSnapshot): Table {
  const { place, as_of, known_at, mark, supersedes, engine, values, verdicts, challenges } = snapshot;
  const rows: readonly (readonly [string, string | number | null])[] = [
    ['快照编号 Snapshot', id],
    ['标记 Mark', mark],
    ['地区 Place', place.name.zh],
    ['区划代码 Code', place.code],
    ['业务时点 As of', as_of],
    ['所知时点 Known at', known_at],
    ['指标值数 Values', values.length],
    ['结论数 Verdicts', verdicts.length],
    ['未结异议 Open challenges', challenges.length],
    ['更正的快照 Supersedes', supersedes?.id ?? null],
    ['更正原因 Reason', supersedes?.reason ?? null],
    ['引擎版本 Engine', `${engine.name} ${engine.version}`],
    ['内容 SHA-256', sha256],
  ];
  return {
    name: { zh: '封面', en: 'Cover' },
    columns: [column('item', 'text', ['项目', 'Item']), column('content', 'text', ['内容', 'Content'])],
    rows: rows.map(([item, content]) => ({ item, content })),
  };
}
