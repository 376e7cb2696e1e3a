import { allocate } from './allocate.ts';
import type { CarrierShare, City, District } from './city.ts';
import { digest, draw, fraction } from './draw.ts';

/** One carrier in one district. */
export interface Cell {
  readonly district: District;
  readonly carrier: CarrierShare;
}

export function gridOf(city: City): readonly Cell[] {
  return city.districts.flatMap((district) => city.carriers.map((carrier) => ({ district, carrier })));
}

/**
 * Splits a city's figure over its cells. Every cell's weight is shifted by up to ±3 %, always the same way for the same
 * seed and purpose, so that no two districts look alike and a cell's history stays smooth.
 */
export function splitOver(
  cells: readonly Cell[],
  seed: number,
  { total, purpose, weight }: { total: number; purpose: string; weight: (cell: Cell) => number },
): readonly number[] {
  return allocate(
    total,
    cells.map(
      (cell) =>
        weight(cell) *
        (0.97 + 0.06 * fraction(draw(seed, digest(purpose), digest(cell.district.code + cell.carrier.code)))),
    ),
  );
}
