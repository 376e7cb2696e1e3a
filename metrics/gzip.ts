import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);

/** The beginning of a gzip file, compressed before its end is known. */
export interface Opening {
  readonly blocks: Buffer;
  readonly checksum: number;
  readonly bytes: number;
}

/** Compresses what many files begin with. */
export async function gzipOpening(text: Buffer): Promise<Opening> {
  // Flushed to a whole byte and not marked as the last, so that other blocks may follow.
  const blocks = await deflate(text, { finishFlush: constants.Z_FULL_FLUSH });
  return { blocks, checksum: crc32(text), bytes: text.length };
}

/** The whole file, of which only the rest is compressed now; one member, since not every client reads several. */
export async function gzipWhole({ blocks, checksum, bytes }: Opening, rest: Buffer): Promise<Buffer> {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(rest, checksum), 0);
  trailer.writeUInt32LE((bytes + rest.length) % 2 ** 32, 4);
  return Buffer.concat([HEADER, blocks, await deflate(rest), trailer]);
}

/** RFC 1952: deflate, no name, no time, an unknown system. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
