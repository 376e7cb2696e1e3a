import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { FeedFile } from '../../ingest/files.ts';
import type { Judged } from '../../ingest/judge.ts';
import { judge } from '../../ingest/judge.ts';
import { findStream } from '../../ingest/streams.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { line, RECEIVED_AT } from '../support/load.ts';
import { scratch } from '../support/scratch.ts';

const rules = shippedRules(shippedCatalogue());
const folder = scratch();

async function read(
  name: string,
  content: string | Uint8Array,
  stream = name.split('.')[0] ?? '',
): Promise<Judged & { digest: ReturnType<FeedFile['digest']> }> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const declared = findStream(stream);
  if (declared === undefined) throw new Error(stream);
  const file = new FeedFile(path, declared, { receivedAt: RECEIVED_AT });
  const judged: Judged = { measurements: [], deadLetters: [] };
  for await (const message of file.messages(() => undefined)) judge(message, rules, judged);
  return { ...judged, digest: file.digest() };
}

const port = (i: number, of: object = {}): string =>
  line({ olt: 'A', port: String(i), technology: 'gpon', area: 'urban', status: 'in_service', ...of });

test('every line of a file keeps its number, across the stretches in which it is read', async () => {
  const lines = Array.from({ length: 12_000 }, (_, i) => port(i));
  lines[6_000] = 'broken';
  const { measurements, deadLetters } = await read('pon-ports.ndjson', lines.join('\n'));
  expect(measurements).toHaveLength(11_999);
  expect(measurements.at(-1)).toMatchObject({
    receivedAt: RECEIVED_AT,
    origin: { source: 'file:pon-ports.ndjson', line: 12_000 },
  });
  expect(deadLetters).toMatchObject([{ origin: { line: 6_001 }, reasons: [{ code: 'not_json' }] }]);
});

test('a compressed file gives what the plain one gives, and each is named by the bytes on the disk', async () => {
  const text = `${port(1)}\n${port(2)}\n`;
  const plain = await read('pon-ports.a.ndjson', text);
  const packed = await read('pon-ports.b.ndjson.gz', gzipSync(text));
  expect(packed.measurements.map(({ message }) => message)).toEqual(plain.measurements.map(({ message }) => message));
  expect(plain.digest).toEqual({ sha256: createHash('sha256').update(text).digest('hex'), bytes: text.length });
  expect(packed.digest.sha256).not.toBe(plain.digest.sha256);
});

test('an empty file holds nothing', async () => {
  expect(await read('pon-ports.empty.ndjson', '')).toMatchObject({ measurements: [], deadLetters: [] });
});

test('a CSV file reads as the messages that it stands for', async () => {
  const { measurements, deadLetters } = await read(
    'pon-ports.csv',
    '\ufeffid,carrier,district,observed_at,revision,olt,port,technology,area,status\r\n1,telecom,310115,2025-03-31T23:59:59+08:00,,"A,1",p1,gpon,urban,in_service\r\n2,telecom,310115,2025-03-31T23:59:59+08:00,x,A,p2,gpon,urban,in_service\r\n',
  );
  expect(measurements).toMatchObject([{ message: { id: '1', olt: 'A,1', port: 'p1' } }]);
  expect(measurements[0]?.message).not.toHaveProperty('revision');
  expect(deadLetters).toMatchObject([
    { reasons: [{ code: 'schema', path: 'revision', detail: 'expected a whole number ≥ 0, got "x"' }] },
  ]);
});

test("neighbouring CSV lines of one id are one report's rows, and no digit of a number is lost", async () => {
  const head = 'id,carrier,district,observed_at,statistic,rows.value,rows.item\n';
  const one = (id: string, value: string, item: string): string =>
    `${id},tower,310000,2025-03-31T23:59:59+08:00,compute_latency,${value},${item}\n`;
  const { measurements } = await read(
    'statistics.csv',
    head + one('1', '0.97', 'a') + one('1', '1.000000000000000001', 'b') + one('2', '3', 'c'),
  );
  expect(measurements.map(({ message }) => message.rows?.map((row) => String(row['value'])))).toEqual([
    ['0.97', '1.000000000000000001'],
    ['3'],
  ]);
});

test('a gzip file that is cut off fails, rather than passing for its first part', async () => {
  const packed = gzipSync(`${port(1)}\n`.repeat(1_000));
  await expect(read('pon-ports.cut.ndjson.gz', packed.subarray(0, packed.length - 20))).rejects.toThrow(
    /unexpected end of file/,
  );
});
