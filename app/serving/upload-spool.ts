import { createHash, randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Problem } from '../../api/problems.ts';
import { makeDirectory } from '../settings/disk.ts';

/** A body as a plain file, complete and named by its content. */
export interface Spooled {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface SpoolLimits {
  /** Of the body as it was sent. */
  readonly sentBytes: number;
  /** Of what it unpacks to. */
  readonly plainBytes: number;
}

/**
 * A body onto the disk, unpacked, while only a few chunks of it are in memory. A body that breaks off, does not unpack
 * or is too large leaves nothing behind, so that nothing of it has taken effect.
 */
export async function spool(
  folder: string,
  { body, gzip, suffix }: { readonly body: Readable; readonly gzip: boolean; readonly suffix: string },
  { sentBytes, plainBytes }: SpoolLimits,
): Promise<Spooled> {
  makeDirectory(folder, 0o700);
  const path = join(folder, `${randomBytes(12).toString('hex')}.${suffix}`);
  const hash = createHash('sha256');
  const plain = counted(plainBytes, (chunk) => hash.update(chunk));
  const unpack = gzip ? [createGunzip()] : [];
  // Opened before anything can fail: a file that is only being opened when it is removed would stay.
  const file = await open(path, 'wx', 0o600);
  try {
    await pipeline([body, counted(sentBytes).through, ...unpack, plain.through, file.createWriteStream()]);
    return { path, sha256: hash.digest('hex'), bytes: plain.count() };
  } catch (error) {
    await rm(path, { force: true });
    throw explained(error);
  }
}

function counted(
  most: number,
  see: (chunk: Buffer) => void = () => undefined,
): { readonly through: Transform; readonly count: () => number } {
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (bytes > most) {
        const [zh, en] = [`最多 ${String(most)} 字节`, `at most ${String(most)} bytes`];
        done(new Problem('too_large', { zh, en }, { hint: PARTS }));
        return;
      }
      see(chunk);
      done(null, chunk);
    },
  });
  return { through, count: () => bytes };
}

const PARTS = { zh: '分成几份上传', en: 'send it in parts' };

function explained(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^Z_|^ERR_ZLIB/.test(code))
    return new Problem(
      'unprocessable',
      { zh: 'gzip 内容损坏或不完整', en: 'the gzip content is broken or incomplete' },
      { hint: { zh: '没有任何一行被接收；请重新压缩后再发', en: 'nothing of it was taken: pack it again and resend' } },
    );
  return error;
}
