import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { SimulatedMessage } from '../../ingest/simulation/message.ts';
import { feedFileName } from '../../ingest/simulation/simulate.ts';
import { makeDirectory, unwritable } from '../settings/disk.ts';
import { DEFAULT_ZONE } from '../terminal/request.ts';

/** A file that was written. */
export interface WrittenFeed {
  readonly file: string;
  readonly lines: number;
  /** Lines with a fault that was put there on purpose. */
  readonly faults: number;
}

/** Writes messages into a folder, a file for each stream and carrier, or for each month of receipt too. */
export async function writeFeeds(
  folder: string,
  messages: Iterable<SimulatedMessage>,
  { byMonth }: { readonly byMonth: boolean },
): Promise<readonly WrittenFeed[]> {
  try {
    makeDirectory(folder);
  } catch (cause) {
    throw unwritable(folder, cause, CHOOSE_ANOTHER);
  }
  const feeds = new Map<string, FeedWriter>();
  for (const message of messages) {
    const name = byMonth ? monthFileName(message) : feedFileName(message);
    let feed = feeds.get(name);
    if (feed === undefined) feeds.set(name, (feed = new FeedWriter(join(folder, name))));
    await feed.add(message);
  }
  for (const feed of feeds.values()) await feed.end();
  return [...feeds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { lines, faults }]) => ({ file: join(folder, name), lines, faults }));
}

/** `pon-ports.telecom.2025-03.ndjson`: what was received in one month, so that it can be loaded as of then. */
function monthFileName(message: SimulatedMessage): string {
  const day = Temporal.Instant.fromEpochMilliseconds(message.receivedAt).toZonedDateTimeISO(DEFAULT_ZONE);
  return feedFileName(message).replace(/\.ndjson$/, `.${day.toPlainDate().toString().slice(0, 7)}.ndjson`);
}

const BUFFER = 256 * 1024;

/** One file of the feed; holds little and waits when the disk is slower than the simulation. */
class FeedWriter {
  lines = 0;
  faults = 0;
  readonly #path: string;
  readonly #stream: WriteStream;
  #failure: Error | undefined;
  #held = '';

  constructor(path: string) {
    this.#path = path;
    this.#stream = createWriteStream(path);
    this.#stream.on('error', (error) => {
      this.#failure = error;
    });
  }

  async add({ line, fault }: SimulatedMessage): Promise<void> {
    this.lines += 1;
    if (fault !== undefined) this.faults += 1;
    this.#held += `${line}\n`;
    if (this.#held.length >= BUFFER) await this.#write();
  }

  async end(): Promise<void> {
    await this.#write();
    this.#stream.end();
    if (!this.#stream.closed && this.#failure === undefined) await once(this.#stream, 'close');
    this.#check();
  }

  async #write(): Promise<void> {
    this.#check();
    const text = this.#held;
    this.#held = '';
    if (!this.#stream.write(text)) await Promise.race([once(this.#stream, 'drain'), once(this.#stream, 'close')]);
    this.#check();
  }

  #check(): void {
    if (this.#failure !== undefined) throw unwritable(this.#path, this.#failure, CHOOSE_ANOTHER);
  }
}

const CHOOSE_ANOTHER = { zh: '用 --out 换一个文件夹', en: 'choose another folder with --out' };
