import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { EXIT, Failure, messageOf } from '../terminal/failure.ts';
import type { Text } from '../terminal/language.ts';

/**
 * Makes a directory with those above it. Node's own `recursive` never returns where a parent is there and takes no
 * directories, such as /proc.
 */
export function makeDirectory(path: string, mode?: number): void {
  const directory = resolve(path);
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory), mode);
  try {
    mkdirSync(directory, mode);
  } catch (error) {
    // Another process may have been quicker.
    if (!existsSync(directory)) throw error;
  }
}

/** A file or folder that cannot be written, and what to do about it. */
export function unwritable(path: string, cause: unknown, mend?: Text): Failure {
  const reason = messageOf(cause);
  return new Failure(
    EXIT.failed,
    { zh: `不能写入 ${path}：${reason}`, en: `cannot write ${path}: ${reason}` },
    { mend, cause },
  );
}
