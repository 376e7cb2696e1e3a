import { expect, test } from 'vitest';
import { findStream } from '../../ingest/streams.ts';
import { sampleDays } from '../../indicators/evaluation.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { measuresByStream } from '../../indicators/values/readings.ts';
import { compileFailures } from '../../store/failures.ts';
import type { CompiledQuery } from '../../store/query.ts';
import { compileSamples } from '../../store/samples.ts';
import { compileSpans } from '../../store/spans.ts';
import { shippedCatalogue } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';

const indicators = [...shippedCatalogue().indicators.values()].filter(({ formula }) => formula.kind !== 'external');

/** The questions that an indicator alone would ask, as known at a moment. */
function questions(indicator: Indicator): readonly CompiledQuery[] {
  const times = { zone: 'Asia/Shanghai', knownAt: Date.parse('2026-01-15T00:00:00Z') };
  const spans = [...measuresByStream([indicator])].map(([name, measures]) =>
    compileSpans({ stream: streamOf(name), measures, ...times }),
  );
  const samples = [...sampleDays([indicator], [], '2025-12-31')].flatMap(([asOf, measures]) =>
    measures.map((measure) =>
      compileSamples({
        stream: streamOf(measure.stream),
        measures: [measure],
        windowDays: measure.windowDays,
        asOf,
        districts: ['310101', '310115'],
        ...times,
      }),
    ),
  );
  return [...spans, ...samples];
}

function streamOf(name: string): NonNullable<ReturnType<typeof findStream>> {
  const stream = findStream(name);
  if (stream === undefined) throw new Error(`no stream ${name}`);
  return stream;
}

// `npx vitest run test/golden -u` writes the questions anew after a change that is meant.

test.each(indicators)('$id compiles to the SQL that it compiled to before', async (indicator) => {
  const text = questions(indicator)
    .map(({ sql, params }) => `${sql}\n\n-- ${JSON.stringify(params)}\n`)
    .join('\n');
  await expect(text).toMatchFileSnapshot(`questions/${indicator.id}.sql`);
});

test('the acceptances that fail are asked for by the SQL that asked for them before, and the engine runs it', async () => {
  const { formula } = indicators.find(({ id }) => id === 'garages_covered') ?? {};
  if (formula?.kind !== 'plain') throw new Error('expected a plain formula');
  const { stream, where } = formula.of;
  const times = { asOf: '2023-03-31', zone: 'Asia/Shanghai', knownAt: Date.parse('2026-01-15T00:00:00Z') };
  const question = compileFailures({ stream: streamOf(stream), where, districts: ['310115'], ...times });
  const text = `${question.sql}\n\n-- ${JSON.stringify(question.params)}\n`;
  await expect(text).toMatchFileSnapshot('questions/garages_covered.failures.sql');
  await expect((await emptyStore()).ask(question)).resolves.toEqual([]);
});

test('the engine runs every question', async () => {
  const store = await emptyStore();
  for (const indicator of indicators) {
    for (const question of questions(indicator))
      await expect(store.ask(question), indicator.id).resolves.toBeInstanceOf(Array);
  }
});
