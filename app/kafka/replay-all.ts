import type { Asker } from '../../store/asker.ts';
import type { DeadLetterFilter, DeadLetterPlace } from '../../store/dead-letters.ts';
import { readDeadLetters, readPlaces } from '../../store/dead-letters.ts';
import { retrying } from '../../store/retrying.ts';
import type { Replayed, ReplayDeps } from './replay.ts';
import { replay } from './replay.ts';

export interface ReplayAllDeps extends ReplayDeps {
  readonly asker: Asker;
}

/** What is read and written at once, so that memory is bounded however much was ever refused; ids go into an address. */
const PAGE_LETTERS = 300;
const PAGE_BYTES = 16_000_000;

/**
 * Replays every letter that is meant, page by page. A row that the store refuses becomes a dead letter again and keeps
 * nobody else's out; a store that is away ends the replay, which may be run again.
 */
export async function replayAll(
  { asker, ...deps }: ReplayAllDeps,
  filter: DeadLetterFilter,
  { pageLetters = PAGE_LETTERS }: { readonly pageLetters?: number } = {},
): Promise<Replayed> {
  const admitted: string[] = [];
  const refused: string[] = [];
  for (const page of pagesOf(await readPlaces(asker, filter), pageLetters)) {
    const [{ stream, carrier, position: first }] = page;
    const last = page.at(-1)?.position ?? first;
    const range = { stream, carrier, positions: [first, last] } as const;
    const ids = page.map(({ id }) => id);
    const letters = await readDeadLetters(asker, { ids, all: true, limit: ids.length }, range);
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

type Page = [DeadLetterPlace, ...DeadLetterPlace[]];

/** Neighbours of one feed, as many as are read at once. */
function pagesOf(places: readonly DeadLetterPlace[], pageLetters: number): readonly Page[] {
  const pages: Page[] = [];
  let bytes = 0;
  for (const place of places) {
    const page = pages.at(-1);
    bytes += place.bytes;
    const [first] = page ?? [];
    const fits = page !== undefined && page.length < pageLetters && bytes <= PAGE_BYTES;
    if (fits && first?.stream === place.stream && first.carrier === place.carrier) {
      page.push(place);
    } else {
      pages.push([place]);
      bytes = place.bytes;
    }
  }
  return pages;
}

type Origin = { readonly source: string; readonly partition: number; readonly offset: number; readonly line: number };

function placeOf({ source, partition, offset, line }: Origin): string {
  return [source, partition, offset, line].join('/');
}
