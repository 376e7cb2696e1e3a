import { parseArgs } from 'node:util';
import { setup } from '../support/scratch.ts';

/** `npm run bench [NAME]`: each benchmark prints what it measured on this machine, beside its peer in the same run. */
const BENCHMARKS: Readonly<Record<string, () => Promise<{ readonly run: () => Promise<void> }>>> = {
  main: () => import('./main.ts'),
  api: () => import('./api.ts'),
  forecast: () => import('./forecast.ts'),
  ingest: () => import('./ingest.ts'),
  metrics: () => import('./metrics.ts'),
  samples: () => import('./samples.ts'),
};

const { positionals } = parseArgs({ allowPositionals: true });
const name = positionals[0] ?? 'main';
const load = BENCHMARKS[name];
if (load === undefined) {
  process.stderr.write(`no benchmark is called ${name}; there are: ${Object.keys(BENCHMARKS).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const clear = setup();
  try {
    await (await load()).run();
  } finally {
    clear?.();
  }
}
