import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { scratch } from '../support/scratch.ts';
import { run } from './run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DATA = join(scratch(), 'data');
const EXCERPT = /<!-- excerpt: (?<command>.+) -->\n+```text\n(?<text>[\s\S]*?)```/g;

beforeAll(async () => {
  expect(await run(['start', '--data', DATA])).toMatchObject({ exit: 0 });
}, 180_000);

test.each(['README.md', 'README.zh-CN.md'])('what %s shows of the demo is what the program prints', async (page) => {
  const excerpts = [...readFileSync(join(ROOT, page), 'utf8').matchAll(EXCERPT)];
  expect(excerpts).not.toEqual([]);
  for (const { groups } of excerpts) {
    const { out } = await run([...(groups?.['command'] ?? '').split(' '), '--data', DATA], {
      now: '2026-02-01T09:00:00+08:00',
    });
    expect(`${trimmed(out)}\n`).toBe(groups?.['text']);
  }
});

test.each(['README.md', 'README.zh-CN.md'])(
  'the commands that %s suggests work',
  async (page) => {
    const folder = scratch();
    const commands = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^\| `npx gigacity (.+?)`/gm)].map(
      ([, command]) => command ?? '',
    );
    expect(commands.length).toBeGreaterThan(5);
    for (const command of commands) {
      const args = command.replace('./feeds', join(folder, 'feeds')).replace('./mine', join(folder, 'mine')).split(' ');
      const ran = await run([...args, ...(command.includes('--data') ? [] : ['--data', DATA])]);
      expect(ran.exit, `${command}: ${ran.err}`).toBe(0);
    }
  },
  180_000,
);

function trimmed(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}
