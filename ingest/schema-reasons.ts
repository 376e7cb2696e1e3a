import { distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { ExactNumber } from './json.ts';
import type { Reason, ReasonCode } from './rejection.ts';
import { reason } from './rejection.ts';
import type { Stream } from './stream.ts';

type Issue = z.core.$ZodIssue;

/** What the schema found, as reasons with field paths: `rows[2].subscribers: expected a whole number ≥ 0, got -3`. */
export function schemaReasons(stream: Stream, value: unknown, issues: readonly Issue[]): Reason[] {
  const reasons = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return unknownKeys(stream, issue);
    const input = at(value, issue.path);
    const path = pathText(issue.path);
    if (input === undefined) return [reason('schema', path, 'required')];
    return [reason(codeOf(stream, issue, input), path, `${expectation(issue)}, got ${excerpt(input)}`)];
  });
  // A number can be both too large and no safe integer; one reason a field is enough.
  return reasons.filter(({ path }, i) => reasons.findIndex((other) => other.path === path) === i);
}

function unknownKeys(stream: Stream, issue: Issue & { code: 'unrecognized_keys' }): Reason[] {
  const known = Object.keys(issue.path.length === 0 ? stream.fields : stream.rows);
  return issue.keys.map((key) => {
    const near = known.find((name) => distance(name, key) <= 2);
    return reason(
      'schema',
      pathText([...issue.path, key.slice(0, 64)]),
      near === undefined ? 'unknown field' : `unknown field; did you mean ${near}?`,
    );
  });
}

function codeOf(stream: Stream, issue: Issue, input: unknown): ReasonCode {
  const field = fieldAt(stream, issue.path);
  if (typeof input === 'number' || input instanceof ExactNumber)
    return field?.column === 'count' || field?.column === 'decimal' ? 'range' : 'schema';
  return typeof input === 'string' && field?.column === 'instant' ? 'time' : 'schema';
}

function fieldAt(stream: Stream, path: readonly PropertyKey[]): { readonly column: string } | undefined {
  const [first, , third] = path;
  return first === 'rows' ? stream.rows[String(third)] : stream.fields[String(first)];
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_value') return `expected one of ${issue.values.map(String).join(', ')}`;
  return issue.message.startsWith('Invalid input: ') ? issue.message.slice('Invalid input: '.length) : issue.message;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${String(key)}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

const EXCERPT_LENGTH = 80;

function excerpt(input: unknown): string {
  const text =
    input instanceof ExactNumber
      ? input.text
      : typeof input === 'object' && input !== null
        ? Array.isArray(input)
          ? 'an array'
          : 'an object'
        : JSON.stringify(input);
  return text.length <= EXCERPT_LENGTH ? text : `${text.slice(0, EXCERPT_LENGTH)}…`;
}
