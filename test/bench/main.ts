import { cpSync, createWriteStream, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measured } from './measure.ts';
import { machine, measure } from './measure.ts';
import { scratch } from '../support/scratch.ts';

const LINES = 2_000_000;
const PROGRAM = fileURLToPath(new URL('../../dist/app/gigacity.cjs', import.meta.url));
const PEER = fileURLToPath(new URL('./peer.ts', import.meta.url));
const REPORT = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));

const DISTRICTS = [
  '310101',
  '310104',
  '310105',
  '310106',
  '310107',
  '310109',
  '310110',
  '310112',
  '310113',
  '310114',
  '310115',
  '310116',
  '310117',
  '310118',
  '310120',
  '310151',
];

/** One line of about 210 bytes. */
const FEEDS: Readonly<Record<string, (i: number) => string>> = {
  'pon-ports': (i) =>
    `{"id":"p-${String(i)}-2025","carrier":"telecom","district":"${DISTRICTS[i % 16] ?? ''}","observed_at":"2025-0${String(1 + (i % 9))}-15T08:00:00+08:00","revision":0,"olt":"SH-OLT-${String(i % 5000).padStart(5, '0')}","port":"0/${String(i % 17)}/${String(Math.floor(i / 5000))}","technology":"${['gpon', 'xgs-pon', '10g-epon', 'xg-pon', 'epon'][i % 5] ?? ''}","area":"urban","status":"in_service"}\n`,
  'speed-samples': (i) =>
    `{"id":"s-${String(i)}","carrier":"telecom","district":"${DISTRICTS[i % 16] ?? ''}","observed_at":"2025-0${String(1 + (i % 9))}-${String(10 + (i % 19))}T${String(10 + (i % 13))}:15:${String(10 + (i % 50))}+08:00","service":"mobile","generation":"5g","place":"outdoor","download_mbps":${String(((i * 7919) % 95_000) / 100 + 5)},"latency_ms":${String((i % 400) / 10 + 2)},"tester":"t-${String(i % 20_000)}"}\n`,
};

/** Loads large files, and evaluates a large city, each beside the engine alone; prints and records what it measured. */
export async function run(): Promise<void> {
  const folder = scratch();
  const loads = [];
  for (const stream of Object.keys(FEEDS)) loads.push(await loadRow(folder, stream));
  const text = page(loads, await evaluation(folder));
  process.stdout.write(text);
  writeFileSync(REPORT, text);
}

async function loadRow(folder: string, stream: string): Promise<string> {
  const file = join(folder, `${stream}.telecom.ndjson`);
  const bytes = await writeFeed(file, FEEDS[stream] ?? String);
  const peer = await measure(process.execPath, [
    '--import',
    'tsx',
    PEER,
    'load',
    join(folder, `${stream}-peer`),
    stream,
    file,
  ]);
  const own = await measure(process.execPath, [PROGRAM, 'load', file, '--data', join(folder, stream), '--json']);
  const { admitted } = JSON.parse(own.stdout) as { admitted: number };
  if (admitted !== LINES) throw new Error(`only ${String(admitted)} lines were admitted`);
  rmSync(file);
  const rate = ({ seconds }: Measured): string => Math.round(LINES / seconds).toLocaleString('en');
  return `| ${stream} | ${(bytes / LINES).toFixed(0)} | ${rate(own)} | ${rate(peer)} | ${(peer.seconds / own.seconds).toFixed(2)} | ${own.peakMegabytes?.toFixed(0) ?? 'unknown'} |`;
}

async function writeFeed(file: string, line: (i: number) => string): Promise<number> {
  const out = createWriteStream(file);
  for (let i = 0; i < LINES;) {
    let text = '';
    for (const end = Math.min(i + 5_000, LINES); i < end; i += 1) text += line(i);
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return out.bytesWritten;
}

/** A city that nothing is remembered of, twice: for the evaluation alone, and for whole processes. */
async function evaluation(folder: string): Promise<readonly string[]> {
  const [inProcess, whole] = [join(folder, 'city'), join(folder, 'city-too')];
  await measure(process.execPath, ['--import', 'tsx', PEER, 'city', inProcess]);
  cpSync(inProcess, whole, { recursive: true });
  const evaluate = async (): Promise<Evaluated> =>
    JSON.parse((await measure(process.execPath, ['--import', 'tsx', PEER, 'evaluate', inProcess])).stdout) as Evaluated;
  const cold = await evaluate();
  const later = await evaluate();
  const command = (name: string): Promise<Measured> =>
    measure(process.execPath, [
      ...[PROGRAM, name, '--profile', 'shanghai', '--as-of', '2025-12-31', '--json'],
      ...['--data', whole],
    ]);
  const first = await command('indicators');
  const again = await command('indicators');
  if (first.stdout !== again.stdout) throw new Error('the second answer differs from the first');
  const row = (what: string, one: number, ...others: readonly number[]): string =>
    `| ${[what, one.toFixed(2), ...others.flatMap((other) => [other.toFixed(3), (other / one).toFixed(3)])].join(' | ')} |`;
  const found = `${String(cold.values)} values, ${String(cold.verdicts)} verdicts`;
  return [
    row(`evaluation (${found}, forecasts, completeness, doubts)`, cold.first, later.first, cold.again),
    `${row('`gigacity indicators --json`, the whole process', first.seconds, again.seconds).slice(0, -1)}| | |`,
  ];
}

interface Evaluated {
  readonly first: number;
  readonly again: number;
  readonly values: number;
  readonly verdicts: number;
}

function page(loads: readonly string[], evaluated: readonly string[]): string {
  return [
    '# Benchmarks',
    '',
    `Measured by \`npm run bench\` on ${machine()}. Whole processes, start and end included; both sides of a ratio ran one after the other.`,
    '',
    `## Loading ${LINES.toLocaleString('en')} lines`,
    '',
    'The peer is embedded ClickHouse reading the same file into the same table by itself (`INSERT … SELECT … FROM file()`), without validation, dead letters or lineage.',
    '',
    '| stream | bytes a line | rows/s, `gigacity load` | rows/s, engine alone | ratio | peak memory, MB |',
    '| --- | --- | --- | --- | --- | --- |',
    ...loads,
    '',
    '## The whole catalogue',
    '',
    'Shanghai with 1,000,000 ports of 3 states each, 5,000,000 speed samples and 24 months of reports, at the end of 2025. Cold: nothing is remembered of the store. Then nothing changed, for a process that starts with the remembered answers, and for one that goes on running. How it grows with the samples: [benchmarks-samples.md](benchmarks-samples.md).',
    '',
    '| what | cold, s | new process, s | ratio | same process, s | ratio |',
    '| --- | --- | --- | --- | --- | --- |',
    ...evaluated,
    '',
  ].join('\n');
}
