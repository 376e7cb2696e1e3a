import { readFile } from 'node:fs/promises';
import type { DeadLetter } from '../../ingest/measurement.ts';
import { describeReason } from '../../ingest/rejection.ts';
import type { KeptDeadLetter } from '../../store/dead-letters.ts';
import { EXIT, Failure, messageOf, wrong } from '../terminal/failure.ts';
import { printable } from '../terminal/printable.ts';
import type { ReplayDeps } from './replay.ts';
import { replay } from './replay.ts';

/**
 * Takes in a dead letter as somebody has mended it, with the receipt and place that it had. The letter itself stays as
 * it came, marked as replayed. Throws a Failure, and changes nothing, where the mended line is refused too.
 */
export async function replayMended(deps: ReplayDeps, letter: KeptDeadLetter, file: string): Promise<void> {
  const raw = await lineOf(file);
  const refused: DeadLetter[] = [];
  const { store } = deps;
  const keepingNothing: ReplayDeps['store'] = {
    pack: store.pack,
    write: (parcels) => store.write(parcels),
    recordReplays: (ids) => store.recordReplays(ids),
    bury: (letters) => Promise.resolve(void refused.push(...letters)),
  };
  await replay({ ...deps, store: keepingNothing }, [{ ...letter, raw }]);
  if (refused.length === 0) return;
  const why = refused.flatMap(({ reasons }) => reasons.map((reason) => printable(describeReason(reason)))).join('; ');
  throw new Failure(
    EXIT.failed,
    { zh: `改正后仍被拒收：${why}`, en: `it is refused as it was mended too: ${why}` },
    { mend: { zh: `再改 ${file}；什么都没有改变`, en: `mend ${file} again; nothing was changed` } },
  );
}

/** One line without its end. */
async function lineOf(file: string): Promise<Buffer> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    const reason = messageOf(cause);
    throw wrong({ zh: `读不了 ${file}：${reason}`, en: `cannot read ${file}: ${reason}` });
  });
  const text = bytes.toString('latin1').replace(/\r?\n$/, '');
  if (!text.includes('\n')) return Buffer.from(text, 'latin1');
  throw wrong(
    { zh: `${file} 不止一行`, en: `${file} has more than one line` },
    { zh: '一条死信就是一行', en: 'a dead letter is one line' },
  );
}
