/** Why a message is refused; the word is stable and documented, the text beside it is for people. */
export const REASON_CODES = [
  'empty',
  'not_utf8',
  'not_json',
  'too_large',
  'unknown_stream',
  'schema',
  'range',
  'time',
  'unknown_district',
  'unknown_carrier',
  'wrong_carrier',
  'future',
  'store_rejected',
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

export interface Reason {
  readonly code: ReasonCode;
  /** Where in the message, e.g. `rows[2].subscribers`; empty for the message as a whole. */
  readonly path: string;
  readonly detail: string;
}

export function reason(code: ReasonCode, path: string, detail: string): Reason {
  return { code, path, detail };
}

/** One reason as a person reads it: `rows[2].subscribers: expected a whole number ≥ 0, got -3`. */
export function describeReason({ path, detail }: Reason): string {
  return path === '' ? detail : `${path}: ${detail}`;
}
