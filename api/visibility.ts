import type { ApiKey } from './keys.ts';

/** Whom a row is about; a row without a district, or with the city's own code for one, is the whole city's. */
export interface About {
  readonly city: string;
  readonly district?: string | undefined;
}

/**
 * Whether a key may see a row. A district's key sees the rows of its district and the totals of its city, and nothing
 * of other districts and cities; any other key, and a caller who needs none (null), sees everything.
 */
export function visibleTo(key: Pick<ApiKey, 'district'> | null, { city, district }: About): boolean {
  if (key?.district === undefined) return true;
  if (key.district.city !== city) return false;
  return district === undefined || district === city || district === key.district.code;
}
