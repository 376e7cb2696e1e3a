import { Busy } from '../../api/ports.ts';
import { turns } from '../../ingest/turns.ts';

/** Does so much at once and lets so much wait; whatever comes beyond that is refused with a Busy. */
export function bounded({
  atOnce,
  waiting,
}: {
  readonly atOnce: number;
  readonly waiting: number;
}): <T>(work: () => Promise<T>) => Promise<T> {
  const { isFull, waiting: inLine, take } = turns(atOnce);
  return async (work) => {
    if (isFull() && inLine() >= waiting) throw new Busy(RETRY_SECONDS);
    return take(work);
  };
}

const RETRY_SECONDS = 2;
