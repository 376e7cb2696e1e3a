import { spawnSync } from 'node:child_process';

/** Whether a program is installed here. */
export function hasTool(name: string): boolean {
  return spawnSync(name, ['--help'], { stdio: 'ignore' }).error === undefined;
}

/** Runs a program and gives back how it ended and what it wrote. */
export function runTool(
  name: string,
  args: readonly string[],
  { cwd }: { readonly cwd: string },
): { readonly status: number | null; readonly out: string } {
  const { status, stdout, stderr } = spawnSync(name, [...args], { cwd, encoding: 'utf8' });
  return { status, out: `${stdout}${stderr}` };
}
