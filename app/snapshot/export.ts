import { writeFileSync } from 'node:fs';
import { SNAPSHOT_TABLES } from '../../api/tables/snapshot-tables.ts';
import { SNAPSHOT_FORMATS, snapshotFile } from '../../api/tables/snapshot-views.ts';
import type { Context, Input } from '../command.ts';
import { DEMO_MARK } from '../evaluating/demo-mark.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { snapshotNamed } from './find.ts';
import { suggestion } from '../terminal/suggest.ts';
import { withWorks } from '../opening/wire.ts';
import { unwritable } from '../settings/disk.ts';

/** Writes one form of a snapshot to a file, or to stdout. */
export async function exportSnapshot(context: Context, input: Input, [id = '']: readonly string[]): Promise<ExitCode> {
  const { terminal } = context;
  return withWorks(
    context,
    () => ({
      format: oneOf(SNAPSHOT_FORMATS, '--format', input.text('format') ?? 'json'),
      table: oneOf(SNAPSHOT_TABLES, '--table', input.text('table') ?? 'verdicts'),
    }),
    async ({ store }, { format, table }) => {
      const kept = await snapshotNamed(store, id);
      const { bytes } = snapshotFile(kept, format, table);
      const out = input.text('out');
      if (out === undefined) terminal.printBytes(bytes);
      else {
        write(out, bytes);
        if (format === 'json') write(`${out}.minisig`, snapshotFile(kept, 'minisign').bytes);
        const also = format === 'json' ? ` + ${out}.minisig` : '';
        terminal.note({ zh: `已写入 ${out}${also}`, en: `wrote ${out}${also}` });
      }
      if (kept.isSimulated) terminal.note(DEMO_MARK);
      return EXIT.done;
    },
  );
}

function oneOf<T extends string>(all: readonly T[], option: string, text: string): T {
  const found = all.find((one) => one === text);
  if (found !== undefined) return found;
  throw wrong({ zh: `${option}：没有“${text}”`, en: `${option}: there is no "${text}"` }, suggestion(text, all));
}

function write(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes);
  } catch (cause) {
    throw unwritable(file, cause);
  }
}
