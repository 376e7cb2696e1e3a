import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DOUBTS } from '../../../indicators/trust/doubt.ts';

test('docs/verdicts.md lists every kind of doubt, in order', () => {
  const text = readFileSync(fileURLToPath(new URL('../../../docs/verdicts.md', import.meta.url)), 'utf8');
  const [, section = ''] = text.split('## What makes a value `questioned`');
  expect([...section.matchAll(/^\| `(\w+)`/gm)].map(([, kind]) => kind)).toEqual([...DOUBTS]);
});
