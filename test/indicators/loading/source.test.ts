import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readShape } from '../../../indicators/loading/shape.ts';
import { describeProblem, readSource } from '../../../indicators/loading/source.ts';

const shape = z.object({
  name: z.string(),
  unit: z.enum(['ratio', 'count']),
  rows: z.array(z.object({ value: z.number() })),
});

function problemsOf(text: string): readonly string[] {
  return readShape(readSource('plans/x.yaml', text), shape).problems.map((problem) => describeProblem(problem));
}

describe('a problem', () => {
  test('shows its place, its line and a caret under its column', () => {
    expect(problemsOf('name: a\nunit: ration\nrows: []\n')).toEqual([
      'plans/x.yaml:2:7: unit: expected one of ratio, count, got "ration"\n  unit: ration\n        ^\n  did you mean "ratio"?',
    ]);
  });

  test('puts the caret right after Chinese characters, which are two columns wide', () => {
    const [problem] = problemsOf('{ name: 千兆城市, unit: ration, rows: [] }');
    const [, line = '', caret = ''] = problem?.split('\n') ?? [];
    expect(line.indexOf('ration')).toBe(22);
    expect(caret.indexOf('^')).toBe(22 + '千兆城市'.length);
  });

  test('is marked as a note where it does not fail a check', () => {
    const note = readSource('a/b.yaml', 'x: 1').problem(['x'], { zh: '看这里', en: 'look here' }, { severity: 'note' });
    expect(describeProblem(note)).toBe('a/b.yaml:1:4: note: look here\n  x: 1\n     ^');
    expect(describeProblem(note, 'zh')).toBe('a/b.yaml:1:4: 提示：看这里\n  x: 1\n     ^');
  });
});

describe('reading a file against a shape', () => {
  test('reports everything at once: an unknown key, a missing one and a wrong value', () => {
    const problems = problemsOf('nmae: a\nunit: count\nrows: [{ value: 1 }, { value: one, weight: 2 }]\n');
    expect(problems.map((problem) => problem.split('\n')[0])).toEqual([
      'plans/x.yaml:1:1: unknown key "nmae"',
      'plans/x.yaml:3:36: unknown key "weight"',
      'plans/x.yaml:1:1: "name" is missing: expected text',
      'plans/x.yaml:3:31: value: expected number, got "one"',
    ]);
    expect(problems[0]).toContain('did you mean "name"?');
  });

  test('a key that stands twice is a problem at the second one', () => {
    expect(problemsOf('name: a\nname: b\n')[0]).toMatch(/^plans\/x\.yaml:2:1: .*unique/);
  });

  test('broken YAML is a problem with a place, and nothing more is said of the file', () => {
    const problems = problemsOf('name: [a\nunit: count\n');
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every((problem) => problem.startsWith('plans/x.yaml:2'))).toBe(true);
  });

  test('an empty file lacks everything', () => {
    expect(problemsOf('')[0]).toMatch(/^plans\/x\.yaml:1:1: expected a mapping/);
  });

  test('a number with more digits than a double holds stays text', () => {
    expect(readSource('a.yaml', '[0.1, 12345678901234567890, 1.0000000000000001]').value).toEqual([
      0.1,
      '12345678901234567890',
      '1.0000000000000001',
    ]);
  });

  test('an alias that stands for nothing, or for what it stands in, is a problem', () => {
    expect(problemsOf('a: *x')).toEqual(['plans/x.yaml:1:4: no anchor "&x" stands before this\n  a: *x\n     ^']);
    expect(problemsOf('a: &x [*x]')[0]).toMatch(/^plans\/x\.yaml:1:8: "\*x" stands inside its own anchor/);
  });

  test('a byte order mark, Windows line ends and a second document do not move the places of problems', () => {
    expect(problemsOf('\uFEFFname: a\r\nunti: count\r\nrows: []\r\n')[0]).toBe(
      'plans/x.yaml:2:1: unknown key "unti"\n  unti: count\n  ^\n  did you mean "unit"?',
    );
    expect(problemsOf('name: a\n---\nname: b\n')[0]).toMatch(/^plans\/x\.yaml:2:1: a file holds one YAML document/);
  });

  test('what an alias stands for is found at its anchor', () => {
    const source = readSource('a.yaml', 'a: &x { b: 1 }\nc: *x\n');
    expect(source.value).toEqual({ a: { b: 1 }, c: { b: 1 } });
    expect(source.problem(['c', 'b'], { zh: '有误', en: 'wrong' })).toMatchObject({ line: 1, column: 12 });
  });
});
