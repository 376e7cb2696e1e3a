import type { Asker } from '../../store/asker.ts';
import type { DeadLetterFilter } from '../../store/dead-letters.ts';
import { readDeadLettersAt, readPlaces } from '../../store/dead-letters.ts';
import { retrying } from '../../store/retrying.ts';
import { letterPages } from './letter-pages.ts';
import type { Replayed, ReplayDeps } from './replay.ts';
import { replay } from './replay.ts';

export interface ReplayAllDeps extends ReplayDeps {
  readonly asker: Asker;
}

/**
 * Replays every letter that is meant, page by page. A row that the store refuses becomes a dead letter again and keeps
 * nobody else's out; a store that is away ends the replay, which may be run again.
 */
export async function replayAll(
  { asker, ...deps }: ReplayAllDeps,
  filter: DeadLetterFilter,
  { pageLetters }: { readonly pageLetters?: number } = {},
): Promise<Replayed> {
  const admitted: string[] = [];
  const refused: string[] = [];
  for (const page of letterPages(await readPlaces(asker, filter, 'table'), pageLetters)) {
    const letters = await readDeadLettersAt(asker, page);
    const again = new Set<string>();
    const done = await replay({ ...deps, store: settingAside(deps.store, letters, again) }, letters);
    admitted.push(...done.admitted.filter((id) => !again.has(id)));
    refused.push(...done.refused, ...again);
  }
  return { admitted, refused };
}

/** A store that puts back what it cannot take, and notes which letters those are. */
function settingAside(
  store: ReplayDeps['store'],
  letters: readonly { readonly id: string; readonly origin: Origin }[],
  again: Set<string>,
): ReplayDeps['store'] {
  const ids = new Map(letters.map(({ id, origin }) => [placeOf(origin), id]));
  let failure: Error | undefined;
  const writers = retrying({
    store,
    deadLetters: store,
    signal: new AbortController().signal,
    // Whoever stands at a terminal had better be told at once.
    pause: () => Promise.reject(failure ?? new Error('the store did not take it')),
    random: () => 0,
    report: (event) => {
      if (event.kind === 'retrying') failure = event.error;
      if (event.kind === 'store_rejected') again.add(ids.get(placeOf(event.deadLetter.origin)) ?? '');
    },
  });
  return { ...writers, recordReplays: (done) => store.recordReplays(done.filter((id) => !again.has(id))) };
}

type Origin = { readonly source: string; readonly partition: number; readonly offset: number; readonly line: number };

function placeOf({ source, partition, offset, line }: Origin): string {
  return [source, partition, offset, line].join('/');
}
