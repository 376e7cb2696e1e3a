import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { KeptSnapshot } from '../../store/snapshots.ts';
import { MEDIA_TYPES } from '../lists/format.ts';
import { disposition } from '../lists/render.ts';
import { isKnown } from '../lists/send.ts';
import { oneOf } from '../hints.ts';
import { Problem } from '../problems.ts';
import type { SnapshotTable } from '../tables/snapshot-tables.ts';
import type { SnapshotFile, SnapshotFormat } from '../tables/snapshot-views.ts';
import { readKept, snapshotFile } from '../tables/snapshot-views.ts';

const SDMX = 'application/vnd.sdmx.data+csv';

/** Media types by which a form is asked for, the usual ones first. */
const ASKED: readonly (readonly [string, SnapshotFormat])[] = [
  [MEDIA_TYPES.json, 'json'],
  [MEDIA_TYPES.csv, 'csv'],
  [MEDIA_TYPES.xlsx, 'xlsx'],
  [SDMX, 'sdmx-csv'],
  [`${SDMX};version=2.0.0`, 'sdmx-csv'],
];
const SIGNATURES: readonly (readonly [string, SnapshotFormat])[] = [
  ['text/plain', 'minisign'],
  ['application/jose', 'jws'],
  ['application/octet-stream', 'ed25519'],
];

/** What `?format=` names, else what `Accept` likes best; throws a Problem where that is nothing there is. */
export function snapshotFormat(
  request: FastifyRequest,
  asked: SnapshotFormat | undefined,
  of: 'content' | 'signature',
): SnapshotFormat {
  if (asked !== undefined) return asked;
  const offered = of === 'content' ? ASKED : SIGNATURES;
  const best = request.type(offered.map(([type]) => type));
  const found = offered.find(([type]) => type === best);
  if (found !== undefined) return found[1];
  throw new Problem(
    'not_acceptable',
    { zh: `没有 Accept 所要的格式`, en: `no format that Accept asks for is offered` },
    { hint: oneOf(offered.map(([type]) => type)) },
  );
}

const CACHE_BYTES = 64_000_000;
/** A year: what was frozen never changes. */
const FOREVER = 'immutable, max-age=31536000';

/** A form as it goes out. */
interface Sent extends SnapshotFile {
  readonly sha256: Buffer;
  /** What a download is called: `上海市-2025-12-31-快照-0b54f839.xlsx`. */
  readonly title: string;
}

/** Sends forms of snapshots; each is made once and stays in memory as long as there is room. */
export class SnapshotSender {
  readonly #files = new LRUCache<string, Sent>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ bytes }) => bytes.length + 1,
  });

  send(
    request: FastifyRequest,
    reply: FastifyReply,
    { kept, format, table }: { kept: KeptSnapshot; format: SnapshotFormat; table: SnapshotTable },
  ): FastifyReply {
    const { bytes, type, name, title, sha256 } = this.#file(kept, format, table);
    const etag = `"${sha256.toString('hex')}"`;
    // What a key has fetched is not for caches that others share.
    const audience = request.headers.authorization === undefined ? 'public' : 'private';
    reply.headers({
      etag,
      'cache-control': `${audience}, ${FOREVER}`,
      vary: 'Accept, Authorization',
      'repr-digest': `sha-256=:${sha256.toString('base64')}:`,
    });
    if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return reply
      .headers({ 'content-type': type, 'content-language': 'zh', 'content-disposition': disposition(title, name) })
      .send(bytes);
  }

  #file(kept: KeptSnapshot, format: SnapshotFormat, table: SnapshotTable): Sent {
    const key = `${kept.id} ${format} ${table}`;
    const known = this.#files.get(key);
    if (known !== undefined) return known;
    const file = snapshotFile(kept, format, table);
    const { place, as_of } = readKept(kept).snapshot;
    const title = `${place.name.zh}-${as_of}-快照-${kept.sha256.slice(0, 8)}${file.name.slice(kept.id.length)}`;
    const made = { ...file, title, sha256: createHash('sha256').update(file.bytes).digest() };
    this.#files.set(key, made);
    return made;
  }
}
