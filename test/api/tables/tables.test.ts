import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { toCsv } from '../../../api/tables/csv.ts';
import type { Cell, Table } from '../../../api/tables/table.ts';
import { column } from '../../../api/tables/table.ts';
import { toXlsx } from '../../../api/tables/xlsx.ts';

const COLUMNS = [
  column('code', 'text', ['代码', 'code']),
  column('unit', 'text', ['单位', 'unit']),
  column('value', 'figure', ['数值', 'value']),
  column('due', 'date', ['期限', 'due']),
  column('derived', 'boolean', ['推导', 'derived']),
];

type Row = Readonly<Record<string, Cell>>;

function table(...rows: readonly Partial<Row>[]): Table {
  const blank = { code: null, unit: null, value: null, due: null, derived: null };
  return { name: { zh: '结论', en: 'Verdicts' }, columns: COLUMNS, rows: rows.map((row) => ({ ...blank, ...row })) };
}

function sheetOf(workbook: Uint8Array, number = 1): string {
  return strFromU8(unzipSync(workbook)[`xl/worksheets/sheet${String(number)}.xml`] ?? new Uint8Array());
}

describe('CSV', () => {
  test('begins with a byte order mark, ends its lines with CRLF, and quotes text but not numbers', () => {
    const text = toCsv(table({ code: '310115', unit: 'ratio', value: 0.5, due: '2025-12-31', derived: false }));
    expect(text).toBe('\uFEFF"code","unit","value","due","derived"\r\n"310115","ratio",0.5,"2025-12-31",false\r\n');
  });

  test('comes back from another reader as it went in, quotes, commas, line feeds and Chinese included', () => {
    const code = '他说：“是”, "yes"\r\n第二行';
    const [row] = parse(toCsv(table({ code })), { bom: true, columns: true });
    expect(row).toMatchObject({ code, value: '' });
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1'])('never begins text with what runs: %j', (code) => {
    const [row] = parse<Record<string, string>>(toCsv(table({ code })), { bom: true, columns: true });
    expect(row?.['code']).toBe(`'${code}`);
  });

  test('leaves negative numbers numbers', () => {
    expect(toCsv(table({ value: -5 }))).toContain(',,-5,,');
  });

  test('has Chinese heads where they are asked for', () => {
    expect(toCsv(table(), 'zh')).toBe('\uFEFF"代码","单位","数值","期限","推导"\r\n');
  });
});

describe('a workbook', () => {
  test('is the same to the byte for the same tables', () => {
    const bytes = toXlsx([table({ code: '310115', value: 0.5 })], 'zh');
    expect(toXlsx([table({ code: '310115', value: 0.5 })], 'zh')).toEqual(bytes);
    // A new compressor or layout changes the bytes of every snapshot ever served: only on purpose.
    expect(createHash('sha256').update(bytes).digest('hex')).toMatchInlineSnapshot(
      `"dd2ac4b26962984d37a9c40d9cc84458c7f078bd67822bd9e514e3dd0e11a35d"`,
    );
  });

  test('holds codes as text, counts and shares as numbers with their formats, days as days', () => {
    const sheet = sheetOf(
      toXlsx(
        [
          table(
            { code: '310115', unit: 'ratio', value: 0.5, due: '2025-12-31', derived: true },
            { unit: 'count', value: -12, derived: false },
            { unit: 'mbps', value: 1.25 },
          ),
        ],
        'zh',
      ),
    );
    expect(sheet).toContain('<c r="A2" s="2" t="inlineStr"><is><t xml:space="preserve">310115</t></is></c>');
    expect(sheet).toContain('<c r="C2" s="6"><v>0.5</v></c>');
    expect(sheet).toContain('<c r="D2" s="7"><v>46022</v></c>');
    expect(sheet).toContain('<c r="E2" t="b"><v>1</v></c>');
    expect(sheet).toContain('<c r="C3" s="4"><v>-12</v></c>');
    expect(sheet).toContain('<c r="C4" s="5"><v>1.25</v></c>');
  });

  test('keeps text that looks like a formula as it is, marked never to be run', () => {
    expect(sheetOf(toXlsx([table({ code: '=HYPERLINK("x")' })], 'zh'))).toContain(
      '<c r="A2" s="3" t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(&quot;x&quot;)</t></is></c>',
    );
  });

  test('escapes what XML cannot hold', () => {
    expect(sheetOf(toXlsx([table({ code: '<&\u0001\r_x0041_\ud800' })], 'en'))).toContain(
      '&lt;&amp;_x0001__x000D__x005F_x0041_\uFFFD',
    );
  });

  test('names its sheets within the limits of spreadsheets, each once', () => {
    const long = { zh: '一份名字很长的文件/含有斜线与更多更多更多更多更多更多的字', en: '' };
    const workbook = toXlsx(
      [
        { ...table(), name: long },
        { ...table(), name: long },
      ],
      'zh',
    );
    const names = [
      ...strFromU8(unzipSync(workbook)['xl/workbook.xml'] ?? new Uint8Array()).matchAll(/name="([^"]*)"/g),
    ];
    expect(names.map(([, name]) => name)).toEqual([
      '一份名字很长的文件 含有斜线与更多更多更多更多更多更多的字',
      '一份名字很长的文件 含有斜线与更多更多更多更多更多更多的字 2',
    ]);
  });
});
