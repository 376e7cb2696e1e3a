import type { SimulatedMessage, Source } from './message.ts';
import { isWatermark } from './message.ts';

/** Puts a source in order of `receivedAt`; holds only what is not yet due. */
export function* inOrder(source: Source): Generator<SimulatedMessage> {
  let held: SimulatedMessage[] = [];
  for (const item of source) {
    if (!isWatermark(item)) {
      held.push(item);
      continue;
    }
    held.sort(byReceipt);
    let due = 0;
    for (let message = held[due]; message !== undefined && message.receivedAt <= item.until; message = held[due]) {
      yield message;
      due += 1;
    }
    held = held.slice(due);
  }
  yield* held.sort(byReceipt);
}

/** Merges sources that are in order; of equals the earlier source goes first. */
export function* merge(sources: readonly Generator<SimulatedMessage>[]): Generator<SimulatedMessage> {
  const heads: { source: Generator<SimulatedMessage>; message: SimulatedMessage }[] = [];
  for (const source of sources) {
    const next = source.next();
    if (next.done !== true) heads.push({ source, message: next.value });
  }
  for (;;) {
    let first = heads[0];
    if (first === undefined) return;
    for (const head of heads) if (head.message.receivedAt < first.message.receivedAt) first = head;
    yield first.message;
    const next = first.source.next();
    if (next.done === true) heads.splice(heads.indexOf(first), 1);
    else first.message = next.value;
  }
}

function byReceipt(a: SimulatedMessage, b: SimulatedMessage): number {
  return a.receivedAt - b.receivedAt;
}
