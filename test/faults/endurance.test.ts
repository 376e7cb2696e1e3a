import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Audit } from '../../app/kafka/audit.ts';
import { Flow } from '../support/flow.ts';
import { describeWithKafka } from '../support/with-kafka.ts';
import { until } from '../support/until.ts';

/** `npm run test:chaos`; smaller numbers are for trying the test itself. */
const isLong = process.env['GIGACITY_TEST_CHAOS'] === 'long';
const KILLS = Number(process.env['GIGACITY_TEST_KILLS'] ?? 100);
const MESSAGES = Number(process.env['GIGACITY_TEST_MESSAGES'] ?? 2_000_000);
const OUTAGE_SECONDS = Number(process.env['GIGACITY_TEST_OUTAGE_SECONDS'] ?? 180);

const HOUR = 3_600_000;

function proof({ messages, facts, deadLetters, differences }: Audit): unknown {
  return { messages, facts: Object.fromEntries(facts), deadLetters, differences };
}

function exactly(messages: number): unknown {
  const poison = Math.floor(messages / 997);
  return {
    messages,
    facts: { 'pon-ports': { expected: messages - poison, missing: 0, beyond: 0 } },
    deadLetters: { expected: poison, missing: 0, beyond: 0 },
    differences: [],
  };
}

describeWithKafka(
  'for as long as it takes',
  (kafka) => {
    test(
      `${String(KILLS)} times kill -9 during ${String(MESSAGES)} messages lose nothing and double nothing`,
      async () => {
        const flow = await Flow.open(kafka().brokers, 'kills');
        const start = Date.now();
        const left: number[] = [];
        for (let i = 0; i < KILLS; i += 1) {
          const ingester = flow.ingester({ sessionMs: 2_000 });
          await ingester.joined();
          // Every kill strikes while messages come, now in the first batch, now in a later one.
          const sending = flow.send(MESSAGES / KILLS, MESSAGES / KILLS / 2);
          await sleep((i * 379) % 2_000);
          await ingester.end('SIGKILL');
          await sending;
          if (i % 10 === 9) left.push(await flow.uncommitted());
        }
        const killed = Date.now();
        const last = flow.ingester();
        await until('all to be committed', async () => (await flow.uncommitted()) === 0, {
          seconds: 1_800,
          everyMs: 2_000,
        });
        const done = Date.now();
        expect(proof(await flow.audit())).toEqual(exactly(MESSAGES));
        await last.end('SIGTERM');
        await flow.close();
        process.stdout.write(
          `${String(KILLS)} kills in ${seconds(start, killed)} s; left after each ten: ${left.join(' ')}; caught up in ${seconds(killed, done)} s; proven in ${seconds(done, Date.now())} s\n`,
        );
      },
      HOUR,
    );

    test(
      `a store that is away for ${String(OUTAGE_SECONDS)} s costs neither memory nor the group`,
      async () => {
        const flow = await Flow.open(kafka().brokers, 'outage');
        const ingester = flow.ingester();
        await ingester.joined();
        await flow.send(200_000);
        await until('the first messages', async () => (await flow.uncommitted()) < 100_000, { seconds: 300 });
        const before = ingester.memory;
        await flow.store.kill();
        const peaks: number[] = [];
        const sending = flow.send(OUTAGE_SECONDS * 2_000, 2_000);
        sending.catch(() => undefined);
        for (let second = 0; second < OUTAGE_SECONDS; second += 1) {
          await sleep(1_000);
          peaks.push(Math.round(ingester.memory));
        }
        await sending;
        const lag = await flow.uncommitted();
        const restarted = Date.now();
        await flow.store.restart();
        await until('all to be committed', async () => (await flow.uncommitted()) === 0, {
          seconds: 900,
          everyMs: 1_000,
        });
        const caughtUp = Date.now();
        expect(proof(await flow.audit())).toEqual(exactly(200_000 + OUTAGE_SECONDS * 2_000));
        // A member that the group gave up would have lost its partitions.
        expect(ingester.events.filter(({ kind }) => kind === 'revoked')).toEqual([]);
        expect(ingester.events.filter(({ kind }) => kind === 'assigned')).toHaveLength(1);
        // What it holds is bounded; how much was sent meanwhile must not show.
        const settled = peaks.slice(Math.floor(peaks.length / 4));
        expect(Math.max(...settled) - Math.min(...settled)).toBeLessThan(200);
        await ingester.end('SIGTERM');
        await flow.close();
        process.stdout.write(
          `memory before ${String(Math.round(before))} MB, during ${String(Math.min(...settled))}–${String(Math.max(...peaks))} MB; ${String(lag)} waiting, caught up in ${seconds(restarted, caughtUp)} s\n`,
        );
      },
      HOUR,
    );
  },
  isLong ? {} : { skippedBecause: 'npm run test:chaos has the time' },
);

function seconds(from: number, to: number): string {
  return ((to - from) / 1_000).toFixed(0);
}
