import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { streamJsonSchema } from '../../ingest/json-schema.ts';
import { streamPage } from '../../ingest/stream-page.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { feedFileName, simulate } from '../../ingest/simulation/simulate.ts';
import { SHANGHAI_2025 } from '../../ingest/simulation/demo.ts';
import { judge } from '../../ingest/judge.ts';
import { createTable } from '../../store/schema.ts';

import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { raw } from '../support/load.ts';

// `npx vitest run test/golden -u` writes these files anew from the declarations.

test.each(STREAMS)('the JSON Schema of $name is that of its declaration', async (stream) => {
  await expect(`${JSON.stringify(streamJsonSchema(stream), null, 2)}\n`).toMatchFileSnapshot(
    `../../docs/streams/${stream.name}.schema.json`,
  );
});

test.each(STREAMS)('the page of $name is that of its declaration', async (stream) => {
  await expect(streamPage(stream)).toMatchFileSnapshot(`../../docs/streams/${stream.name}.md`);
});

test.each(STREAMS)('the example on the page of $name is admitted', (stream) => {
  const judged = judge(raw(stream.name, JSON.stringify(stream.example)), shippedRules(shippedCatalogue()));
  expect(judged).toMatchObject({ deadLetters: [], measurements: [{ message: stream.example }] });
});

test.each(STREAMS)('the table of $name is the declaration; a change of it needs a migration', async (stream) => {
  await expect(`${createTable(stream)}\n`).toMatchFileSnapshot(`tables/${stream.name}.sql`);
});

test.each(STREAMS)(
  'the JSON Schema of $name admits the simulated feed, in the words that the program refuses with',
  (stream) => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(streamJsonSchema(stream));
    let seen = 0;
    for (const city of ['310000', '500000']) {
      const options = {
        ...SHANGHAI_2025.options,
        city,
        from: '2023-01-01',
        to: '2023-04-30',
        scale: 0.001,
        streams: [stream.name],
      };
      for (const message of simulate(options)) {
        if (message.fault !== undefined) continue;
        expect(feedFileName(message)).toMatch(/^[a-z0-9-]+\.[a-z]+\.ndjson$/);
        expect(validate(JSON.parse(message.line)), JSON.stringify(validate.errors)).toBe(true);
        seen += 1;
        if (seen > 2_000) return;
      }
    }
    expect(seen + (stream.name === 'programme-progress' ? 1 : 0)).toBeGreaterThan(0);
  },
);
