import { areaList } from '@vant/area-data';
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../../indicators/catalogue.ts';
import { SHIPPED } from './shipped-files.ts';

const { registries, profiles } = loadCatalogue(SHIPPED).catalogue;

describe.each([
  ['310000', '上海市'],
  ['500000', '重庆市'],
])('the districts of %s %s', (city, name) => {
  const published = Object.entries(areaList.county_list).filter(([code]) => code.startsWith(city.slice(0, 2)));
  const own = registries.districts.filter((district) => district.city === city);

  test('in force are those of GB/T 2260, code by code and name by name', () => {
    const inForce = own.filter(({ code, until }) => code !== city && until === undefined);
    expect(inForce.map(({ code, name: { zh } }) => [code, zh]).sort()).toEqual(published.sort());
    expect(own.find(({ code }) => code === city)?.name.zh).toBe(name);
  });

  test('abolished have codes that are in force nowhere, and a last day', () => {
    const abolished = own.filter(({ until }) => until !== undefined);
    expect(abolished.length).toBeGreaterThan(3);
    expect(abolished.filter(({ code }) => published.some(([current]) => current === code))).toEqual([]);
  });
});

test('the profile of Shanghai watches all of its districts, that of Yuzhong one', () => {
  expect(profiles.get('shanghai')?.districts.length).toBe(16);
  expect(profiles.get('chongqing-yuzhong')).toMatchObject({
    city: '500000',
    district: '500103',
    districts: ['500103'],
  });
});

test('coverage is due from each carrier unless the authority reports it', () => {
  const coverage = profiles.get('shanghai')?.duties.filter(({ stream }) => stream === 'coverage');
  expect(coverage?.map(({ subject, unless, dueDay, every }) => ({ subject, unless, dueDay, every }))).toEqual([
    { subject: 'household_gigabit', unless: 'authority', dueDay: 10, every: 'month' },
    { subject: 'key_place_5g', unless: 'authority', dueDay: 10, every: 'month' },
  ]);
});

test('of the carriers the authority alone is one', () => {
  expect(registries.carriers.filter(({ authority }) => authority).map(({ code }) => code)).toEqual(['authority']);
  expect(registries.carriers.map(({ code }) => code)).toEqual([
    'telecom',
    'mobile',
    'unicom',
    'cable',
    'tower',
    'authority',
  ]);
});

test('a code that stands twice in one file is a problem; in a later file it replaces the earlier', () => {
  const twice = 'statistics: [{ id: pue, zh: 甲, en: A, unit: x }, { id: pue, zh: 乙, en: B, unit: x }]';
  expect(loadCatalogue([{ path: 'registries/a.yaml', text: twice }]).problems).toMatchObject([
    { message: '"pue" stands twice in this list', column: 50 },
  ]);
  const once = {
    path: 'my/registries/statistics.yaml',
    text: 'statistics: [{ id: pue, zh: 能效, en: Efficiency, unit: PUE }]',
  };
  const { statistics } = loadCatalogue([...SHIPPED, once]).catalogue.registries;
  expect(statistics.length).toBe(registries.statistics.length);
  expect(statistics.find(({ id }) => id === 'pue')?.name.zh).toBe('能效');
});
