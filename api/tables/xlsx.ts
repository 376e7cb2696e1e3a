import { strToU8, zipSync } from 'fflate';
import type { Language } from '../text.ts';
import type { Table } from './table.ts';
import { sheetXml } from './xlsx-sheet.ts';
import { STYLES_XML } from './xlsx-styles.ts';
import { xmlText } from './xml.ts';

/** The earliest time that a zip archive can hold, wherever the program runs: the same tables give the same bytes. */
const FIXED_TIME = new Date(1980, 0, 1);

/** An Office Open XML workbook, a sheet for each table; codes are text, numbers numbers, shares per cent. */
export function toXlsx(tables: readonly Table[], language: Language): Uint8Array {
  const names = sheetNames(tables.map(({ name }) => name[language]));
  const parts: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', contentTypes(tables.length)],
    ['_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', workbook(names)],
    [
      'xl/_rels/workbook.xml.rels',
      relationships([
        ...tables.map((_, i) => ['worksheet', `worksheets/${sheetFile(i)}`] as const),
        ['styles', 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', STYLES_XML],
    ...tables.map((table, i) => [`xl/worksheets/${sheetFile(i)}`, sheetXml(table, language)] as const),
  ];
  return zipSync(Object.fromEntries(parts.map(([path, text]) => [path, strToU8(text)])), {
    mtime: FIXED_TIME,
    level: 6,
  });
}

/** At most 31 characters, none of `[]:*?/\`, each once. */
function sheetNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = name.replaceAll(/[[\]:*?/\\']/g, ' ').trim() || 'Sheet';
    for (let i = 1; ; i += 1) {
      const suffix = i === 1 ? '' : ` ${String(i)}`;
      const one = plain.slice(0, 31 - suffix.length) + suffix;
      if (taken.has(one.toLowerCase())) continue;
      taken.add(one.toLowerCase());
      return one;
    }
  });
}

function sheetFile(index: number): string {
  return `sheet${String(index + 1)}.xml`;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function contentTypes(sheets: number): string {
  const overrides = [
    ['/xl/workbook.xml', 'sheet.main'],
    ['/xl/styles.xml', 'styles'],
    ...Array.from({ length: sheets }, (_, i) => [`/xl/worksheets/${sheetFile(i)}`, 'worksheet']),
  ].map(([part = '', type = '']) => `<Override PartName="${part}" ContentType="${SPREADSHEET}.${type}+xml"/>`);
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
}

function relationships(targets: readonly (readonly [string, string])[]): string {
  const lines = targets.map(
    ([type, target], i) => `<Relationship Id="rId${String(i + 1)}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

function workbook(names: readonly string[]): string {
  const sheets = names.map(
    (name, i) => `<sheet name="${xmlText(name)}" sheetId="${String(i + 1)}" r:id="rId${String(i + 1)}"/>`,
  );
  return `${HEAD}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`;
}
