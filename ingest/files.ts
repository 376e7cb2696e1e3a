import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import { csvToJsonLines } from './csv.ts';
import type { Stream } from './stream.ts';
import { MAX_LINE_BYTES } from './decode.ts';
import type { RawMessage } from './measurement.ts';

/** Bytes read from the disk at a time; a stretch of lines is about as long. */
const CHUNK_BYTES = 1 << 18;

/** A line longer than this is cut: enough is kept to see what it was, and memory stays bounded. */
const LONGEST_LINE_KEPT = 16 * MAX_LINE_BYTES;

const NEWLINE = 0x0a;

export interface FileProgress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

export interface FileDigest {
  readonly sha256: string;
  readonly bytes: number;
}

/** Where a file's lines come from, where it is not simply the file of its name. */
interface FeedOrigin {
  readonly source: string;
  /** The one carrier whose lines it may hold; undefined: any. */
  readonly boundCarrier: string | undefined;
}

/** One feed file: NDJSON, NDJSON.gz or CSV by its name. */
export class FeedFile {
  readonly path: string;
  readonly stream: Stream;
  readonly source: string;
  readonly #boundCarrier: string | undefined;
  readonly #receivedAt: number;
  readonly #hash = createHash('sha256');
  #bytesRead = 0;

  constructor(
    path: string,
    stream: Stream,
    { receivedAt, origin }: { readonly receivedAt: number; readonly origin?: FeedOrigin },
  ) {
    this.path = path;
    this.stream = stream;
    this.#receivedAt = receivedAt;
    this.source = origin?.source ?? `file:${basename(path)}`;
    this.#boundCarrier = origin?.boundCarrier;
  }

  /** The file as stretches of whole lines, in order. Throws what the file system throws. */
  async *messages(onProgress: (progress: FileProgress) => void): AsyncGenerator<RawMessage> {
    const { size } = await stat(this.path);
    let line = 1;
    for await (const value of this.#lines(size, onProgress)) {
      yield {
        stream: this.stream.name,
        ...(this.#boundCarrier === undefined ? {} : { boundCarrier: this.#boundCarrier }),
        origin: { source: this.source, partition: 0, offset: 0, line },
        receivedAt: this.#receivedAt,
        value,
      };
      line += countNewlines(value) + (value.at(-1) === NEWLINE ? 0 : 1);
    }
  }

  /** Of the bytes on the disk; complete once `messages` has ended. */
  digest(): FileDigest {
    return { sha256: this.#hash.copy().digest('hex'), bytes: this.#bytesRead };
  }

  #lines(bytesTotal: number, onProgress: (progress: FileProgress) => void): AsyncIterable<Uint8Array> {
    const file = createReadStream(this.path, { highWaterMark: CHUNK_BYTES });
    file.on('data', (chunk) => {
      this.#hash.update(chunk);
      this.#bytesRead += chunk.length;
      onProgress({ bytesRead: this.#bytesRead, bytesTotal });
    });
    const plain: Readable = this.path.endsWith('.gz')
      ? forwardErrors(file, file.pipe(createGunzip({ chunkSize: CHUNK_BYTES })))
      : file;
    return wholeLines(isCsv(this.path) ? csvToJsonLines(plain, this.stream) : plain);
  }
}

function isCsv(path: string): boolean {
  return /\.csv(\.gz)?$/i.test(path);
}

function forwardErrors<R extends Readable>(from: Readable, to: R): R {
  from.on('error', (error) => to.destroy(error));
  return to;
}

/** Cuts a byte stream at newlines, so that no line is split between two values. */
async function* wholeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end === -1) {
      if (held < LONGEST_LINE_KEPT) rest.push(chunk);
      held += chunk.length;
      continue;
    }
    const value = Buffer.concat([...rest, chunk.subarray(0, end + 1)]);
    rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
    held = chunk.length - end - 1;
    yield value;
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

function countNewlines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}
