import { createHash } from 'node:crypto';
import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { LRUCache } from 'lru-cache';

/** Bytes that are served as they are, as often as they are asked for. */
export class Rendered {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** Strong: of the bytes. */
  readonly etag: string;
  #gzipped: Promise<Buffer> | undefined;

  constructor(body: Buffer, headers: Readonly<Record<string, string>>) {
    this.body = body;
    this.headers = headers;
    this.etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  }

  get isCompressible(): boolean {
    return this.body.length >= SMALLEST_COMPRESSED && this.headers['content-type']?.includes('openxml') !== true;
  }

  /** Other bytes, so an entity tag of their own. */
  get gzipEtag(): string {
    return `${this.etag.slice(0, -1)}-gzip"`;
  }

  gzipped(): Promise<Buffer> {
    this.#gzipped ??= promisify(gzip)(this.body);
    return this.#gzipped;
  }
}

const SMALLEST_COMPRESSED = 1024;
const CACHE_BYTES = 64_000_000;
/** The bytes, their compressed twin and what else an entry keeps. */
const OVERHEAD = 1.5;

/** Remembers what was rendered; equal questions that come at once are rendered once. */
export class RenderedCache {
  readonly #entries = new LRUCache<string, Rendered, () => Promise<Rendered>>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ body }, key) => Math.ceil((body.length + key.length) * OVERHEAD) + 1,
    fetchMethod: (_key, _stale, { context }) => context(),
  });

  async get(key: string, render: () => Promise<Rendered>): Promise<Rendered> {
    return this.#entries.get(key) ?? (await this.#entries.fetch(key, { context: render })) ?? render();
  }
}
