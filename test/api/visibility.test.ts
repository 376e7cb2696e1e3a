import { expect, test } from 'vitest';
import { visibleTo } from '../../api/visibility.ts';

const city = '310000';
const district = { district: { code: '310115', city } };

test('a district’s key sees its own rows and the totals of its city', () => {
  expect(visibleTo(district, { city, district: '310115' })).toBe(true);
  expect(visibleTo(district, { city })).toBe(true);
  expect(visibleTo(district, { city, district: city })).toBe(true);
});

test('a district’s key sees nothing of other districts and cities', () => {
  expect(visibleTo(district, { city, district: '310104' })).toBe(false);
  expect(visibleTo(district, { city: '500000' })).toBe(false);
  expect(visibleTo(district, { city: '500000', district: '500103' })).toBe(false);
});

test('any other key, and a caller who needs none, sees everything', () => {
  for (const key of [null, {}]) expect(visibleTo(key, { city: '500000', district: '500103' })).toBe(true);
});
