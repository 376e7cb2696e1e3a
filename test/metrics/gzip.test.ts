import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gzipOpening, gzipWhole } from '../../metrics/gzip.ts';

describe('a file of which the beginning is compressed beforehand', () => {
  it.each([
    ['千兆城市\n'.repeat(5000), 'end\n'],
    ['', 'nothing before'],
    ['nothing after', ''],
  ])('is one gzip member with the text of both', async (opening, rest) => {
    const whole = await gzipWhole(await gzipOpening(Buffer.from(opening)), Buffer.from(rest));
    expect(gunzipSync(whole).toString()).toBe(opening + rest);
    expect(whole.indexOf(Buffer.from([0x1f, 0x8b, 8]), 1)).toBe(-1);
  });
});
