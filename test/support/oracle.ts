import { createClient } from '@clickhouse/client';
import type { Origin } from '../../ingest/measurement.ts';
import type { LogRecord } from '../../ingest/record-log.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { tableName } from '../../store/schema.ts';
import type { Sent } from './feeder.ts';

/** What a store must hold, or does: one text per fact, per stream, and the places of the dead letters. */
export interface Holdings {
  readonly facts: readonly string[];
  readonly deadLetters: readonly string[];
}

/** A line and when it was received. */
export interface Receipt {
  readonly stream: string;
  readonly line: string;
  readonly receivedAt: number;
}

/** A refused line, where it lay. */
export interface RefusedReceipt extends Receipt {
  readonly carrier: string;
  readonly origin: Origin;
}

export interface Expected extends Holdings {
  /** Each fact once, in order of its first receipt. */
  readonly receipts: readonly Receipt[];
  readonly refused: readonly RefusedReceipt[];
}

/**
 * The naive reading of a log: each good line is a fact, equal facts are one and count from their first receipt,
 * each poisoned line is a dead letter. What is poison the sender knows; nothing here uses the program's own rules.
 */
export function expectedFrom(records: readonly LogRecord[], sent: readonly Sent[]): Expected {
  const poisonByContent = new Map(sent.map(({ topic, value, poison }) => [`${topic} ${value}`, poison]));
  const first = new Map<string, Receipt & { readonly fact: string }>();
  const refused: RefusedReceipt[] = [];
  for (const { topic, partition, offset, timestamp, value } of records) {
    const text = Buffer.from(value ?? '').toString();
    const poison = poisonByContent.get(`${topic} ${text}`);
    if (poison === undefined) throw new Error(`the log holds what was never sent: ${topic} ${text}`);
    const [stream = '', carrier = ''] = topic.split('.').slice(-2);
    for (const [i, line] of text.split('\n').entries()) {
      if (poison[i] === true) {
        const origin = { source: topic, partition, offset, line: i + 1 };
        refused.push({ stream, carrier, line, receivedAt: timestamp, origin });
        continue;
      }
      const { identity, fact } = reading(stream, JSON.parse(line) as Message);
      const known = first.get(identity);
      if (known === undefined || timestamp < known.receivedAt)
        first.set(identity, { fact, stream, line, receivedAt: timestamp });
    }
  }
  return {
    facts: [...first.values()].map(({ fact, receivedAt }) => `${fact} ${String(receivedAt)}`).sort(),
    deadLetters: refused.map(({ origin }) => placeOf(origin)).sort(),
    refused,
    receipts: [...first.values()].sort((a, b) => a.receivedAt - b.receivedAt),
  };
}

function placeOf({ source, partition, offset, line }: Origin): string {
  return [source, partition, offset, line].join('/');
}

interface Message {
  readonly carrier: string;
  readonly district: string;
  readonly observed_at: string;
  readonly revision?: number;
  readonly rows?: readonly unknown[];
}

function reading(stream: string, message: Message): { identity: string; fact: string } {
  const { carrier, district, observed_at: observedAt, revision = 0, rows } = message;
  const content = {
    ...message,
    revision,
    ...(stream === 'speed-samples' ? {} : { id: '' }),
    ...(rows === undefined ? {} : { rows: rows.map((row) => JSON.stringify(row)).sort() }),
  };
  const fact = [stream, carrier, district, Date.parse(observedAt), revision].join(' ');
  return { identity: `${stream} ${JSON.stringify(Object.entries(content).sort())}`, fact };
}

/** What the store holds, each fact once, as the program reads it. */
export async function holdingsOf(storeUrl: string): Promise<Holdings> {
  const client = createClient({ url: storeUrl });
  try {
    const facts = await Promise.all(
      STREAMS.map(async ({ name }) => {
        const result = await client.query({
          query: `SELECT carrier, district, toString(toUnixTimestamp64Milli(observed_at)), toString(revision),
                    toString(toUnixTimestamp64Milli(received_at))
                  FROM ${tableName(name)} FINAL`,
          format: 'JSONCompactEachRow',
        });
        return (await result.json<readonly string[]>()).map((row) => [name, ...row].join(' '));
      }),
    );
    const letters = await client.query({
      query: 'SELECT position FROM dead_letters FINAL',
      format: 'JSONCompactEachRow',
    });
    return {
      facts: facts.flat().sort(),
      deadLetters: (await letters.json<readonly string[]>()).map(([position = '']) => position).sort(),
    };
  } finally {
    await client.close();
  }
}

/** In words, how far one is from the other; empty where they are equal. */
export function difference(expected: Holdings, actual: Holdings): readonly string[] {
  return [
    ...listed('facts missing', without(expected.facts, actual.facts)),
    ...listed('facts too many', without(actual.facts, expected.facts)),
    ...listed('dead letters missing', without(expected.deadLetters, actual.deadLetters)),
    ...listed('dead letters too many', without(actual.deadLetters, expected.deadLetters)),
  ];
}

function without(these: readonly string[], those: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const one of those) left.set(one, (left.get(one) ?? 0) + 1);
  return these.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
}

function listed(what: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`${String(items.length)} ${what}, e.g. ${items.slice(0, 3).join(' | ')}`];
}
