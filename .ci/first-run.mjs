/**
 * The README's second line as a newcomer runs it: `npm start` on an empty directory becomes ready, answers over HTTP,
 * and ends in order when it is asked to.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const PATHS = ['/healthz', '/openapi.json', '/docs'];

const program = spawn('npm', ['start'], {
  env: { ...process.env, GIGACITY_PORT: '0' },
  stdio: ['ignore', 'inherit', 'pipe'],
  // npm and what it starts, so that both can be asked to end.
  detached: true,
});
let told = '';
program.stderr.on('data', (chunk) => {
  told += String(chunk);
  process.stderr.write(chunk);
});
const exit = once(program, 'exit');

try {
  const address = await found(() => /(http:\/\/\S+?)\/(?:\s|$)/.exec(told)?.[1]);
  await found(async () => ((await fetch(`${address}/readyz`)).ok ? true : undefined));
  for (const path of PATHS) {
    const response = await fetch(`${address}${path}`);
    if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
  }
  process.kill(-program.pid, 'SIGTERM');
  await exit;
  console.log('first run: started, ready, answered, ended');
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  try {
    process.kill(-program.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Asks for up to two minutes. */
async function found(ask) {
  for (let i = 0; i < 600; i += 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (program.exitCode !== null) throw new Error('npm start has ended by itself');
    await sleep(200);
  }
  throw new Error('npm start did not become ready');
}
