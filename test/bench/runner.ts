import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Interface } from 'node:readline';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { TYPESCRIPT } from '../support/store-process.ts';

/** What is measured, in a process of its own: it begins with a line of JSON and ends with its input. */
export interface Runner<T> {
  readonly first: T;
  readonly lines: Interface;
  readonly input: Writable;
}

/** Throws where it ends before its first line. */
export async function startRunner<T>(program: URL, ...args: readonly string[]): Promise<Runner<T>> {
  const name = fileURLToPath(program);
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, [...TYPESCRIPT, name, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', () => {
      reject(new Error(`${name} ended before it had started`));
    });
  });
  return { first: JSON.parse(first) as T, lines, input: child.stdin };
}
