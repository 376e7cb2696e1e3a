import { stringify } from 'csv-stringify/sync';
import type { ExactValueDocument } from '../../indicators/documents/exact-documents.ts';
import type { Snapshot } from '../../indicators/snapshot/snapshot.ts';

/** The structure that the columns follow; a change of them is a new version. */
const STRUCTURE = 'GIGACITY:DF_INDICATORS(1.0)';

const HEAD = [
  ...['STRUCTURE', 'STRUCTURE_ID', 'ACTION'],
  ...['INDICATOR', 'REF_AREA', 'CARRIER', 'TIME_PERIOD', 'OBS_VALUE'],
  ...['UNIT_MEASURE', 'OBS_STATUS', 'NUMERATOR', 'DENOMINATOR', 'REASON', 'FLAGS', 'DEFINITION', 'KNOWN_AT'],
];

/** The values of a snapshot as SDMX-CSV 2.0: an observation a line, CRLF, UTF-8 without a byte order mark. */
export function toSdmxCsv({ values, as_of, known_at, definitions }: Snapshot): string {
  const hashes = new Map(definitions.indicators.map(({ id, sha256 }) => [id, sha256]));
  const rows = values.map((value) => [
    ...['dataflow', STRUCTURE, 'I'],
    ...[value.indicator, value.scope.district ?? value.scope.city, value.scope.carrier ?? TOTAL, as_of],
    ...[value.value ?? '', value.unit, statusOf(value), value.numerator ?? '', value.denominator ?? ''],
    ...[value.reason ?? '', value.flags.join(' '), hashes.get(value.indicator) ?? '', known_at],
  ]);
  return stringify([HEAD, ...rows], { record_delimiter: '\r\n' });
}

/** All carriers together. */
const TOTAL = '_T';

/** Of the code list CL_OBS_STATUS: A normal, U of low reliability, O missing. */
function statusOf({ value, flags }: ExactValueDocument): string {
  if (value === null) return 'O';
  return flags.includes('questioned') || flags.includes('stale') ? 'U' : 'A';
}
