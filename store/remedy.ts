/** What helps against a failed statement. */
export type Remedy =
  /** The store is busy, away or in trouble: ask again. */
  | 'retry'
  /** The statement was too big for its memory: ask again in halves. */
  | 'halve'
  /** Some row cannot be stored: find it. */
  | 'bisect'
  /** The program, its tables or its rights are wrong; no row is to blame and no waiting helps. */
  | 'stop';

/** By ClickHouse's code; message texts change between versions. */
const BY_CODE: Readonly<Record<Exclude<Remedy, 'stop'>, readonly number[]>> = {
  // Timeouts, too many queries, network, overload, keeper, read-only for a while, too many parts, quorum.
  retry: [159, 202, 203, 209, 210, 225, 236, 242, 243, 252, 285, 290, 319, 394, 425, 999],
  halve: [241],
  // Whatever a parser or a type says of a value.
  bisect: [6, 25, 26, 27, 33, 38, 41, 53, 69, 72, 117, 321, 349, 441, 691],
};

const remedies = new Map(
  Object.entries(BY_CODE).flatMap(([remedy, codes]) => codes.map((code) => [String(code), remedy as Remedy])),
);

/** A statement that an HTTP answer refuses. A proxy's answer has no code of ClickHouse's: then it is `HTTP_502` or so. */
export class StatementRefused extends Error {
  readonly code: string;

  constructor(answer: { readonly status: number; readonly code: string | undefined; readonly text: string }) {
    super(answer.text.slice(0, LONGEST_TOLD));
    this.code = answer.code ?? `HTTP_${String(answer.status)}`;
  }
}

const LONGEST_TOLD = 2_000;

/** Too slow, too many, or whatever stands before the server has lost it; all else that a proxy says is for a person. */
const HTTP_RETRY = /^HTTP_(408|429|5\d\d)$/;

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** An error that is none of ClickHouse's and none of the network's stops the program: nobody knows what it did. */
export function remedyFor(error: unknown): Remedy {
  if (!(error instanceof Error)) return 'stop';
  const code = 'code' in error ? String(error.code) : '';
  if (NETWORK.has(code) || HTTP_RETRY.test(code)) return 'retry';
  // The client gives its own timeout no code.
  if (code === '' && error.message === 'Timeout error.') return 'retry';
  return remedies.get(code) ?? 'stop';
}
