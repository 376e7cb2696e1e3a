import { z } from 'zod';
import { expectationOf } from './expected.ts';
import type { Path, Problem, Source } from './source.ts';
import { didYouMean } from './suggest.ts';

/** What a file (or a part of it) says, and everything in it that is wrong. */
export interface Read<T> {
  /** Undefined where it says nothing that could be used. */
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
}

/** Holds a file against a schema. Unknown keys are problems, but hide no other one. */
export function readShape<T>(source: Source, schema: z.ZodType<T>): Read<T> {
  if (source.value === undefined) return { value: undefined, problems: source.problems };
  const unknown = unknownKeys(schema, source.value, []).map(({ path, known }) => {
    const key = String(path.at(-1));
    const hint = didYouMean(key, known) ?? {
      zh: `可用的键：${known.join(', ')}`,
      en: `known keys: ${known.join(', ')}`,
    };
    return source.keyProblem(path, { zh: `没有键“${key}”`, en: `unknown key "${key}"` }, hint);
  });
  const result = schema.safeParse(source.value);
  const issues = result.success ? [] : result.error.issues.map((issue) => describeIssue(source, issue));
  return { value: result.data, problems: [...source.problems, ...unknown, ...issues] };
}

function describeIssue(source: Source, issue: z.core.$ZodIssue): Problem {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const given = valueAt(source.value, path);
  const name = String(path.at(-1) ?? '');
  if (given === undefined && typeof path.at(-1) === 'string') {
    const { zh, en } = expectationOf(issue);
    return source.keyProblem(path.slice(0, -1), { zh: `缺少“${name}”：${zh}`, en: `"${name}" is missing: ${en}` });
  }
  const isItem = typeof path.at(-1) === 'number';
  const [subjectZh, subject] =
    path.length === 0 ? ['', ''] : isItem ? ['此项：', 'item: '] : [`${name}：`, `${name}: `];
  const text = typeof given === 'string' || typeof given === 'number' ? JSON.stringify(given) : undefined;
  const [gotZh, got] = text === undefined ? ['', ''] : [`，这里是 ${text}`, `, got ${text}`];
  const { zh, en } = expectationOf(issue);
  const hint =
    issue.code === 'invalid_value' && typeof given === 'string'
      ? didYouMean(given, issue.values.map(String))
      : undefined;
  return source.problem(path, { zh: `${subjectZh}${zh}${gotZh}`, en: `${subject}${en}${got}` }, { hint });
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string | number, unknown>)[step] : undefined,
    value,
  );
}

interface UnknownKey {
  readonly path: Path;
  readonly known: readonly string[];
}

/** zod stops at the first fault of an object's own, so unknown keys are sought apart from its other faults. */
function unknownKeys(schema: z.core.$ZodType, value: unknown, path: Path): readonly UnknownKey[] {
  const inner = unwrap(schema);
  if (typeof value !== 'object' || value === null) return [];
  if (inner instanceof z.ZodArray) {
    return Array.isArray(value) ? value.flatMap((item, i) => unknownKeys(inner.element, item, [...path, i])) : [];
  }
  if (Array.isArray(value)) return [];
  const entries = Object.entries(value as Record<string, unknown>);
  if (inner instanceof z.ZodRecord)
    return entries.flatMap(([key, item]) => unknownKeys(inner.valueType, item, [...path, key]));
  if (!(inner instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, z.core.$ZodType>> = inner.shape;
  return entries.flatMap(([key, item]) => {
    const field = shape[key];
    if (field === undefined && inner.def.catchall !== undefined) return [];
    return field === undefined
      ? [{ path: [...path, key], known: Object.keys(shape) }]
      : unknownKeys(field, item, [...path, key]);
  });
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return unwrap(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) return unwrap(schema.in instanceof z.ZodTransform ? schema.out : schema.in);
  return schema;
}
