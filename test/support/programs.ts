import { spawnSync } from 'node:child_process';

/** Whether a program is there, and the reason to skip what needs it. */
export function isMissing(...names: readonly string[]): boolean {
  return missing(names).length > 0;
}

/** For the name of a suite: ` (skipped: promtool is not installed)`, or nothing. */
export function whyMissing(...names: readonly string[]): string {
  const absent = missing(names);
  return absent.length === 0 ? '' : ` (skipped: ${absent.join(' and ')} not installed)`;
}

function missing(names: readonly string[]): readonly string[] {
  // CI installs them: there they may not be passed over.
  if (process.env['GIGACITY_TEST_PROGRAMS'] === 'required') return [];
  return names.filter((name) => spawnSync(name, ['--version']).error !== undefined);
}

/** Runs a program to its end and keeps all that it wrote, which it throws where the program fails. */
export function runProgram(
  name: string,
  args: readonly string[],
  options: { readonly input?: string; readonly cwd?: string } = {},
): string {
  const { status, stdout, stderr } = spawnSync(name, args, { ...options, encoding: 'utf8' });
  const written = `${stdout}${stderr}`;
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}\n${written}`);
  return written;
}
