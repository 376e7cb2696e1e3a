import type { Level } from './indicator.ts';
import type { Profile } from './profile.ts';
import type { Registries } from './registries.ts';

/** Whom a value is about: a city, one of its districts, one carrier in it, or one carrier in one district. */
export interface Scope {
  readonly city: string;
  readonly district?: string;
  readonly carrier?: string;
}

export function levelOf({ district, carrier }: Scope): Level {
  if (district === undefined) return carrier === undefined ? 'city' : 'carrier';
  return carrier === undefined ? 'district' : 'district_carrier';
}

export function scopeKey({ city, district = '', carrier = '' }: Scope): string {
  return `${city}/${district}/${carrier}`;
}

/** Whether figures of a district and carrier belong to a scope. */
export function covers(scope: Scope, { district, carrier }: { district: string; carrier: string }): boolean {
  return (
    (scope.district === undefined || scope.district === district) &&
    (scope.carrier === undefined || scope.carrier === carrier)
  );
}

/** A profile's place with the codes whose figures belong to it. */
export interface Place {
  readonly profile: Profile;
  /** Districts in force and abolished, and the city's own code where the whole city is watched. */
  readonly codes: ReadonlySet<string>;
  /** Carriers that report figures of a bureau. */
  readonly authorities: ReadonlySet<string>;
}

export function placeOf(profile: Profile, registries: Registries): Place {
  const codes =
    profile.district === undefined
      ? registries.districts.filter(({ city }) => city === profile.city).map(({ code }) => code)
      : [profile.district];
  return {
    profile,
    codes: new Set(profile.district === undefined ? [profile.city, ...codes] : codes),
    authorities: new Set(registries.carriers.filter(({ authority }) => authority).map(({ code }) => code)),
  };
}

/** The place as a whole: its city, or the one district that is watched. */
export function ownScope({ city, district }: Profile): Scope {
  return district === undefined ? { city } : { city, district };
}

/** Whether a scope lies in a profile's place. */
export function isWithin({ city, district }: Scope, profile: Profile): boolean {
  return city === profile.city && (profile.district === undefined || district === profile.district);
}

/** Every scope of one level, in the order of the registries; a watched district has no figures for its city. */
export function scopesOf(profile: Profile, level: Level): readonly Scope[] {
  const { city, districts, carriers } = profile;
  switch (level) {
    case 'city':
      return profile.district === undefined ? [{ city }] : [];
    case 'district':
      return districts.map((district) => ({ city, district }));
    case 'carrier':
      return profile.district === undefined ? carriers.map((carrier) => ({ city, carrier })) : [];
    case 'district_carrier':
      return districts.flatMap((district) => carriers.map((carrier) => ({ city, district, carrier })));
    default:
      return level satisfies never;
  }
}
