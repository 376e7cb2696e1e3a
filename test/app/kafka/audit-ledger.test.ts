import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../../app/opening/open-store.ts';
import { describeWithKafka } from '../../support/with-kafka.ts';
import { allCommitted } from '../../support/log-reader.ts';
import { scratch } from '../../support/scratch.ts';
import type { Ran } from '../run.ts';
import { run } from '../run.ts';
import { ingestUntil } from './ingest-until.ts';

const CITY = ['--city', '310000', '--from', '2025-01-01', '--to', '2025-02-28', '--scale', '0.001'];
const now = new Date().toISOString();
const { signal } = new AbortController();

describeWithKafka('what was sent to Kafka is proven to be in the store', (kafka) => {
  const data = join(scratch(), 'data');
  const ledger = join(scratch(), 'sent.ndjson');

  const gigacity = (...args: readonly string[]): Promise<Ran> =>
    run([...args, '--data', data, '--lang', 'en'], { now, signal, environment: { GIGACITY_BROKERS: kafka().brokers } });

  /** Ingests until nothing is left to read. */
  async function ingest(): Promise<void> {
    const store = await openStore({ values: { data }, origins: {}, kafka: {} });
    const { brokers } = kafka();
    await ingestUntil({ brokers, store }, async (readiness) => {
      await allCommitted(brokers, [...new Set(entries().flatMap(({ topic }) => topic ?? []))], { seconds: 90 });
      expect(readiness.hasJoined).toBe(true);
      expect(readiness.retryingSince).toBeUndefined();
    });
    await store.close();
  }

  const entries = (): readonly { readonly topic?: string; readonly fate?: string; readonly value?: string }[] =>
    readFileSync(ledger, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { topic?: string });

  it('says which topic is missing and how to make it', async () => {
    const ran = await gigacity('simulate', ...CITY, '--brokers', kafka().brokers);
    expect(ran.exit).toBe(1);
    expect(ran.err).toMatch(/there is no topic gigacity\.[\s\S]*gigacity topics create/);
  });

  it('holds once all is taken in, and knows each refused message', async () => {
    expect((await gigacity('topics', 'create', '--partitions', '2')).exit).toBe(0);
    const sent = await gigacity('simulate', ...CITY, '--ledger', ledger, '--json');
    expect(sent).toMatchObject({ exit: 0, err: '' });
    const { lines, faults } = JSON.parse(sent.out) as { lines: number; faults: number };
    expect(entries()).toHaveLength(lines + 2);
    expect(entries().filter(({ fate }) => fate === 'rejected')).toHaveLength(faults);
    expect(faults).toBeGreaterThan(0);

    expect((await gigacity('audit', '--ledger', ledger)).exit).toBe(3);
    await ingest();
    const audited = await gigacity('audit', '--ledger', ledger, '--json');
    expect(JSON.parse(audited.out)).toMatchObject({
      holds: true,
      messages: lines,
      dead_letters: { expected: faults, missing: 0, beyond: 0 },
      differences: [],
    });
    expect(audited.exit).toBe(0);
  }, 180_000);

  it('finds a message that the store lacks, one that it has beyond, and a dead letter too many', async () => {
    const lines = readFileSync(ledger, 'utf8').trim().split('\n');
    const port = lines.findIndex((line) => line.includes('"pon-ports"') && line.includes('"admitted"'));
    const bad = lines.findIndex((line) => line.includes('"rejected"'));
    const forged = join(scratch(), 'forged.ndjson');
    const other = lines[port]?.replace(/\\"olt\\":\\"[^"\\]+/, '\\"olt\\":\\"NEVER-SENT') ?? '';
    const kept = lines
      .slice(0, -1)
      .map((line, i) => (i === port ? other : i === bad ? line.replace('rejected', 'admitted') : line));
    writeFileSync(forged, `${[...kept, lines.at(-1)].join('\n')}\n`);
    const { exit, out } = await gigacity('audit', '--ledger', forged, '--json');
    const {
      facts,
      dead_letters: letters,
      differences,
    } = JSON.parse(out) as {
      facts: readonly { stream: string; missing: number; beyond: number }[];
      dead_letters: object;
      differences: readonly { kind: string; side: string; text: string }[];
    };
    expect(exit).toBe(3);
    expect(facts.find(({ stream }) => stream === 'pon-ports')).toMatchObject({ beyond: 1 });
    expect(letters).toMatchObject({ missing: 0, beyond: 1 });
    expect(differences.map(({ kind, side }) => `${kind} ${side}`).sort()).toEqual([
      'dead_letter beyond',
      'fact beyond',
      'fact missing',
      'fact missing',
    ]);
    expect(differences.some(({ text }) => text.includes('NEVER-SENT'))).toBe(true);
  }, 60_000);

  it('keeps a ledger that is there', async () => {
    const before = readFileSync(ledger, 'utf8');
    const ran = await gigacity('simulate', ...CITY, '--ledger', ledger);
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain('is there already');
    expect(readFileSync(ledger, 'utf8')).toBe(before);
  });
});
