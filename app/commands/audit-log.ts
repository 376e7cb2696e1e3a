import type { AuditEntry } from '../../store/audit.ts';
import { readAudit } from '../../store/audit.ts';
import { instantText } from '../../indicators/calendar.ts';
import type { Context, Input } from '../command.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT } from '../terminal/failure.ts';
import { receiptText, shortMoment } from '../terminal/moments.ts';
import { printable } from '../terminal/printable.ts';
import { receivedAt, zoneOf } from '../terminal/request.ts';
import { table } from '../terminal/table.ts';
import { wholeNumber } from '../terminal/whole-number.ts';
import { withWorks } from '../opening/wire.ts';

const LISTED = '50';

/** Who asked the server for what, the latest first. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  const [since, key] = [input.text('since'), input.text('key')];
  const filter = {
    ...(since === undefined ? {} : { since: receivedAt(since, 0, '--since') }),
    ...(key === undefined ? {} : { key }),
    limit: wholeNumber('--limit', input.text('limit') ?? LISTED),
  };
  return withWorks(
    context,
    () => undefined,
    async ({ store, profiles }) => {
      const entries = await readAudit(store, filter);
      if (terminal.json) {
        terminal.printJson({ audit: entries.map(toDocument) });
        return EXIT.done;
      }
      if (entries.length === 0) terminal.note({ zh: '没有记录', en: 'there are no entries' });
      else terminal.print(show(entries, { zone: zoneOf(profiles), say: (text) => terminal.say(text) }));
      return EXIT.done;
    },
  );
}

function show(
  entries: readonly AuditEntry[],
  { zone, say }: { zone: string; say: (text: { zh: string; en: string }) => string },
): string {
  const heads = [
    ['时间', 'time'],
    ['密钥', 'key'],
    ['角色', 'role'],
    ['状态', 'status'],
    ['字节', 'bytes'],
    ['地址', 'address'],
    ['请求', 'request'],
  ] as const;
  return table(
    heads.map(([zh, en]) => ({ head: say({ zh, en }) })),
    entries.map(({ at, key, role, status, bytes, address, method, path, query }) => [
      shortMoment(receiptText(at, zone)),
      key === '' ? say({ zh: '本机', en: 'local' }) : key,
      role,
      String(status),
      String(bytes),
      address,
      printable(`${method} ${path}${query === '' ? '' : `?${query}`}`),
    ]),
    '',
  );
}

function toDocument({ at, ...entry }: AuditEntry): unknown {
  return { at: instantText(at), ...entry };
}
