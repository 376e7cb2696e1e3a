import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../../indicators/catalogue.ts';
import type { Problem } from '../../../indicators/loading/source.ts';
import { SHIPPED, shippedWith } from '../loading/shipped-files.ts';

const UPGRADES = 'indicators/plans/shanghai-2021-broadband-upgrade.yaml';
const GARAGES = 'indicators/plans/shanghai-2023-garage-coverage.yaml';

function errors(path: string, from: string, to: string): readonly Problem[] {
  const { catalogue, problems } = loadCatalogue(shippedWith(path, from, to));
  const found = problems.filter(({ severity }) => severity === 'error');
  if (found.length > 0) expect(catalogue.plans.size).toBe(5);
  return found;
}

describe('one wrong cell is refused and named, with what it must have been', () => {
  test.each([
    [
      'a share',
      UPGRADES,
      '[上海电信, 12, 24, 16, 52]',
      '[上海电信, 13, 24, 16, 52]',
      '13',
      '附件1 任务分解表（运营商）, row 上海电信, column 一季度: printed 13, computed 12',
    ],
    [
      'a tenth',
      UPGRADES,
      '[浦东新区, 11.7, 3.8, 2.5, 18.0]',
      '[浦东新区, 11.8, 3.8, 2.5, 18.0]',
      '11.8',
      '附件2 任务分解表（各区）, row 浦东新区, column 上海电信: printed 11.8, computed 11.7',
    ],
    [
      "a row's total",
      GARAGES,
      '[长宁区, 6, 12, 12, 18, 48]',
      '[长宁区, 6, 12, 12, 18, 49]',
      '49',
      'row 长宁区, column 合计: printed 49, computed 48',
    ],
    [
      "a column's total",
      GARAGES,
      '[总计, 125, 250, 250, 375, 1000]',
      '[总计, 125, 251, 250, 375, 1000]',
      '251',
      'row 总计, column 二季度: printed 251, computed 250',
    ],
    [
      'the grand total',
      UPGRADES,
      'totals: [全市, 52, 20, 8, 80]',
      'totals: [全市, 52, 20, 8, 81]',
      '81',
      'row 全市, column 合计: printed 81, computed 80',
    ],
  ])('%s', (_what, path, from, to, cell, message) => {
    const found = errors(path, from, to);
    expect(found.length).toBe(1);
    const [problem] = found;
    expect(problem?.message).toContain(message);
    expect(problem?.sourceLine.slice(problem.column - 1)).toMatch(new RegExp(`^${cell.replace('.', '\\.')}[,\\]]`));
  });
});

test('two cells that are wrong together are reported at the totals that they miss', () => {
  const found = errors(GARAGES, '[长宁区, 6, 12, 12, 18, 48]', '[长宁区, 7, 13, 12, 18, 48]').map(
    ({ message }) => message,
  );
  expect(found.map((message) => message.replace(/^[^,]*, /, ''))).toEqual([
    'row 长宁区, column 合计: printed 48, computed 50 from its row',
    'row 总计, column 一季度: printed 125, computed 126 from its column',
    'row 总计, column 二季度: printed 250, computed 251 from its column',
  ]);
});

test('two tables that each add up but disagree are refused', () => {
  const found = errors(
    UPGRADES,
    `      - [上海移动, 5, 10, 5, 20]
      - [上海联通, 2, 4, 2, 8]`,
    `      - [上海移动, 5, 10, 4, 19]
      - [上海联通, 2, 4, 3, 9]`,
  );
  expect(found.map(({ message }) => message)).toEqual([
    '附件2 任务分解表（各区）, row 全市, column 上海移动: printed 200000, computed 190000 from 附件1 任务分解表（运营商）, row 上海移动, column 三季度 (summed up)',
    '附件2 任务分解表（各区）, row 全市, column 上海联通: printed 80000, computed 90000 from 附件1 任务分解表（运营商）, row 上海联通, column 三季度 (summed up)',
  ]);
});

test('a table that disagrees with the milestones of the text is refused', () => {
  const [problem, ...others] = errors(GARAGES, '{ date: 2023-06-30, value: 375 }', '{ date: 2023-06-30, value: 376 }');
  expect(problem?.message).toContain(
    'column 二季度 (summed up): printed 375, computed 376 from target "city" by 2023-06-30',
  );
  expect(others).toEqual([]);
});

test('tables are told of in Chinese too', () => {
  const [cell] = errors(UPGRADES, 'totals: [全市, 52, 20, 8, 80]', 'totals: [全市, 52, 20, 8, 81]');
  expect(cell?.zh.message).toContain('“全市”行，“合计”列：印的是 81');
  expect(cell?.zh.message).toContain('应为 80');
  const [column] = errors(GARAGES, '{ date: 2023-06-30, value: 375 }', '{ date: 2023-06-30, value: 376 }');
  expect(column?.zh.message).toContain('“二季度”列（累计）：印的是 375，按目标“city”（2023-06-30 前）应为 376');
});

test('a row that names no district is refused with what was meant, and a row too short as well', () => {
  expect(errors(GARAGES, '[浦东新区, 28,', '[浦东区, 28,')).toMatchObject([
    { message: 'no district is called "浦东区"', hint: 'did you mean "浦东新区"?' },
  ]);
  expect(errors(GARAGES, '[长宁区, 6, 12, 12, 18, 48]', '[长宁区, 6, 12, 12, 48]')).toMatchObject([
    { message: 'row "长宁区": expected 5 figures, got 4' },
  ]);
});

test('a column that lies after the due date is refused, as a milestone of the text is', () => {
  const found = errors(GARAGES, '{ heading: 四季度, until: 2023-12-31 }', '{ heading: 四季度, until: 2024-12-31 }');
  expect(found.map(({ message, zh }) => [message, zh.message])).toEqual([
    ['the column lies after the due date, 2023-12-31', '该列晚于期限 2023-12-31'],
  ]);
});

test("a user's own plan is held to its sums in the same way, cumulative columns included", () => {
  const plan = (last: string): string => `id: mine
version: 1
title: { zh: 计划, en: A plan }
issuers: [某局]
number: null
date: 2024-01-01
jurisdiction: 310000
tables:
  - id: cells
    heading: 表
    clause: 附件
    indicator: outdoor_5g_stations
    commitment: must
    comparison: at_least
    due: 2024-12-31
    rows: district
    basis: cumulative
    columns: [{ heading: 年中, until: 2024-06-30 }, { heading: 年底, until: 2024-12-31 }, { heading: 全年, total: true }]
    printed: [[黄浦区, 10, 25, 25], [徐汇区, 0.5, 1.5, ${last}]]
    totals: [合计, 10.5, 26.5, 26.5]
`;
  const load = (last: string) => loadCatalogue([...SHIPPED, { path: 'my/plans/mine.yaml', text: plan(last) }]);
  expect(load('1.5').catalogue.plans.get('mine')?.targets[1]).toMatchObject({
    id: 'cells.310104',
    value: '1.5',
    milestones: [{ value: '0.5', basis: 'cumulative' }, { value: '1.5' }],
  });
  const broken = load('1.4');
  expect(broken.catalogue.plans.has('mine')).toBe(false);
  expect(broken.problems.find(({ severity }) => severity === 'error')).toMatchObject({
    line: 19,
    message: '附件 表, row 徐汇区, column 全年: printed 1.4, computed 1.5 from the rest of its row and of its column',
  });
});
