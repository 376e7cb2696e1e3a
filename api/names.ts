import type { Catalogue } from '../indicators/catalogue.ts';
import type { Indicator, Name } from '../indicators/indicator.ts';
import type { Profile } from '../indicators/profile.ts';
import type { Scope } from '../indicators/scope.ts';
import type { Language } from './text.ts';

/** The Chinese name, which is always shown; in English the English one stands beside it. */
export function showName({ zh, en }: Name, language: Language): string {
  return language === 'zh' ? zh : `${zh} ${en}`;
}

export function indicatorName({ name }: Indicator, language: Language): string {
  return showName(name, language);
}

export function placeName({ name }: Profile, language: Language): string {
  return showName(name, language);
}

export function districtName({ registries }: Catalogue, code: string, language: Language): string {
  const district = registries.districts.find((one) => one.code === code);
  return district === undefined ? code : showName(district.name, language);
}

export function carrierName({ registries }: Catalogue, code: string, language: Language): string {
  const carrier = registries.carriers.find((one) => one.code === code);
  if (carrier === undefined) return code;
  return language === 'zh' ? carrier.name.zh : `${carrier.name.zh} ${code}`;
}

/** Whom a figure is about; the place as a whole is called by its own name. */
export function scopeName(
  catalogue: Catalogue,
  { district, carrier }: Scope,
  { profile, language }: { profile: Profile; language: Language },
): string {
  const parts = [
    ...(district === undefined || district === profile.district ? [] : [districtName(catalogue, district, language)]),
    ...(carrier === undefined ? [] : [carrierName(catalogue, carrier, language)]),
  ];
  return parts.length === 0 ? placeName(profile, language) : parts.join(language === 'zh' ? '' : ' · ');
}

/** 浦东新区 → 浦东: in Chinese, for the heads of narrow columns. */
export function shortName(catalogue: Catalogue, code: string): string {
  const name = districtName(catalogue, code, 'zh');
  return name.length > 2 ? name.replace(/(新区|区|县|市)$/, '') : name;
}
