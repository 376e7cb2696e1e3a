import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { makeDirectory } from '../settings/disk.ts';
import { EXIT, Failure, messageOf } from '../terminal/failure.ts';

/** The embedded engine keeps a lock on this file, and writes into it who holds it. */
const STATUS = 'status';

/** Makes sure that the directory is there and can be written; throws a Failure that says what to do. */
export function prepareDataDirectory(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new Failure(
      EXIT.failed,
      { zh: `数据目录 ${directory} 是一个文件`, en: `the data directory ${directory} is a file` },
      { mend: CHOOSE_ANOTHER },
    );
  try {
    makeDirectory(directory);
    accessSync(directory, constants.R_OK | constants.W_OK);
  } catch (cause) {
    const reason = messageOf(cause);
    throw new Failure(
      EXIT.failed,
      {
        zh: `数据目录 ${directory} 不可写：${reason}`,
        en: `cannot write to the data directory ${directory}: ${reason}`,
      },
      { mend: CHOOSE_ANOTHER, cause },
    );
  }
}

const CHOOSE_ANOTHER = {
  zh: '用 --data 或 GIGACITY_DATA 换一个目录',
  en: 'choose another with --data or GIGACITY_DATA',
};

/** The process that has the directory open, where one does. */
export function holderOf(directory: string): { readonly pid: number | undefined } | undefined {
  const status = join(directory, STATUS);
  if (!existsSync(status)) return undefined;
  const pid = Number(/^PID:\s*(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1]);
  // The engine keeps what it has opened once until the process ends.
  if (pid === process.pid) return undefined;
  const holder = { pid: Number.isInteger(pid) && pid > 0 ? pid : undefined };
  const locked = isLocked(status);
  if (locked !== undefined) return locked ? holder : undefined;
  return holder.pid !== undefined && isAlive(holder.pid) ? holder : undefined;
}

export function lockedFailure(directory: string, pid: number | undefined, cause?: unknown): Failure {
  const who =
    pid === undefined
      ? { zh: '另一个进程', en: 'another process' }
      : { zh: `进程 ${String(pid)}`, en: `process ${String(pid)}` };
  return new Failure(
    EXIT.failed,
    {
      zh: `数据目录 ${directory} 正被${who.zh}使用；内嵌存储一次只能由一个进程打开`,
      en: `the data directory ${directory} is in use by ${who.en}; an embedded store opens in one process at a time`,
    },
    {
      mend: {
        zh: '等它结束或停止它；也可用 --data 换目录，或用 --clickhouse-url 连接服务器',
        en: 'wait for it or stop it; or take another directory with --data, or a server with --clickhouse-url',
      },
      cause,
    },
  );
}

/** Linux lists who locks which file; elsewhere nobody can be asked. */
function isLocked(path: string): boolean | undefined {
  const locks = '/proc/locks';
  if (process.platform !== 'linux' || !existsSync(locks)) return undefined;
  const inode = statSync(path, { bigint: true }).ino.toString();
  return readFileSync(locks, 'utf8')
    .split('\n')
    .some((line) => line.includes(`:${inode} `));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
