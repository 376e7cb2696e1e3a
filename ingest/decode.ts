import type { Reason } from './rejection.ts';
import { reason } from './rejection.ts';
import { fromJson, nested } from './json.ts';

/** A line of more bytes than this is a dead letter; 1 MB is also what Kafka takes by default. */
export const MAX_LINE_BYTES = 1_000_000;

/** One line of a message's value, read or refused. */
export type Line =
  | { readonly kind: 'read'; readonly index: number; readonly text: string; readonly value: unknown }
  | { readonly kind: 'refused'; readonly index: number; readonly raw: Uint8Array; readonly reason: Reason };

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;
const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The lines of a value, numbered from 0, each standing or falling alone; one final newline ends the last line.
 * `decimals`: whether the stream has measured values, of which no digit may be lost.
 */
export function decode(value: Uint8Array | null, decimals: boolean): readonly Line[] {
  if (value === null || value.length === 0)
    return [refused(0, new Uint8Array(), 'empty', 'expected a JSON object, got no bytes')];
  const text = fromUtf8(value);
  if (text === undefined) return decodeBytewise(value, decimals);
  const unmarked = withoutMark(text);
  // Most messages are one line.
  if (!unmarked.includes('\n')) return [decodeLine(0, unmarked, decimals)];
  const lines = unmarked.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, index) => decodeLine(index, line, decimals));
}

/** Some line is not UTF-8: find out which, so that its neighbours stand. */
function decodeBytewise(value: Uint8Array, decimals: boolean): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < value.length;) {
    const newline = value.indexOf(NEWLINE, start);
    const end = newline === -1 ? value.length : newline;
    const bytes = value.subarray(start, end);
    const text = fromUtf8(bytes);
    const index = lines.length;
    lines.push(
      text === undefined
        ? refused(index, bytes, 'not_utf8', 'expected UTF-8')
        : decodeLine(index, start === 0 ? withoutMark(text) : text, decimals),
    );
    start = end + 1;
  }
  return lines;
}

function decodeLine(index: number, text: string, decimals: boolean): Line {
  // A character is at most three bytes, so short lines need no counting.
  if (text.length * 3 > MAX_LINE_BYTES) {
    const bytes = Buffer.from(text);
    if (bytes.length > MAX_LINE_BYTES)
      return refused(
        index,
        bytes,
        'too_large',
        `expected at most ${String(MAX_LINE_BYTES)} bytes, got ${String(bytes.length)}`,
      );
  }
  const parsed = fromJson(text, decimals);
  if (parsed.kind === 'value') {
    // Escapes can name half a surrogate pair, which no UTF-8 text can hold; it would spoil its whole batch.
    if (SURROGATE_ESCAPE.test(text) && !isWellFormed(parsed.value))
      return refused(index, Buffer.from(text), 'not_utf8', 'a lone surrogate (\\ud800–\\udfff) is no character');
    return { kind: 'read', index, text, value: parsed.value };
  }
  return text.trim() === ''
    ? refused(index, Buffer.from(text), 'empty', 'expected a JSON object, got an empty line')
    : refused(index, Buffer.from(text), 'not_json', parsed.detail);
}

function isWellFormed(value: unknown): boolean {
  const texts = (values: readonly unknown[]): boolean =>
    values.every((one) => typeof one !== 'string' || one.isWellFormed());
  return texts([value]) && nested(value).every((object) => texts(Object.keys(object)) && texts(Object.values(object)));
}

/** Some editors put a mark before a file's first line, which is no part of its content. */
function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

function refused(index: number, raw: Uint8Array, code: Reason['code'], detail: string): Line {
  return { kind: 'refused', index, raw, reason: reason(code, '', detail) };
}

function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
