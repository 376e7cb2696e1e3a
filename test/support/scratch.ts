import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Short, since sockets lie in it, whose whole paths may have a hundred letters. */
const PREFIX = 'gigacity-';

/**
 * One folder for all that a run leaves on the disk: a test's process is ended from outside, and tidies up nothing.
 * The runner calls this for itself and for each of its projects, and the benchmarks for themselves.
 */
export function setup(): (() => void) | undefined {
  if (basename(tmpdir()).startsWith(PREFIX)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  process.env['TMPDIR'] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}

/** A folder of one's own, which goes with the run. */
export function scratch(): string {
  return mkdtempSync(join(tmpdir(), 'd-'));
}
