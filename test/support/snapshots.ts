import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Evaluation } from '../../indicators/evaluation.ts';
import { rational, divide } from '../../indicators/rational.ts';
import type { Scope } from '../../indicators/scope.ts';
import { placeOf } from '../../indicators/scope.ts';
import type { LineageDocument, SnapshotContent, Superseded } from '../../indicators/snapshot/snapshot.ts';
import { snapshotContent } from '../../indicators/snapshot/content.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import { judge } from '../../indicators/judging/verdict.ts';
import { shippedCatalogue } from './catalogue.ts';

const shipped = shippedCatalogue();
export const PLAN = 'yuzhong-2023-gigabit-city';
const DISTRICT: Scope = { city: '500000', district: '500103' };

/** Two indicators, one plan, one profile: small enough to change every byte of. */
export function smallCatalogue(): Catalogue {
  const only = <T>(all: ReadonlyMap<string, T>, ...ids: readonly string[]): ReadonlyMap<string, T> =>
    new Map(ids.flatMap((id) => [[id, all.get(id)]] as [string, T][]));
  return {
    ...shipped,
    indicators: only(shipped.indicators, 'pon10g_port_share', 'pon10g_ports'),
    plans: only(shipped.plans, PLAN),
    profiles: only(shipped.profiles, 'chongqing-yuzhong'),
    quality: new Map(),
    registries: {
      carriers: shipped.registries.carriers,
      districts: shipped.registries.districts.filter(({ code }) => code === '500103'),
      statistics: [],
    },
  };
}

interface Made {
  readonly catalogue?: Catalogue;
  /** Ports of 10G out of all. */
  readonly ports?: readonly [number, number];
  readonly asOf?: string;
  readonly isSimulated?: boolean;
  readonly supersedes?: Superseded | null;
  readonly challenges?: Evaluation['challenges'];
  readonly lineage?: Partial<LineageDocument>;
}

/** The content of a snapshot of one district with one quotient, one count, and one verdict. */
export function smallContent({
  catalogue = smallCatalogue(),
  ports = [9_000, 27_000],
  asOf = '2023-09-30',
  isSimulated = false,
  supersedes = null,
  challenges = [],
  lineage = {},
}: Made = {}): SnapshotContent {
  const profile = catalogue.profiles.get('chongqing-yuzhong');
  const [share, count] = [...catalogue.indicators.values()];
  const plan = catalogue.plans.get(PLAN);
  const target = plan?.targets.find(({ id }) => id === 'pon10g-ports');
  if (!profile || !share || !count || !plan || !target) throw new Error('the shipped definitions have changed');
  const [numerator, denominator] = ports.map((one) => rational(BigInt(one)));
  if (!numerator || !denominator) throw new Error('a quotient has two parts');
  const at = { scope: DISTRICT, asOf, flags: [] };
  const number: IndicatorValue = { ...at, indicator: count, value: numerator };
  const values = [{ ...at, indicator: share, value: divide(numerator, denominator), numerator, denominator }, number];
  const verdict = judge({
    ...{ plan, target, scope: DISTRICT, derived: false, formula: count.formula, asOf },
    ...{ now: { value: number, gaps: [] }, course: undefined, onDueDate: undefined },
  });
  const evaluation: Evaluation = {
    place: placeOf(profile, catalogue.registries),
    ...{ asOf, knownAt: KNOWN_AT, values, verdicts: [verdict], apportioned: [], doubts: [], challenges },
    completeness: { period: { name: '2023-08', from: '2023-08-01', to: '2023-08-31' }, duties: [] },
  };
  return snapshotContent(evaluation, {
    ...{ catalogue, knownAt: KNOWN_AT, isSimulated, engineVersion: '0.1.0', supersedes },
    lineage: { streams: [{ ...SOURCE, ...lineage }], files: [] },
  });
}

const KNOWN_AT = Date.parse('2023-10-10T00:00:00Z');

const SOURCE: LineageDocument = {
  ...{ stream: 'pon-ports', source: 'gigacity.pon-ports.telecom', partition: 2, messages: 27_000 },
  ...{ first_offset: '0', last_offset: '26999', first_line: 1, last_line: 1, content: 'ab'.repeat(16) },
  ...{ first_received_at: '2023-01-01T00:00:00Z', last_received_at: '2023-10-01T00:00:00Z' },
};

/** A key for tests alone, from RFC 8032, section 7.1. */
export function testKey(seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'hex')]),
    format: 'der',
    type: 'pkcs8',
  });
}
