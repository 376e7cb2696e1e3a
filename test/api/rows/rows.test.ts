import { describe, expect, test } from 'vitest';
import { toCompletenessRows } from '../../../api/rows/completeness.ts';
import { toDeadLetterRow } from '../../../api/rows/dead-letters.ts';
import { toIndicatorRow, toPlanRow } from '../../../api/rows/definitions.ts';
import { DIMENSIONS, dimensionTable } from '../../../api/rows/dimensions.ts';
import { namingOfCatalogue } from '../../../api/rows/naming.ts';
import { toValueRow } from '../../../api/rows/values.ts';
import { toVerdictRow } from '../../../api/rows/verdicts.ts';
import type { ValueDocument, VerdictDocument } from '../../../indicators/documents/documents.ts';
import { shippedCatalogue } from '../../support/catalogue.ts';

const catalogue = shippedCatalogue();
const naming = namingOfCatalogue(catalogue);
const real = { naming, isSimulated: false };

const VALUE: ValueDocument = {
  indicator: 'pon10g_port_share',
  scope: { city: '310000', district: '310115', carrier: 'telecom' },
  as_of: '2025-12-31',
  known_at: null,
  value: 0.5,
  numerator: 1,
  denominator: 2,
  unit: 'ratio',
  flags: ['stale', 'questioned'],
  definition_version: '1',
};

const VERDICT: VerdictDocument = {
  plan: 'yuzhong-2023-gigabit-city',
  target: 'pon10g-ports',
  indicator: 'pon10g_ports',
  scope: { city: '500000', district: '500103' },
  as_of: '2023-10-31',
  known_at: null,
  verdict: 'behind',
  rule: 'milestone_missed',
  value: VALUE,
  comparison: 'at_least',
  target_value: 12000,
  due: '2023-10-31',
  commitment: 'stated',
  gap: 1,
  missing: [],
  derived: false,
  document: { number: null, clause: '一（二）' },
  plan_version: '1',
};

describe('a flat row', () => {
  test('of a value lays its scope flat, with Chinese names beside the codes', () => {
    expect(toValueRow(VALUE, real)).toMatchObject({
      ...{ indicator_name: '城市10G-PON端口占比', level: 'district_carrier', district_code: '310115' },
      ...{ district: '浦东新区', carrier: 'telecom', value: 0.5, flags: 'stale questioned', p10: null },
    });
  });

  test('of a figure of a city names no district and no carrier', () => {
    const row = toValueRow({ ...VALUE, scope: { city: '310000' } }, real);
    expect(row).toMatchObject({ level: 'city', district_code: null, district: null, carrier: null });
  });

  test('of demo data says so', () => {
    expect(toValueRow(VALUE, { naming, isSimulated: true }).simulated).toBe(true);
  });

  test('of a verdict cites the document in its own words', () => {
    expect(toVerdictRow(VERDICT, real)).toMatchObject({
      plan_title: '渝中区千兆城市创建工作方案',
      target_text: '到2023年10月，具备千兆光纤接入端口数累计达1.2万个以上',
      ...{ verdict_name: '落后', rule_name: '阶段目标未完成', clause: '一（二）', missing_reports: 0 },
    });
  });

  test('shows a word that it does not know as it is', () => {
    expect(toVerdictRow({ ...VERDICT, verdict: 'toString' }, real).verdict_name).toBe('toString');
  });

  test('of a report that is lacking says whose and why', () => {
    const counts = { expected: 1, received: 0, on_time: 0, late: 0, missing: 1, pending: 0 };
    const report = { carrier: 'mobile', district: '310104', state: 'missing', why: 'not_yet', last: '2025-11-30' };
    const duty = { stream: 'sites-5g', subject: '', every: 'month', period: '2025-12', due: '2026-01-10', ...counts };
    const document = { profile: 'shanghai', period: '2025-12', known_at: null, ...counts };
    const [row] = toCompletenessRows({ ...document, duties: [{ ...duty, reports: [report] }] }, real);
    expect(row).toMatchObject({ district: '徐汇区', state_name: '缺报', last: '2025-11-30', revision: null });
  });

  test('of a dead letter keeps the bytes as they came, readable or not', () => {
    const row = toDeadLetterRow(
      {
        ...{ id: 'a1', stream: 'pon-ports', carrier: 'telecom', receivedAt: 0, isReplayed: false },
        origin: { source: 'gigacity.pon-ports.telecom', partition: 1, offset: 2, line: 3 },
        raw: Buffer.from([0xff, 0x41]),
        reasons: [{ code: 'not_utf8', path: '', detail: 'byte 0' }],
      },
      naming,
    );
    expect(row).toMatchObject({ received_at: '1970-01-01T00:00:00Z', raw: '\uFFFDA', raw_base64: '/0E=', offset: 2 });
  });

  test('of every shipped definition carries its content hash', () => {
    for (const indicator of catalogue.indicators.values())
      expect(toIndicatorRow(indicator, 'ab').indicator_name_en).not.toBe('');
    for (const plan of catalogue.plans.values()) expect(toPlanRow(plan, 'ab').targets).toBeGreaterThan(0);
  });

  test.each(DIMENSIONS)('of the dimension %s fills every column that it declares', (dimension) => {
    const { columns, rows } = dimensionTable(dimension, catalogue);
    const keys = columns.map(({ key }) => key);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(Object.keys(row).sort()).toEqual([...keys].sort());
  });
});
