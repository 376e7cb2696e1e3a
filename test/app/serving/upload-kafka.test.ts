import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fromTopic } from '../../../ingest/topics.ts';
import { createFeedTopics, feedOf, LAST_DAY } from '../../support/feeder.ts';
import { GigacityProcess } from '../../support/gigacity-process.ts';
import { describeWithKafka } from '../../support/with-kafka.ts';
import { allCommitted, LogReader } from '../../support/log-reader.ts';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

const PREFIX = 'uploaded';

/** A file for each stream and carrier; lines of another carrier are left out, which a plain file does not refuse. */
function feeds() {
  const lines = feedOf(PREFIX).filter(({ topic, value }) => {
    const named = /"carrier":"([^"]*)"/.exec(value)?.[1];
    return named === undefined || named === fromTopic(PREFIX, topic)?.carrier;
  });
  return [...new Set(lines.map(({ topic }) => topic))].map((topic) => {
    const own = lines.filter((line) => line.topic === topic);
    const rejected = own.filter(({ poison }) => poison[0] === true).length;
    const { stream = '', carrier = '' } = fromTopic(PREFIX, topic) ?? {};
    return { topic, stream, carrier, text: own.map(({ value }) => `${value}\n`).join(''), lines: own.length, rejected };
  });
}

/** What a store in a directory answers to whoever asks. */
async function answersOf(
  data: string,
): Promise<Readonly<Record<'indicators' | 'verdicts', unknown>> & { readonly letters: readonly string[] }> {
  const ask = async (...args: readonly string[]): Promise<unknown> => {
    const { out, err } = await run([...args, '--json', '--data', data]);
    return JSON.parse(out === '' ? JSON.stringify(err) : out);
  };
  const letters = (await ask('dead-letters', 'list', '--limit', '10000')) as {
    dead_letters: readonly { stream: string; raw: string; reasons: unknown }[];
  };
  return {
    indicators: await ask('indicators', '--as-of', LAST_DAY, '--level', 'district_carrier'),
    verdicts: await ask('scorecard', '--as-of', LAST_DAY),
    letters: letters.dead_letters.map(({ stream, raw, reasons }) => JSON.stringify([stream, raw, reasons])).sort(),
  };
}

describeWithKafka('uploads with a real Kafka', (kafka) => {
  test('go by their topics into the store, which then answers as after a load of the same files', async () => {
    const files = feeds();
    const allRejected = files.reduce((sum, { rejected }) => sum + rejected, 0);
    expect(allRejected).toBeGreaterThan(0);
    await createFeedTopics(kafka().brokers, PREFIX, { feed: feedOf(PREFIX), partitions: 2 });
    const data = join(scratch(), 'data');
    const started = new GigacityProcess(
      ['start', '--port', '0', '--topic-prefix', PREFIX, '--data', data, '--lang', 'en'],
      { GIGACITY_BROKERS: kafka().brokers },
    );
    const reader = await LogReader.connect(kafka().brokers);
    try {
      const address = await started.address();
      for (const { stream, carrier, text, lines, rejected } of files) {
        const answer = await fetch(`${address}/v1/measurements/${stream}?carrier=${carrier}`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
          body: gzipSync(text),
        });
        expect([stream, carrier, answer.status, await answer.json()]).toMatchObject([
          stream,
          carrier,
          200,
          { admitted: lines - rejected, rejected, duplicate: null },
        ]);
      }
      const topics = files.map(({ topic }) => topic);
      const kept = (await reader.ends(topics)).reduce((sum, { offset }) => sum + offset, 0);
      expect(kept).toBe(files.reduce((sum, { lines, rejected }) => sum + lines - rejected, 0));
      const refused = (await reader.records([`${PREFIX}.dead-letters`])).length;
      expect(refused).toBe(allRejected);
      await allCommitted(kafka().brokers, topics);
    } finally {
      await reader.close();
      started.kill('SIGTERM');
      await started.ended;
    }
    const loaded = join(scratch(), 'data');
    const folder = scratch();
    for (const { stream, carrier, text } of files) writeFileSync(join(folder, `${stream}.${carrier}.ndjson`), text);
    expect((await run(['load', folder, '--data', loaded])).exit).toBe(0);
    const answers = await answersOf(loaded);
    expect(answers.letters).toHaveLength(allRejected);
    expect(JSON.stringify(answers)).toContain('"verdict":');
    expect(await answersOf(data)).toEqual(answers);
  }, 180_000);
});
