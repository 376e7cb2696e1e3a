import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { scratch } from '../support/scratch.ts';

const ENTRY = fileURLToPath(new URL('../../app/gigacity.cts', import.meta.url));

/** Reads many files at once and tells how many threads the process has then. */
const MAIN = `import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
await Promise.all(Array.from({ length: 64 }, () => readFile('/proc/self/status')));
console.log(readdirSync('/proc/self/task').length);
`;

async function threads(file: string, environment: Readonly<Record<string, string>> = {}): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env: environment });
  return Number(stdout);
}

it.skipIf(!existsSync('/proc/self/task'))(
  'starts with sixteen threads beside the main one, or as many as are asked for',
  async () => {
    const folder = scratch();
    const compilerOptions = { module: ts.ModuleKind.NodeNext, rewriteRelativeImportExtensions: true };
    const { outputText } = ts.transpileModule(readFileSync(ENTRY, 'utf8'), { fileName: ENTRY, compilerOptions });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'entry.cjs'), outputText);
    writeFileSync(join(folder, 'main.js'), MAIN);
    const usual = await threads(join(folder, 'main.js'));
    expect((await threads(join(folder, 'entry.cjs'))) - usual).toBe(16 - 4);
    expect((await threads(join(folder, 'entry.cjs'), { UV_THREADPOOL_SIZE: '6' })) - usual).toBe(6 - 4);
  },
);
