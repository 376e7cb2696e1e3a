import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { BigValueColorMode, BigValueTextMode } from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { ReportState } from '../../indicators/trust/reporting.ts';
import { REPORT_STATES } from '../../indicators/trust/reporting.ts';
import type { Board } from './board.ts';
import { CITY_ALERTS, toDistrict } from './board.ts';
import { firing, provenance } from './common-panels.ts';
import { apiQuery, number, text } from './infinity.ts';
import { arranged, bars, COLOURED, COLOURED_CELL, matrix, stat, steps, table } from './panels.ts';
import { maxBy, series, sumBy, withCarrierName } from './promql.ts';
import { CARRIER, CITY, STREAM } from './variables.ts';
import type { Words } from './verdicts.ts';
import { numberMapping, STATE_COLOURS, wordMapping } from './verdicts.ts';

const ASKED = { city: '$city', stream: { in: '$stream' } } as const;
const CELL = ['district_code', 'district', 'stream', 'subject', 'carrier'];

/** Who has reported what is due. */
export function completenessBoard(words: Words): Board {
  return {
    name: 'completeness',
    title: '报送完整性',
    description: 'Who has reported what was due last, who is late, and which accepted figures are doubtful.',
    variables: [CITY, STREAM, CARRIER],
    time: { from: 'now-30d', to: 'now' },
    alerts: CITY_ALERTS,
    panels: [...provenance(), counts(words), reportMatrix(words), lacking(words), ages(), doubts(), firing()],
  };
}

function counts(words: Words): Builder<Panel> {
  const cells = maxBy([...CELL, 'state'], series('gigacity_reports', ASKED));
  const panel = stat(
    {
      title: '各状态报表数',
      description: 'Reports that were due last, by what became of them.',
      unit: 'short',
      width: 16,
      height: 4,
    },
    [{ expr: sumBy(['state'], cells), over: 'now', legend: '{{state}}' }],
  )
    .colorMode(BigValueColorMode.Background)
    .textMode(BigValueTextMode.ValueAndName);
  for (const state of REPORT_STATES) {
    panel.overrideByName(state, [
      { id: 'displayName', value: words.states[state].zh },
      { id: 'color', value: { mode: 'fixed', fixedColor: STATE_COLOURS[state] } },
    ]);
  }
  return panel;
}

function reportMatrix(words: Words): Builder<Panel> {
  const states = REPORT_STATES.map(
    (state, i) =>
      `${String(i + 1)} * (${series('gigacity_reports', { ...ASKED, carrier: { in: '$carrier|authority' }, state })} == 1)`,
  ).join(' or ');
  const feeds = `label_join(${maxBy(CELL, states)}, "feed", " ", "stream", "subject", "carrier")`;
  const whole = `label_replace(${feeds}, "district", "全市", "district", "")`;
  return matrix(
    {
      title: '报送矩阵',
      description:
        'Districts by stream, subject and carrier: what became of the report that was due last. 全市 is the city’s own report.',
      unit: 'none',
      width: 24,
      height: 18,
    },
    [{ expr: whole, over: 'now', format: 'table' }],
    { row: 'district', column: 'feed', value: 'Value', heading: '区' },
  )
    .mappings([numberMapping(REPORT_STATES.map((state) => [words.states[state].zh, STATE_COLOURS[state]]))])
    .cellOptions(COLOURED)
    .dataLinks([toDistrict()]);
}

const LACKING: readonly ReportState[] = ['missing', 'late'];

function lacking(words: Words): Builder<Panel> {
  return table(
    {
      title: '缺报与迟报',
      description:
        'Reports that are missing or came late, with the day that they were due and the last that was reported.',
      unit: 'none',
      width: 24,
      height: 10,
    },
    [
      apiQuery('/v1/completeness', {
        filters: { city: '$city', stream: '${stream:csv}', carrier: '${carrier:csv}', state: LACKING.join() },
        columns: [
          text('stream', '数据流'),
          text('subject', '内容'),
          text('period', '报告期'),
          text('carrier_name', '运营商'),
          text('district', '区'),
          text('state_name', '状态'),
          text('due', '截止日'),
          text('first_received_at', '首次收到'),
          text('last', '最近报送'),
          text('why', '原因'),
          number('revision', '修订号'),
        ],
      }),
    ],
  ).overrideByName('状态', [{ id: 'mappings', value: [wordMapping(words.states, STATE_COLOURS)] }, COLOURED_CELL]);
}

function ages(): Builder<Panel> {
  const oldest = maxBy(
    ['stream', 'carrier'],
    series('gigacity_report_age_seconds', { ...ASKED, carrier: { in: '$carrier|authority' } }),
  );
  return bars(
    {
      title: '报表年龄',
      description:
        'Age of the oldest of the latest reports of each stream and carrier at the day that the figures describe.',
      unit: 's',
      width: 12,
      height: 10,
    },
    [{ expr: withCarrierName(oldest), over: 'now', legend: '{{stream}} {{carrier_name}}' }],
  )
    .min(0)
    .thresholds(steps('blue'));
}

function doubts(): Builder<Panel> {
  const labels = ['kind', 'stream', 'subject', 'district', 'carrier'];
  return table(
    {
      title: '存疑数据',
      description:
        'Accepted figures that something speaks against, by kind and whose reports they come from; they are flagged, never changed.',
      unit: 'short',
      width: 12,
      height: 10,
    },
    [
      {
        expr: sumBy(labels, maxBy([...labels, 'district_code'], series('gigacity_quality_suspects', ASKED))),
        over: 'now',
        format: 'table',
      },
    ],
    [
      arranged([...labels, 'Value'], {
        without: ['Time'],
        names: { kind: '疑点', stream: '数据流', subject: '内容', district: '区', carrier: '运营商', Value: '条数' },
      }),
    ],
  );
}
