import type { ChannelKind } from './channel.ts';

/** What a robot made of a message; `again`: the same may well be taken a little later. */
export type Answer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly again: boolean };

/** Robots answer 200 whatever happened: the code in the body tells. */
const CODE_FIELDS: Readonly<Record<Exclude<ChannelKind, 'webhook'>, readonly string[]>> = {
  wecom: ['errcode'],
  dingtalk: ['errcode'],
  // Its first generation answered with StatusCode alone.
  feishu: ['code', 'StatusCode'],
};

/** Too many messages, or the vendor is busy. */
const PASSING: Readonly<Record<Exclude<ChannelKind, 'webhook'>, readonly number[]>> = {
  wecom: [-1, 45009],
  dingtalk: [-1, 130101, 410100],
  feishu: [9499, 11232],
};

const MESSAGE_BYTES = 300;

export function answerOf(kind: ChannelKind, { status, body }: { status: number; body: string }): Answer {
  if (status < 200 || status > 299)
    return {
      kind: 'refused',
      code: `HTTP ${String(status)}`,
      message: cut(body),
      again: status >= 500 || status === 429,
    };
  if (kind === 'webhook') return { kind: 'taken' };
  const answer = objectOf(body);
  const code = CODE_FIELDS[kind]
    .map((field) => answer?.[field])
    .find((value): value is number => typeof value === 'number');
  if (code === 0) return { kind: 'taken' };
  if (code === undefined) return { kind: 'refused', code: 'no code', message: cut(body), again: false };
  const message = ['errmsg', 'msg', 'StatusMessage']
    .map((field) => answer?.[field])
    .find((value): value is string => typeof value === 'string');
  return { kind: 'refused', code: String(code), message: cut(message ?? ''), again: PASSING[kind].includes(code) };
}

function objectOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function cut(text: string): string {
  return text.slice(0, MESSAGE_BYTES);
}
