import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { served, servedDeps } from '../support/served.ts';
import { scratch } from '../support/scratch.ts';

const text = readFileSync(fileURLToPath(new URL('../../docs/api.md', import.meta.url)), 'utf8');
const commands = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));

let server: FastifyInstance;
let address: string;
const folder = scratch();

beforeAll(async () => {
  server = await served(await servedDeps());
  address = await server.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await server.close();
});

describe('docs/api.md', () => {
  it.each(commands)('%s', async (command) => {
    const own = command.replaceAll('http://127.0.0.1:8080', address);
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', own], { cwd: folder });
    expect(stderr).toBe('');
    if (!command.includes(' -o ')) expect(JSON.parse(stdout)).toMatchObject({ data: expect.any(Array) as unknown[] });
    if (command.includes('--etag-compare')) expect(stdout).toBe('304');
  });

  it('names every route of figures and definitions', () => {
    const { paths } = server.swagger() as { paths: Record<string, { get?: { tags?: readonly string[] } }> };
    for (const [path, { get }] of Object.entries(paths))
      if (get?.tags?.some((tag) => tag === 'figures' || tag === 'definitions') === true)
        expect(text).toContain(`\`${path}\``);
  });
});
