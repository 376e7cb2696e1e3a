import { expect, test } from 'vitest';
import { loadCatalogue } from '../../../indicators/catalogue.ts';
import { shippedWith } from './shipped-files.ts';

function withKnownAt(text: string): ReturnType<typeof loadCatalogue> {
  const base = 'base: 2024-12-31';
  return loadCatalogue(
    shippedWith('indicators/catalogue/new_5ga_stations.yaml', base, `${base}\n    base_known_at: ${text}`),
  );
}

test('a base may name the moment as of which it is known, or the day', () => {
  for (const moment of ['2025-01-31', '2025-01-31T18:00:00+08:00']) {
    const formula = withKnownAt(moment).catalogue.indicators.get('new_5ga_stations')?.formula;
    expect(formula).toMatchObject({ kind: 'difference', base: '2024-12-31', baseKnownAt: moment });
  }
});

test('a base that names no moment is refused with its place', () => {
  const errors = withKnownAt('the-eve').problems.filter(({ severity }) => severity === 'error');
  expect(errors[0]).toMatchObject({
    line: 15,
    message: 'base_known_at: expected a moment such as 2025-01-31T18:00:00+08:00, or a day, got "the-eve"',
  });
});
