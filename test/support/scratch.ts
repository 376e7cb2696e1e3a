import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One folder for all that a run leaves on the disk: a test's process is ended from outside, and tidies up nothing. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'gigacity-tests-'));
  process.env['TMPDIR'] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
