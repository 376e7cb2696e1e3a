import { DAY_MS } from './day.ts';
import { digest, draw, fraction } from './draw.ts';
import type { FaultName } from './faults.ts';
import { corrupt, FAULT_NAMES } from './faults.ts';
import type { SimulatedMessage, Source, Watermark } from './message.ts';
import { isWatermark } from './message.ts';

const ONE_IN_DUPLICATES = 1_000;
const ONE_IN_FAULTS = 2_000;
/** The beginning of a line names its id and carrier, which is all that a decision about it rests on. */
const HEAD = 80;

/**
 * Adds what transports and senders add: some lines come twice, some come broken. Nothing of the source is lost or
 * changed, so whoever drops the duplicates and the broken has the source again.
 */
export function* disturb(source: Source, seed: number): Generator<SimulatedMessage | Watermark> {
  const faults = [...FAULT_NAMES];
  for (const item of source) {
    yield item;
    if (isWatermark(item)) continue;
    const drawn = draw(seed, digest(item.line, HEAD), item.stream.length);
    if (drawn % ONE_IN_DUPLICATES === 0)
      yield { ...item, receivedAt: item.receivedAt + duplicateDelay(draw(seed, drawn)) };
    if (drawn % ONE_IN_FAULTS === 7) yield broken(item, faults);
  }
}

function duplicateDelay(drawn: number): number {
  return Math.floor(1 + fraction(drawn) ** 4 * 3 * DAY_MS);
}

/** Takes the fault that has waited longest among those that fit, so that every kind comes up. */
function broken(message: SimulatedMessage, faults: FaultName[]): SimulatedMessage {
  for (const [i, fault] of faults.entries()) {
    const line = corrupt(message.line, fault);
    if (line === undefined) continue;
    faults.push(...faults.splice(i, 1));
    return { ...message, receivedAt: message.receivedAt + 1, line, fault };
  }
  throw new Error(`no fault fits a line of ${message.stream}`);
}
