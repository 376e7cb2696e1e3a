import { parse } from 'lossless-json';

/** A number whose text says more than a double can hold; kept as it was sent. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  /** How many digits stand after the decimal point once an exponent is applied. */
  decimals(): number {
    const [mantissa = '', exponent = '0'] = this.text.toLowerCase().split('e');
    const fraction = mantissa.split('.')[1]?.replace(/0+$/, '') ?? '';
    return Math.max(0, fraction.length - Number(exponent));
  }

  toString(): string {
    return this.text;
  }
}

/** Doubles keep any decimal of up to 15 digits; a longer one, or one with an exponent, needs the exact parser. */
const MAY_LOSE_DIGITS = /[\s:,[-]\d(?:[\d.]{15}|[\d.]*[eE])/;

export type Parsed =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'invalid'; readonly detail: string };

/**
 * Reads one JSON text without losing a duplicated key and, where decimals matter, without rounding any number.
 * The built-in parser does both silently, so it is used only where it cannot.
 */
export function fromJson(json: string, decimals: boolean): Parsed {
  if (decimals && MAY_LOSE_DIGITS.test(json)) return fromExactJson(json);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return { kind: 'invalid', detail: messageOf(error) };
  }
  return mayRepeatKey(json, value) ? fromExactJson(json) : { kind: 'value', value };
}

function fromExactJson(json: string): Parsed {
  try {
    return { kind: 'value', value: parse(json, undefined, { parseNumber: toNumber, onDuplicateKey: refuse }) };
  } catch (error) {
    return { kind: 'invalid', detail: messageOf(error) };
  }
}

function toNumber(text: string): number | ExactNumber {
  return text.replace(/[-.]/g, '').length <= 15 && !/[eE]/.test(text) ? Number(text) : new ExactNumber(text);
}

function refuse({ key }: { key: string }): never {
  throw new SyntaxError(`the key "${key}" stands twice in one object`);
}

const QUOTE = 0x22;

/**
 * Every key of the text leaves one `":` behind, so as many of those as there are keys proves that none was lost.
 * (A text that puts a space before the colon, or `":` inside a string, only takes the slower path.)
 */
function mayRepeatKey(json: string, value: unknown): boolean {
  let written = 0;
  // One character is found twice as fast as two.
  for (let at = json.indexOf(':'); at !== -1; at = json.indexOf(':', at + 1)) {
    if (json.charCodeAt(at - 1) === QUOTE) written += 1;
  }
  return written !== countKeys(value);
}

function countKeys(root: unknown): number {
  if (typeof root !== 'object' || root === null) return 0;
  let keys = 0;
  let flat = true;
  for (const key in root) {
    keys += 1;
    flat &&= typeof (root as Readonly<Record<string, unknown>>)[key] !== 'object';
  }
  // Most messages hold nothing but plain values, and need no list of what is nested in them.
  return flat && !Array.isArray(root)
    ? keys
    : nested(root).reduce((sum, one) => sum + (Array.isArray(one) ? 0 : Object.keys(one).length), 0);
}

/** Every object and array of a value, itself included; by a list, since a stack would end at a hostile depth. */
export function nested(root: unknown): readonly object[] {
  const found: object[] = typeof root === 'object' && root !== null ? [root] : [];
  for (let i = 0; i < found.length; i += 1) {
    for (const item of Object.values(found[i] ?? {}) as unknown[]) {
      if (typeof item === 'object' && item !== null) found.push(item);
    }
  }
  return found;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
