import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Completeness, DutyReporting, ReportCell } from '../../indicators/trust/reporting.ts';
import { countReports } from '../../indicators/trust/reporting.ts';
import { findStream } from '../../ingest/streams.ts';
import { carrierName, shortName } from '../names.ts';
import { LACK_WORDS, SUBJECT_WORDS } from '../words.ts';
import type { Markup } from './html.ts';
import { both, html } from './html.ts';
import { sheet } from './sheet.ts';

/** Who has not reported, duty by duty; duties that are wholly on time have a line without names. */
export function reporting(catalogue: Catalogue, { period, duties }: Completeness): Markup {
  const rows = duties.map((one) => {
    const { expected, received, late, missing } = countReports(one.cells);
    return html`<tr>
      <th scope="row">${nameOf(catalogue, one)}</th>
      <td class="number">${one.due ?? '—'}</td>
      <td class="number">${received}/${expected}</td>
      <td class="number ${late > 0 ? 'warn' : ''}">${late > 0 ? html`△ ${late}` : '0'}</td>
      <td class="number ${missing > 0 ? 'bad' : ''}">${missing > 0 ? html`✗ ${missing}` : '0'}</td>
      <td>${namesOf(catalogue, one.cells)}</td>
    </tr>`;
  });
  return sheet({ kind: 'reports', label: '报送情况 completeness', caption: period.name, heads: HEADS, rows });
}

const HEADS = [
  { text: both({ zh: '报表', en: 'report' }) },
  { text: both({ zh: '期限', en: 'due' }), isNumber: true },
  { text: both({ zh: '已报/应报', en: 'received' }), isNumber: true },
  { text: both({ zh: '迟报', en: 'late' }), isNumber: true },
  { text: both({ zh: '缺报', en: 'missing' }), isNumber: true },
  { text: both({ zh: '谁', en: 'who' }) },
];

/** What is reported, in words, with the stream's own name beside it. */
function nameOf({ registries }: Catalogue, { duty: { stream, subject }, period }: DutyReporting): Markup {
  const title = findStream(stream)?.title.zh ?? stream;
  const about =
    subject === undefined
      ? undefined
      : (registries.statistics.find(({ id }) => id === subject)?.name.zh ?? SUBJECT_WORDS[subject]?.zh ?? subject);
  const words = [title, ...(about === undefined ? [] : [about]), ...(period === null ? [] : [period])];
  return html`${words.join(' · ')} <small>${[stream, ...(subject === undefined ? [] : [subject])].join(' · ')}</small>`;
}

/** More districts than these are counted instead of named. */
const NAMED = 6;

function namesOf(catalogue: Catalogue, cells: readonly ReportCell[]): Markup {
  const lacking = cells.filter(({ state }) => state === 'missing' || state === 'late');
  const lines = [...new Set(lacking.map(({ carrier }) => carrier))].map((carrier) => {
    const own = lacking.filter((cell) => cell.carrier === carrier);
    const missing = own.filter(({ state }) => state === 'missing');
    const parts = [
      ...(missing.length === 0 ? [] : [`缺报 ${districtsOf(catalogue, missing)}${whyOf(missing)}`]),
      ...(missing.length === own.length
        ? []
        : [
            `迟报 ${districtsOf(
              catalogue,
              own.filter(({ state }) => state === 'late'),
            )}`,
          ]),
    ];
    return html`<li>${carrierName(catalogue, carrier, 'zh')}：${parts.join('；')}</li>`;
  });
  return lines.length === 0
    ? html``
    : html`<ul class="names">
        ${lines}
      </ul>`;
}

function districtsOf(catalogue: Catalogue, cells: readonly ReportCell[]): string {
  return cells.length > NAMED
    ? `${String(cells.length)} 个区`
    : cells.map(({ district }) => shortName(catalogue, district)).join('、');
}

function whyOf(cells: readonly ReportCell[]): string {
  const whys = new Set(cells.flatMap(({ why, last = '' }) => (why === undefined ? [] : [LACK_WORDS[why](last).zh])));
  return whys.size === 1 ? `（${[...whys].join('')}）` : '';
}
