import { expect, test } from 'vitest';
import { contentOf } from '../../ingest/content.ts';
import { ExactNumber } from '../../ingest/json.ts';
import { acceptances } from '../../ingest/streams/acceptances.ts';
import { sites5g } from '../../ingest/streams/sites-5g.ts';
import { speedSamples } from '../../ingest/streams/speed-samples.ts';

const SITES = {
  id: 'a',
  carrier: 'telecom',
  district: '310115',
  observed_at: '2025-03-31T23:59:59+08:00',
  rows: [
    { placement: 'outdoor', generation: '5g', stations: 3 },
    { placement: 'indoor', generation: '5g', stations: 1 },
  ],
};
const SAMPLE = { ...SITES, service: 'fixed', rows: undefined, download_mbps: 512.5 };

test('the same report in other words is the same fact', () => {
  const same = { ...SITES, id: 'b', revision: 0, observed_at: '2025-03-31T15:59:59Z', rows: SITES.rows.toReversed() };
  expect(contentOf(sites5g, same)).toBe(contentOf(sites5g, SITES));
});

test.each([
  ['a revision', { revision: 1 }],
  ['a nanosecond', { observed_at: '2025-03-31T23:59:59.000000001+08:00' }],
  ['a count', { rows: [{ placement: 'outdoor', generation: '5g', stations: 4 }] }],
])('%s makes another fact', (_, change) => {
  expect(contentOf(sites5g, { ...SITES, ...change })).not.toBe(contentOf(sites5g, SITES));
});

test('a sample is its own, by its id', () => {
  expect(contentOf(speedSamples, { ...SAMPLE, id: 'b' })).not.toBe(contentOf(speedSamples, SAMPLE));
});

test.each([
  ['512.50', '512.5'],
  ['5.125e2', '512.5'],
  ['5125e-1', '512.5'],
  ['0.00000051', '5.1e-7'],
  ['1e3', '1000'],
])('%s is the number %s, digit by digit', (one, other) => {
  const content = (text: string): string =>
    contentOf(speedSamples, { ...SAMPLE, download_mbps: new ExactNumber(text) });
  expect(content(one)).toBe(content(other));
  expect(content(one)).not.toBe(content('512.500000000000001'));
});

test('a day stands for its first moment in China', () => {
  const item = { ...SITES, programme: 'p', item: 'i', accepted_at: '2023-03-20' };
  expect(contentOf(acceptances, item)).toBe(
    contentOf(acceptances, { ...item, accepted_at: '2023-03-20T00:00:00+08:00' }),
  );
});
