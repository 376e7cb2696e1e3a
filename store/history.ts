import type { Stream } from '../ingest/stream.ts';
import { quoted } from './schema.ts';

/** SQL: what orders the messages of one key; the greatest is in force. */
export function historyOrder(stream: Stream): string {
  return `${versionOrder(stream)}, bitNot(content_hash)`;
}

/** SQL: the same, of those that differ in more than their content. */
export function versionOrder({ kind }: Stream): string {
  return kind === 'flow' || kind === 'sample' ? 'revision, observed_at' : 'observed_at, revision';
}

/** SQL: the day that a message describes, and the day from which its figures hold, which may be later. */
export function statedDay(
  { kind, effective }: Stream,
  zone: string,
): { readonly stated: string; readonly from: string } {
  const stated = kind === 'flow' ? 'period_end' : `toDate(observed_at, ${zone})`;
  return {
    stated,
    from: effective === undefined ? stated : `greatest(${stated}, toDate(${quoted(effective)}, ${zone}))`,
  };
}

/** SQL: a 64-bit hash of what is said to be one message; a collision makes a suspect more and no tie. */
export function thingHash({ key }: Stream): string {
  return `cityHash64(${[...key.map(quoted), 'observed_at', 'revision'].join(', ')})`;
}
