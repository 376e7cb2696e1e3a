import type { MetricName } from '../names.ts';

/** Parts of Prometheus templates: what an alert says beside its labels is asked for when it is written. */

/** Marks figures that are simulated. */
export const SIMULATED = `{{ with printf "gigacity_simulated{city='%s'} == 1" $labels.city | query }}【演示数据】{{ end }}`;

const PLACE = `{{ with printf "gigacity_place_info{city='%s'}" $labels.city | query }}{{ . | first | label "NAME" }}{{ end }}`;
const WHO = `{{ if $labels.district }}{{ $labels.district }}{{ else }}${PLACE}{{ end }}{{ with $labels.carrier }} {{ . }}{{ end }}`;

/** The district or place, and the carrier where it is about one. */
export const WHOM = { zh: WHO.replace('NAME', 'name'), en: WHO.replace('NAME', 'name_en') } as const;

const INDICATOR = `{{ with printf "gigacity_indicator_info{indicator='%s'}" $labels.indicator | query }}{{ . | first | label "NAME" }}{{ else }}{{ $labels.indicator }}{{ end }}`;
export const INDICATOR_NAME = {
  zh: INDICATOR.replace('NAME', 'name'),
  en: INDICATOR.replace('NAME', 'name_en'),
} as const;

const SCOPE = ['level', 'city', 'district_code', 'carrier'];

/** The value of a metric of the alert's target, or of its indicator, as people read it; `—` where there is none. */
export function figure(name: MetricName, by: 'target' | 'indicator'): string {
  const labels = by === 'target' ? ['plan', 'target', ...SCOPE] : ['indicator', ...SCOPE];
  const matchers = labels.map((label) => `${label}='%s'`).join(',');
  const values = labels.map((label) => `$labels.${label}`).join(' ');
  const share = `{{ with printf "gigacity_indicator_info{indicator='%s',unit='ratio'}" $labels.indicator | query }}{{ $figure | humanizePercentage }}{{ else }}{{ printf "%.6g" $figure }}{{ end }}`;
  return `{{ with printf "${name}{${matchers}}" ${values} | query }}{{ $figure := . | first | value }}${share}{{ else }}—{{ end }}`;
}
