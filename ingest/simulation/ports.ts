import { allocate } from './allocate.ts';
import type { City, District } from './city.ts';
import { fromDate } from './day.ts';
import { draw, fraction } from './draw.ts';

/** The ports of one carrier in one district. */
export interface PortGroup {
  readonly carrier: string;
  readonly district: District;
  /** Number of the first port among all ports of the city. */
  readonly first: number;
  readonly count: number;
  /** How many of them are still slower than 10G on the pivot day, and how many have been retired by then. */
  readonly legacy: number;
  readonly retired: number;
  readonly epon: number;
  readonly stride: number;
}

/** What happens to one port and when; a day that never comes is NEVER. */
export interface PortLife {
  opened: number;
  upgraded: number;
  fiftyG: number;
  retired: number;
  before: string;
  after: string;
}

const NEVER = Number.MAX_SAFE_INTEGER;

const FIRST_DAY = fromDate('2016-01-01');
const RETIREMENTS_FROM = fromDate('2021-01-01');
const FIFTY_G_FROM = fromDate('2025-02-01');
/** Part of the ports that were there before the openings of later years. */
const FOUNDED = 0.62;
const FOUNDED_UNTIL = fromDate('2019-01-01');

/**
 * Splits the ports by district and carrier. Legacy and retired ports are counted out, not drawn, so that the city's
 * share comes out as intended at any scale.
 */
export function portGroups(city: City, scale: number): readonly PortGroup[] {
  const cells = city.districts.flatMap((district) => city.carriers.map((carrier) => ({ district, carrier })));
  const total = Math.round(city.ports.inService * scale);
  const serving = allocate(
    total,
    cells.map(({ district, carrier }) => district.residents * carrier.fixed),
  );
  const legacy = allocate(
    total * city.ports.legacy,
    cells.map(({ district }, i) => (serving[i] ?? 0) * district.legacy),
  );
  const retired = allocate(total * city.ports.retired, serving);
  let first = 0;
  return cells.map(({ district, carrier }, i) => {
    const count = (serving[i] ?? 0) + (retired[i] ?? 0);
    const group = {
      carrier: carrier.code,
      district,
      first,
      count,
      legacy: legacy[i] ?? 0,
      retired: retired[i] ?? 0,
      epon: carrier.epon,
      stride: coprime(count),
    };
    first += count;
    return group;
  });
}

/** Writes the life of the group's port number `index` into `life` (one object serves millions of ports). */
export function readLife(
  life: PortLife,
  city: City,
  seed: number,
  { group, index }: { group: PortGroup; index: number },
): void {
  const { pivot, upgrades, tail, fiftyG } = city.ports;
  const a = draw(seed, group.first + index, 1);
  const b = draw(seed, group.first + index, 2);
  const rank = (group.stride * index + (seed % 9_973)) % group.count;
  const epon = fraction(b) < group.epon;
  life.before = epon ? 'epon' : 'gpon';
  life.after = epon ? '10g-epon' : (b & 7) < 6 ? 'xgs-pon' : 'xg-pon';
  life.upgraded = NEVER;
  life.fiftyG = NEVER;
  life.retired = NEVER;
  const age = fraction(a);
  const early = FIRST_DAY + Math.floor(age * (FOUNDED_UNTIL - FIRST_DAY));
  life.opened = early;
  const active = group.count - group.retired;
  if (rank >= active) {
    life.retired = RETIREMENTS_FROM + Math.floor(fraction(b) * (pivot - RETIREMENTS_FROM));
    return;
  }
  if (rank < group.legacy) {
    life.upgraded = pivot + 1 + Math.floor(((group.legacy - rank) / group.legacy) * tail);
    return;
  }
  life.upgraded = Math.floor(upgrades((rank - group.legacy + 0.5) / (active - group.legacy)));
  if (age > FOUNDED)
    life.opened = FOUNDED_UNTIL + Math.floor(((age - FOUNDED) / (1 - FOUNDED)) * (pivot - FOUNDED_UNTIL));
  if (life.upgraded < life.opened) life.upgraded = life.opened;
  const further = fraction(draw(seed, group.first + index, 3));
  if (further < fiftyG) life.fiftyG = Math.max(life.upgraded + 30, FIFTY_G_FROM + Math.floor((further / fiftyG) * 330));
}

export function newLife(): PortLife {
  return { opened: NEVER, upgraded: NEVER, fiftyG: NEVER, retired: NEVER, before: '', after: '' };
}

export function technologyOn(life: PortLife, day: number): string {
  if (life.fiftyG <= day) return '50g-pon';
  return life.upgraded <= day ? life.after : life.before;
}

/** A stride that visits each of `count` ports once, near the golden section so that neighbours differ. */
function coprime(count: number): number {
  let stride = Math.max(1, Math.floor(count * 0.618));
  while (divisor(stride, count) > 1) stride += 1;
  return stride;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
