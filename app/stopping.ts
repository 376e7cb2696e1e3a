import process from 'node:process';

let stop: AbortController | undefined;

/** Aborted by the first SIGTERM or SIGINT after the first call; the second ends the process at once. */
export function stopping(): AbortSignal {
  if (stop === undefined) {
    const made = new AbortController();
    const stopNow = (): void => {
      process.off('SIGTERM', stopNow).off('SIGINT', stopNow);
      made.abort();
    };
    process.on('SIGTERM', stopNow).on('SIGINT', stopNow);
    stop = made;
  }
  return stop.signal;
}
