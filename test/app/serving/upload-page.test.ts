import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { buildServer } from '../../../api/server.ts';
import { hashOf, toToken } from '../../../api/tokens.ts';
import { SPOOL_LIMITS, UploadDesk } from '../../../app/serving/upload.ts';
import { shippedCatalogue, shippedRules } from '../../support/catalogue.ts';
import { emptyStore } from '../../support/embedded.ts';
import { serverDeps } from '../../support/server-deps.ts';
import { scratch } from '../../support/scratch.ts';

const PAGE = readFileSync(fileURLToPath(new URL('../../../docs/upload.md', import.meta.url)), 'utf8');
const SECRET = '0d'.repeat(32);

test('the commands of docs/upload.md work as they are printed', async () => {
  const store = await emptyStore();
  const [rules, folder] = [shippedRules(shippedCatalogue()), scratch()];
  const now = (): number => Date.parse('2026-01-05T09:00:00+08:00');
  const key = { id: 'telecom', role: 'upload', carrier: 'telecom', sha256: hashOf(SECRET), createdAt: '' } as const;
  const uploads = new UploadDesk({ store, asker: store, rules, folder, limits: SPOOL_LIMITS, topics: undefined, now });
  const server = await buildServer(serverDeps({ keys: { find: () => key }, uploads }), { version: '1' });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  try {
    const here = scratch();
    for (const { groups } of PAGE.matchAll(/<!-- file: (?<name>\S+) -->\n+```\w+\n(?<text>[\s\S]*?)```/g))
      writeFileSync(join(here, groups?.['name'] ?? ''), groups?.['text'] ?? '');
    const commands = [...PAGE.matchAll(/```sh\n([\s\S]*?)\n```/g)].map(([, command = '']) => command);
    const answers: unknown[] = [];
    for (const command of commands) {
      const { stdout } = await promisify(execFile)(
        'sh',
        ['-c', command.replace('https://gigacity.example', address).replace('curl ', 'curl -sS --noproxy "*" ')],
        { cwd: here, env: { PATH: process.env['PATH'], GIGACITY_KEY: toToken({ id: key.id, secret: SECRET }) } },
      );
      answers.push(JSON.parse(stdout));
    }
    const bytes = readFileSync(join(here, 'sites-5g.ndjson')).length;
    expect(answers).toMatchObject([
      { admitted: 1, rejected: 1, duplicate: 0, bytes, reasons: { range: 1 }, refusals: [{ line: 2 }] },
      { admitted: 1, rejected: 1, duplicate: 1, bytes },
      { admitted: 1, rejected: 0, duplicate: 0 },
    ]);
  } finally {
    await server.close();
  }
});
