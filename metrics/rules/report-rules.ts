import { REPORTER_LABELS } from '../metric.ts';
import type { Group } from './rule.ts';
import { SIMULATED } from './template.ts';

const REPORTER = REPORTER_LABELS.join(', ');
const WHOSE =
  '{{ $labels.carrier }} {{ or $labels.district "全市" }} {{ $labels.stream }}{{ with $labels.subject }}/{{ . }}{{ end }}';
const WHOSE_EN =
  '{{ $labels.carrier }}, {{ or $labels.district "the city" }}: {{ $labels.stream }}{{ with $labels.subject }}/{{ . }}{{ end }}';
const AGE = `{{ with printf "gigacity_report_age_seconds{city='%s',district_code='%s',stream='%s',subject='%s',carrier='%s'}" $labels.city $labels.district_code $labels.stream $labels.subject $labels.carrier | query }}{{ . | first | value | humanizeDuration }}{{ else }}—{{ end }}`;

/** Alerts about what carriers send. */
export const REPORT_RULES: Group = {
  name: 'gigacity-reports',
  alerts: [
    {
      name: 'GigacityReportLate',
      about: 'report',
      severity: 'warning',
      // Whoever simulates a city owes nobody a report.
      expr: `max by (${REPORTER}) (gigacity_reports{state="missing"} unless on (city) gigacity_simulated == 1) == 1`,
      timing: { for: '15m', keepFiringFor: '15m' },
      summary: { zh: `${WHOSE} 逾期未报`, en: `${WHOSE_EN} is overdue` },
      description: {
        zh: `应报日已过。最近一份报表距今 ${AGE}。`,
        en: `The due day has passed. Age of the latest report: ${AGE}.`,
      },
    },
    {
      name: 'GigacityQualityFlag',
      about: 'report',
      severity: 'info',
      expr: `max by (${REPORTER}, kind) (gigacity_quality_suspects) > 0`,
      timing: { for: '15m', keepFiringFor: '1h' },
      summary: {
        zh: `${SIMULATED}${WHOSE} 数据存疑（{{ $labels.kind }}）`,
        en: `${SIMULATED}${WHOSE_EN} holds doubtful figures ({{ $labels.kind }})`,
      },
      description: {
        zh: '{{ $value }} 个数值已接收并标记，未作改动。',
        en: '{{ $value }} figures were accepted and flagged; none was changed.',
      },
    },
  ],
};
