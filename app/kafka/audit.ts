import type { Cell } from '../../ingest/content.ts';
import { contentFields, contentOf, contentText } from '../../ingest/content.ts';
import { fromJson } from '../../ingest/json.ts';
import { RollCall } from '../../ingest/roll-call.ts';
import type { Stream } from '../../ingest/stream.ts';
import { findStream } from '../../ingest/streams.ts';
import type { Asker, Row } from '../../store/asker.ts';
import type { Share } from '../../store/contents.ts';
import { compileContentCount, compileContents, compileRefused, compileRefusedCount } from '../../store/contents.ts';
import type { CompiledQuery } from '../../store/query.ts';
import type { Entry } from './ledger.ts';

/** One side of an audit: what was expected, and how the store differs from it. */
export interface Count {
  readonly expected: number;
  readonly missing: number;
  /** Held without having been sent. */
  readonly beyond: number;
}

export interface Audit {
  readonly messages: number;
  /** By stream: different facts among the messages that should be admitted. */
  readonly facts: ReadonlyMap<string, Count>;
  /** Every message that should be refused. */
  readonly deadLetters: Count;
  /** The first few differences. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly kind: 'fact' | 'dead_letter';
  readonly side: 'missing' | 'beyond';
  readonly topic: string;
  /** The message as it was sent, or what the store holds. */
  readonly text: string;
}

const SHOWN = 5;
/** Rows that are read from the store at once. */
const ROWS = 50_000;

/**
 * Compares a store with what was sent: each fact once and none besides on the same topics, each refused line among the
 * dead letters as often as it was sent. `entries` reads the ledger from its beginning, each time it is called.
 */
export async function audit(asker: Asker, entries: () => AsyncIterable<Entry>): Promise<Audit> {
  const expected = await expectation(entries);
  const differences: Difference[] = [];
  const facts = new Map<string, Count>();
  for (const [name, feed] of expected.feeds)
    facts.set(name, countOf(feed.roll, await callFacts(asker, feed, differences)));
  const deadLetters = countOf(expected.letters, await callLetters(asker, expected, differences));
  const isShort = deadLetters.missing > 0 || [...facts.values()].some(({ missing }) => missing > 0);
  if (isShort) await addMissing(expected, entries, differences);
  return { messages: expected.messages, facts, deadLetters, differences };
}

interface Feed {
  readonly stream: Stream;
  readonly carriers: Set<string>;
  readonly topics: Set<string>;
  readonly roll: RollCall;
}

interface Expectation {
  readonly messages: number;
  readonly feeds: ReadonlyMap<string, Feed>;
  readonly topics: ReadonlySet<string>;
  readonly letters: RollCall;
}

async function expectation(entries: () => AsyncIterable<Entry>): Promise<Expectation> {
  const feeds = new Map<string, Feed>();
  const topics = new Set<string>();
  const letters = new RollCall();
  let messages = 0;
  for await (const entry of entries()) {
    messages += 1;
    topics.add(entry.topic);
    const feed = feeds.get(entry.stream) ?? newFeed(entry.stream);
    feeds.set(entry.stream, feed);
    feed.carriers.add(entry.carrier);
    feed.topics.add(entry.topic);
    if (entry.fate === 'admitted') feed.roll.expect(factOf(feed.stream, entry.value));
    else letters.expect(letterOf(entry.topic, entry.value));
  }
  for (const { roll } of feeds.values()) roll.begin({ once: true });
  letters.begin({ once: false });
  return { messages, feeds, topics, letters };
}

function newFeed(name: string): Feed {
  const stream = findStream(name);
  if (stream === undefined) throw new RangeError(`no stream is called ${name}`);
  return { stream, carriers: new Set(), topics: new Set(), roll: new RollCall() };
}

/** How many facts of the feed's own topics were not expected; what else its carriers have in the store is not meant. */
async function callFacts(asker: Asker, feed: Feed, differences: Difference[]): Promise<number> {
  const { stream, topics, roll } = feed;
  const carriers = [...feed.carriers];
  const fields = contentFields(stream);
  let beyond = 0;
  const rows = inShares(asker, compileContentCount(stream, carriers), (share) =>
    compileContents(stream, fields, { carriers, ...share }),
  );
  for await (const [source, ...cells] of rows) {
    const own = cells.slice(0, fields.length) as Cell[];
    const text = contentText(own, rowsOf(cells.slice(fields.length) as (readonly Cell[])[]));
    if (roll.comes(text) || !topics.has(String(source))) continue;
    beyond += 1;
    note(differences, { kind: 'fact', side: 'beyond', topic: String(source), text });
  }
  return beyond;
}

async function callLetters(asker: Asker, expected: Expectation, differences: Difference[]): Promise<number> {
  const topics = [...expected.topics];
  let beyond = 0;
  const rows = inShares(asker, compileRefusedCount(topics), (share) => compileRefused(topics, share));
  for await (const [source, base64] of rows) {
    const topic = String(source);
    const raw = Buffer.from(String(base64), 'base64').toString();
    if (expected.letters.comes(letterOf(topic, raw))) continue;
    beyond += 1;
    note(differences, { kind: 'dead_letter', side: 'beyond', topic, text: raw });
  }
  return beyond;
}

/** Only hashes were kept, so the ledger is read again for the first few that are missing. */
async function addMissing(
  { feeds, letters }: Expectation,
  entries: () => AsyncIterable<Entry>,
  differences: Difference[],
): Promise<void> {
  let found = 0;
  for await (const { topic, stream: name, fate, value } of entries()) {
    const feed = feeds.get(name);
    if (feed === undefined) continue;
    const kind = fate === 'admitted' ? 'fact' : 'dead_letter';
    const isMissing =
      kind === 'fact' ? feed.roll.isMissing(factOf(feed.stream, value)) : letters.isMissing(letterOf(topic, value));
    if (!isMissing) continue;
    differences.push({ kind, side: 'missing', topic, text: value });
    found += 1;
    if (found === SHOWN) return;
  }
}

async function* inShares(
  asker: Asker,
  count: CompiledQuery,
  compile: (share: Share) => CompiledQuery,
): AsyncGenerator<Row> {
  const [row] = await asker.ask(count);
  const parts = Math.max(1, Math.ceil(Number(row?.[0] ?? 0) / ROWS));
  for (let part = 0; part < parts; part += 1) yield* await asker.ask(compile({ parts, part }));
}

/** What cannot be read stands for itself: no fact is like it, so it shows as missing. */
function factOf(stream: Stream, value: string): string {
  const parsed = fromJson(value, stream.hasDecimals);
  try {
    return contentOf(stream, (parsed.kind === 'value' ? parsed.value : {}) as Readonly<Record<string, unknown>>);
  } catch {
    return value;
  }
}

function letterOf(topic: string, raw: string): string {
  return `${topic}\n${raw}`;
}

/** Columns of rows → rows. */
function rowsOf(columns: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  return (columns[0] ?? []).map((_, i) => columns.map((column) => column[i] ?? null));
}

function countOf(roll: RollCall, beyond: number): Count {
  return { expected: roll.expected, missing: roll.missing, beyond };
}

function note(differences: Difference[], difference: Difference): void {
  if (differences.length < SHOWN) differences.push(difference);
}
