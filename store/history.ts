import type { Stream } from '../ingest/stream.ts';
import { quoted } from './schema.ts';

/** SQL: what orders the messages of one key; the greatest is in force. */
export function historyOrder({ kind }: Stream): string {
  return kind === 'flow'
    ? 'revision, observed_at, bitNot(content_hash)'
    : 'observed_at, revision, bitNot(content_hash)';
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
