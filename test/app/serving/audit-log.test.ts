import { expect, test } from 'vitest';
import type { AuditEvent } from '../../../app/serving/audit-writer.ts';
import { AuditWriter } from '../../../app/serving/audit-writer.ts';
import type { AuditEntry } from '../../../store/audit.ts';
import { insertAudit } from '../../../store/audit.ts';
import type { Insertion } from '../../../store/query.ts';
import { emptyStore, locationOf } from '../../support/embedded.ts';
import { run } from '../run.ts';

function entry(request: string, own: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: Date.parse('2026-01-05T09:00:00+08:00'),
    request,
    key: 'k1',
    role: 'regulator',
    method: 'GET',
    path: '/v1/snapshots/s-1',
    query: '',
    status: 200,
    etag: '"s-1"',
    bytes: 12,
    address: '10.0.0.7',
    ...own,
  };
}

test('entries are written in batches, and all of them before the program ends', async () => {
  const written: Insertion[] = [];
  const writer = new AuditWriter({
    store: { insert: (one) => Promise.resolve(void written.push(one)) },
    report: () => undefined,
  });
  for (let i = 0; i < 1_500; i += 1) writer.record(entry(`r-${String(i)}`));
  expect(written).toEqual([]);
  await writer.close();
  expect(written.map(({ rows }) => rows.length)).toEqual([1000, 500]);
});

test('entries that the store did not take are kept and written later, in order', async () => {
  const rows: string[] = [];
  const events: AuditEvent[] = [];
  let isDown = true;
  const insert = (one: Insertion): Promise<void> => {
    if (isDown) return Promise.reject(new Error('down'));
    rows.push(...one.rows);
    return Promise.resolve();
  };
  const writer = new AuditWriter({ store: { insert }, report: (event) => events.push(event) });
  writer.record(entry('r-1'));
  await expect(writer.flush()).rejects.toThrow('down');
  expect(events).toMatchObject([{ kind: 'waiting', entries: 1 }]);
  writer.record(entry('r-2'));
  isDown = false;
  await writer.close();
  expect(rows).toEqual(insertAudit([entry('r-1'), entry('r-2')]).rows);
});

test('gigacity audit-log tells who asked for what, and shows no control characters of theirs', async () => {
  const store = await emptyStore();
  const later = { at: Date.parse('2026-01-06T09:00:00+08:00'), key: 'k2', query: 'q=\u001b[2J' };
  await store.insert(insertAudit([entry('r-1'), entry('r-2', later)]));
  const location = locationOf();
  const data = location.kind === 'embedded' ? location.directory : '';
  const asked = (...args: string[]): ReturnType<typeof run> => run(['audit-log', '--data', data, ...args]);

  const { out } = await asked();
  expect(out.split('\n').map((line) => line.trimEnd())).toEqual([
    expect.stringContaining('time') as string,
    '2026-01-06 09:00:00  k2   regulator  200     12     10.0.0.7  GET /v1/snapshots/s-1?q=�[2J',
    '2026-01-05 09:00:00  k1   regulator  200     12     10.0.0.7  GET /v1/snapshots/s-1',
    '',
  ]);
  const { out: json } = await asked('--key', 'k1', '--json');
  expect(JSON.parse(json)).toMatchObject({ audit: [{ at: '2026-01-05T01:00:00Z', request: 'r-1', status: 200 }] });
  expect(JSON.parse((await asked('--since', '2026-01-06', '--json')).out)).toMatchObject({ audit: [{ key: 'k2' }] });
  expect((await asked('--since', 'yesterday')).err).toContain('--since');
});
