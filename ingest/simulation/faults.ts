const COUNT = /"(stations|subscribers|covered|completed|positions_tested)":(\d+)/;
const REVISION = /"revision":\d+,/;
const DATE = /"observed_at":"(\d{4})-\d\d-\d\d/;

/**
 * What senders get wrong. Each turns a good line into a bad one, and gives back the same line where it does not apply.
 * A sender with a fault writes it into a count where the message has one, else into the revision.
 */
const FAULTS = {
  truncated_json: (line: string) => line.slice(0, Math.floor(line.length * 0.6)),
  duplicate_key: (line: string) => line.replace('"carrier":"', '"carrier":"cable","carrier":"'),
  negative_count: (line: string) => withCount(line, '-3'),
  fractional_count: (line: string) => withCount(line, '12.5'),
  unknown_district: (line: string) => line.replace(/"district":"\d+"/, '"district":"319999"'),
  unknown_technology: (line: string) => line.replace(/"technology":"[^"]+"/, '"technology":"25g-pon"'),
  impossible_date: (line: string) => line.replace(DATE, '"observed_at":"$1-02-30'),
  missing_field: (line: string) => line.replace(/"district":"\d+",/, ''),
  wrong_type: (line: string) => line.replace(/"district":"(\d+)"/, '"district":$1'),
  unknown_key: (line: string) => line.replace('"district":', '"remark":"补报","district":'),
  future_date: (line: string) =>
    line.replace(DATE, (_, year: string) => `"observed_at":"${String(Number(year) + 1)}-06-15`),
  unknown_carrier: (line: string) => line.replace(/"carrier":"\w+"/, '"carrier":"telcom"'),
  wrong_carrier: (line: string) =>
    line.replace(
      /"carrier":"(\w+)"/,
      (_, carrier: string) => `"carrier":"${carrier === 'mobile' ? 'telecom' : 'mobile'}"`,
    ),
  no_offset: (line: string) => line.replace(/("observed_at":"[^"+]+)\+08:00"/, '$1"'),
} as const;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

/** The line with the fault in it, or undefined where the fault does not apply to it. */
export function corrupt(line: string, fault: FaultName): string | undefined {
  const bad = FAULTS[fault](line);
  return bad === line ? undefined : bad;
}

function withCount(line: string, value: string): string {
  if (COUNT.test(line)) return line.replace(COUNT, `"$1":${value}`);
  return line.replace(REVISION, '').replace('"district":', `"revision":${value},"district":`);
}
