import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { dashboards } from '../../metrics/dashboards/dashboards.ts';
import { STATE_WORDS, VERDICT_WORDS } from '../../app/words.ts';

const all = dashboards({ verdicts: VERDICT_WORDS, states: STATE_WORDS });

// `npx vitest run test/golden -u` writes the dashboards anew after a change that is meant.

test.each([...all])('the dashboard %s is the one that is written down', async (name, dashboard) => {
  const text = `${JSON.stringify(dashboard, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(`../../metrics/grafana/dashboards/${name}.json`);
});

test('no dashboard is left that nothing writes', () => {
  const folder = fileURLToPath(new URL('../../metrics/grafana/dashboards', import.meta.url));
  expect(readdirSync(folder).sort()).toEqual([...all.keys()].map((name) => `${name}.json`).sort());
});
