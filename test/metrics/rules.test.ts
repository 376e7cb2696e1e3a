import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rulesFiles } from '../../metrics/rules/files.ts';
import { shippedCatalogue } from '../support/catalogue.ts';

const FOLDER = fileURLToPath(new URL('../../metrics/prometheus/rules', import.meta.url));
const files = rulesFiles(shippedCatalogue());

describe('the rules of the repository', () => {
  it.each(files)('$name is what the table of metrics and the plans give', async ({ name, text }) => {
    await expect(text).toMatchFileSnapshot(`${FOLDER}/${name}`);
  });

  it('are no more than those', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(files.map(({ name }) => name).sort());
  });
});
