import { Busy } from '../../api/ports.ts';

/** Does so much at once and lets so much wait; whatever comes beyond that is refused with a Busy. */
export function bounded({
  atOnce,
  waiting,
}: {
  readonly atOnce: number;
  readonly waiting: number;
}): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new Busy(RETRY_SECONDS);
      // Whoever ends hands its turn over, so that nobody can slip in between.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

const RETRY_SECONDS = 2;
