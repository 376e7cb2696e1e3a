import { beforeEach, expect, it } from 'vitest';
import { readinessOf } from '../../../app/serving/readiness.ts';
import type { Readiness as Answer } from '../../../api/ports.ts';
import { Readiness } from '../../../ingest/readiness.ts';
import { committedEvaluation } from '../../support/committed.ts';

const PARTITION = { topic: 'gigacity.pon-ports.telecom', partition: 3 };
const evaluation = committedEvaluation([]);
const store = { version: () => Promise.resolve('26.7') };
const job = { committed: () => evaluation, failure: undefined };

let ingestion: Readiness;
beforeEach(() => {
  ingestion = new Readiness();
});

async function ingest(): Promise<Answer['parts'][number] | undefined> {
  const { parts } = await readinessOf({ store, job, ingestion });
  return parts.find(({ name }) => name === 'ingest');
}

it('a process that the group has not taken in yet is not ready', async () => {
  expect(await ingest()).toMatchObject({
    ready: false,
    reason: { en: expect.stringContaining('consumer group') as string },
  });
});

it('a flooded partition is named, and readers are answered all the same', async () => {
  ingestion.take([PARTITION]);
  expect(await ingest()).toEqual({ name: 'ingest', ready: true });
  ingestion.holdBack(PARTITION);
  const { ready, reason } = (await ingest()) ?? {};
  expect([ready, reason?.zh, reason?.en]).toEqual([
    true,
    '拒收过多，已暂停：gigacity.pon-ports.telecom/3',
    'held back, too much is refused: gigacity.pon-ports.telecom/3',
  ]);
  ingestion.giveUp(PARTITION);
  expect(await ingest()).toEqual({ name: 'ingest', ready: true });
});

it('while a store takes no rows it is told of, and a partition that is held back beside it', async () => {
  const writer = {};
  ingestion.take([PARTITION]);
  ingestion.refused(writer, 1_000);
  expect(await ingest()).toMatchObject({
    ready: true,
    reason: { en: expect.stringContaining('does not take rows') as string },
  });
  ingestion.holdBack(PARTITION);
  expect((await ingest())?.reason?.en).toMatch(/does not take rows.*held back.*telecom\/3/);
  ingestion.relieved(writer);
  expect((await ingest())?.reason?.en).not.toContain('does not take rows');
});

it('a store that does not answer, and figures that are not there yet, send readers elsewhere', async () => {
  const away = { version: () => Promise.reject(new Error('down')) };
  const waiting = { committed: () => undefined, failure: undefined };
  const { parts } = await readinessOf({ store: away, job: waiting, ingestion: undefined });
  expect(parts).toMatchObject([
    { name: 'store', ready: false },
    { name: 'evaluation', ready: false },
  ]);
});
