import { expect, test } from 'vitest';
import { findStream } from '../../ingest/streams.ts';
import type { Measure } from '../../store/measure.ts';
import { compileRefusals } from '../../store/refusals.ts';
import { compileReports } from '../../store/reports.ts';
import { compileWaterfall } from '../../store/waterfall.ts';
import { emptyStore } from '../support/embedded.ts';

/** One measure of each kind of stream that sends reports, and the one inventory whose entities take effect later. */
const measures: readonly Measure[] = [
  { kind: 'count', stream: 'pon-ports', where: { area: { kind: 'one_of', words: ['urban'] } } },
  { kind: 'count', stream: 'acceptances', where: {} },
  {
    kind: 'sum',
    stream: 'subscribers',
    field: 'subscribers',
    where: { service: { kind: 'one_of', words: ['fixed'] } },
  },
  { kind: 'largest', stream: 'statistics', field: 'value', where: {} },
  { kind: 'sum', stream: 'programme-progress', field: 'completed', where: {} },
];

function questionsOf(measure: Measure): ReturnType<typeof compileReports>[] {
  const stream = findStream(measure.stream);
  if (stream === undefined) throw new Error(`no stream ${measure.stream}`);
  const question = {
    stream,
    asOf: '2025-12-31',
    zone: 'Asia/Shanghai',
    knownAt: Date.parse('2026-01-15T00:00:00Z'),
    districts: ['310101', '310115'],
    carriers: ['telecom'],
    subjects: stream.subject === undefined ? null : ['fixed'],
  };
  return [compileReports({ ...question, measures: [measure] }), compileWaterfall(question), compileRefusals(question)];
}

test.each(measures)(
  'what a number of $stream rests on compiles to the SQL that it compiled to before',
  async (measure) => {
    const text = questionsOf(measure)
      .map(({ sql, params }) => `${sql}\n\n-- ${JSON.stringify(params)}\n`)
      .join('\n');
    await expect(text).toMatchFileSnapshot(`lineage/${measure.stream}.sql`);
  },
);

test('the engine runs each of them', async () => {
  const store = await emptyStore();
  for (const question of measures.flatMap(questionsOf))
    await expect(store.ask(question)).resolves.toBeInstanceOf(Array);
});
