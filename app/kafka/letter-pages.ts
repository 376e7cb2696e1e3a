import type { Asker } from '../../store/asker.ts';
import type { DeadLetterFilter, DeadLetterPlace, KeptDeadLetter } from '../../store/dead-letters.ts';
import { readDeadLettersAt, readPlaces } from '../../store/dead-letters.ts';

/** What is read at once, so that memory is bounded however much was ever refused; ids go into an address. */
const PAGE_LETTERS = 300;
const PAGE_BYTES = 16_000_000;

/** Places in their order, as many together as are read at once. */
export function letterPages(
  places: readonly DeadLetterPlace[],
  pageLetters = PAGE_LETTERS,
): readonly (readonly DeadLetterPlace[])[] {
  const pages: DeadLetterPlace[][] = [];
  let bytes = 0;
  for (const place of places) {
    const page = pages.at(-1);
    bytes += place.bytes;
    if (page !== undefined && page.length < pageLetters && bytes <= PAGE_BYTES) page.push(place);
    else {
      pages.push([place]);
      bytes = place.bytes;
    }
  }
  return pages;
}

/**
 * The letters that are meant, the latest first, of which no more than a page is held. Which they are is settled by the
 * first question: what comes or is replayed meanwhile moves none.
 */
export async function* readEachDeadLetter(
  asker: Asker,
  filter: DeadLetterFilter,
  { pageLetters }: { readonly pageLetters?: number } = {},
): AsyncGenerator<KeptDeadLetter, void> {
  for (const page of letterPages(await readPlaces(asker, filter, 'latest'), pageLetters))
    yield* await readDeadLettersAt(asker, page);
}
