import type { Stream } from './stream.ts';
import { acceptances } from './streams/acceptances.ts';
import { coverage } from './streams/coverage.ts';
import { ponPorts } from './streams/pon-ports.ts';
import { programmeProgress } from './streams/programme-progress.ts';
import { sites5g } from './streams/sites-5g.ts';
import { speedSamples } from './streams/speed-samples.ts';
import { statistics } from './streams/statistics.ts';
import { subscribers } from './streams/subscribers.ts';
import { taskCompletions } from './streams/task-completions.ts';

/** Every stream there is; a new one is one file and one line here. */
export const STREAMS: readonly Stream[] = [
  ponPorts,
  sites5g,
  subscribers,
  speedSamples,
  coverage,
  programmeProgress,
  acceptances,
  statistics,
  taskCompletions,
];

const byName = new Map(STREAMS.map((stream) => [stream.name, stream]));

export function findStream(name: string): Stream | undefined {
  return byName.get(name);
}

/** For names that were checked at the door; throws a TypeError where no stream is called so. */
export function streamNamed(name: string): Stream {
  const stream = findStream(name);
  if (stream === undefined) throw new TypeError(`no stream is called ${name}`);
  return stream;
}
