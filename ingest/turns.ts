/** So much at once; whoever comes later waits in line. */
export interface Turns {
  /** Whether whoever comes now would wait. */
  readonly isFull: () => boolean;
  /** How many stand in line. */
  readonly waiting: () => number;
  readonly take: <T>(work: () => Promise<T>) => Promise<T>;
}

export function turns(atOnce: number): Turns {
  let running = 0;
  const line: (() => void)[] = [];
  return {
    isFull: () => running >= atOnce,
    waiting: () => line.length,
    take: async (work) => {
      if (running >= atOnce) await new Promise<void>((resolve) => line.push(resolve));
      else running += 1;
      try {
        return await work();
      } finally {
        // Whoever ends hands its turn over, so that nobody can slip in between.
        const next = line.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
