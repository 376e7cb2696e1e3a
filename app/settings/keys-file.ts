import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { z } from 'zod';
import type { ApiKey } from '../../api/keys.ts';
import { KEY_ROLES } from '../../api/keys.ts';
import type { Settings } from './config.ts';
import { unwritable } from './disk.ts';
import { EXIT, Failure, messageOf, wrong } from '../terminal/failure.ts';

const day = z.iso.date();
const moment = z.iso.datetime({ offset: true });
const keySchema = z.strictObject({
  id: z.string().regex(/^[0-9a-z]{4,32}$/),
  name: z.string().optional(),
  role: z.enum(KEY_ROLES),
  district: z.strictObject({ code: z.string(), city: z.string() }).optional(),
  carrier: z.string().optional(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  created_at: moment,
  expires: day.optional(),
  revoked_at: moment.optional(),
});
const fileSchema = z.strictObject({ version: z.literal(1), keys: z.array(keySchema) });

/** The keys file of the settings; throws a Failure that tells how to set one. */
export function keysFileOf({ values }: Settings): string {
  if (values.api_keys_file !== undefined) return values.api_keys_file;
  throw wrong(
    { zh: '没有设置密钥文件', en: 'no keys file is set' },
    {
      zh: '设置 GIGACITY_API_KEYS_FILE=./keys.json，或用 --api-keys-file（文件会自动建立）',
      en: 'set GIGACITY_API_KEYS_FILE=./keys.json, or use --api-keys-file; the file is made where there is none',
    },
  );
}

/** Every key of a file, revoked ones too; throws a Failure where it cannot be trusted or read. */
export function readKeys(path: string): readonly ApiKey[] {
  const { mode } = statSync(path);
  if (process.platform !== 'win32' && (mode & WRITABLE) !== 0)
    throw new Failure(
      EXIT.wrong,
      { zh: `密钥文件 ${path} 可被他人改写`, en: `others may write to the keys file ${path}` },
      { mend: { zh: `运行 chmod 600 ${path}`, en: `run chmod 600 ${path}` } },
    );
  const parsed = fileSchema.safeParse(fromJson(path, readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data.keys.map(fromRecord);
  const [issue] = parsed.error.issues;
  throw broken(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** By the group or by everybody. */
const WRITABLE = 0o022;

function fromJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw broken(path, messageOf(error));
  }
}

function broken(path: string, why: string): Failure {
  return new Failure(
    EXIT.wrong,
    { zh: `密钥文件 ${path} 有误：${why}`, en: `the keys file ${path} is wrong: ${why}` },
    { mend: { zh: '恢复它的备份，或另建一个文件', en: 'restore it from a copy, or make another file' } },
  );
}

type KeyRecord = z.infer<typeof keySchema>;

function fromRecord({ created_at, revoked_at, name, district, carrier, expires, ...rest }: KeyRecord): ApiKey {
  return {
    ...rest,
    ...(name === undefined ? {} : { name }),
    ...(district === undefined ? {} : { district }),
    ...(carrier === undefined ? {} : { carrier }),
    ...(expires === undefined ? {} : { expires }),
    createdAt: created_at,
    ...(revoked_at === undefined ? {} : { revokedAt: revoked_at }),
  };
}

function toRecord({ createdAt, revokedAt, ...rest }: ApiKey): KeyRecord {
  return { ...rest, created_at: createdAt, ...(revokedAt === undefined ? {} : { revoked_at: revokedAt }) };
}

/**
 * Changes the keys of a file, which is made where there is none: readers see the old keys or the new ones, never a part,
 * and of two changes at once one is refused.
 */
export function changeKeys(path: string, change: (keys: readonly ApiKey[]) => readonly ApiKey[]): void {
  const next = `${path}.new`;
  const file = openNew(next);
  try {
    const keys = change(exists(path) ? readKeys(path) : []);
    writeSync(file, `${JSON.stringify({ version: 1, keys: keys.map(toRecord) }, null, 2)}\n`);
    fsyncSync(file);
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EEXIST')
      throw new Failure(
        EXIT.failed,
        { zh: `密钥文件正在被改动（${path}）`, en: `the keys are being changed by somebody else (${path})` },
        { mend: { zh: '稍后再试；没有别人在改就删掉它', en: 'try again; where nobody does, delete that file' }, cause },
      );
    throw unwritable(path, cause, { zh: '检查文件夹及其权限', en: 'look after the folder and its rights' });
  }
}

export function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
