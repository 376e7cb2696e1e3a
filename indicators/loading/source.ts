import stringWidth from 'string-width';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, ParsedNode } from 'yaml';
import type { Name } from '../indicator.ts';
import { yamlFault } from './yaml-words.ts';

/** What is wrong with a file, and where; an `error` fails a check, a `note` does not. */
export interface Problem {
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** The line as it stands in the file; empty past the file's end. */
  readonly sourceLine: string;
  readonly message: string;
  /** A likely mend, e.g. `did you mean "area"?`. */
  readonly hint?: string;
  /** The same two in Chinese. */
  readonly zh: { readonly message: string; readonly hint?: string };
  readonly severity: 'error' | 'note';
}

/** `file:line:column: message`, the source line, a caret under the column, and the hint. */
export function describeProblem(problem: Problem, language: 'zh' | 'en' = 'en'): string {
  const { file, line, column, sourceLine, severity } = problem;
  const { message, hint } = language === 'zh' ? problem.zh : problem;
  const note = severity === 'note' ? NOTE[language] : '';
  const head = `${file}:${String(line)}:${String(column)}: ${note}${message}`;
  // A tab or a Chinese character before the caret is wider than one column.
  const indent = sourceLine.slice(0, column - 1).replaceAll('\t', '  ');
  const excerpt = [`  ${sourceLine.replaceAll('\t', '  ')}`, `  ${' '.repeat(stringWidth(indent))}^`];
  return [head, ...(sourceLine === '' ? [] : excerpt), ...(hint === undefined ? [] : [`  ${hint}`])].join('\n');
}

const NOTE = { zh: '提示：', en: 'note: ' };

/** Steps from the root: keys of mappings and indexes of lists. */
export type Path = readonly (string | number)[];

/** One YAML file, read: its plain value, and the place of every part of it. */
export interface Source {
  readonly file: string;
  /** The name without folders and ending, which is the id of what the file defines. */
  readonly stem: string;
  /** Undefined where the text is no YAML at all. */
  readonly value: unknown;
  /** Syntax errors and duplicate keys. */
  readonly problems: readonly Problem[];
  /** A problem at the value of a path, or at the nearest part above it that exists. */
  problem(
    path: Path,
    message: Name,
    more?: { readonly hint?: Name | undefined; readonly severity?: Problem['severity'] },
  ): Problem;
  /** A problem at the key that leads to the value of a path. */
  keyProblem(path: Path, message: Name, hint?: Name): Problem;
}

/** Reads YAML 1.2; what is wrong with the text itself stands in `problems`. */
export function readSource(file: string, given: string): Source {
  const text = given.replace(/^\uFEFF/, '');
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, stringKeys: true });
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const at = (offset: number, message: Name, hint?: Name, severity: Problem['severity'] = 'error'): Problem => {
    const { line, col } = counter.linePos(Math.min(offset, text.length));
    return {
      file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      sourceLine: lines[line - 1] ?? '',
      message: message.en,
      zh: { message: message.zh, ...(hint === undefined ? {} : { hint: hint.zh }) },
      ...(hint === undefined ? {} : { hint: hint.en }),
      severity,
    };
  };
  const problems = [
    ...[...document.errors, ...document.warnings].map(({ code, message, pos }) => {
      const en = code === 'MULTIPLE_DOCS' ? 'a file holds one YAML document, and here begins another' : message;
      return at(pos[0], { zh: yamlFault(code), en });
    }),
    ...aliasFaults(document).map(({ offset, message }) => at(offset, message)),
  ];
  return {
    file,
    stem: file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, ''),
    value: problems.length > 0 ? undefined : toPlain(document.contents, document),
    problems,
    problem: (path, message, { hint, severity } = {}) => at(locate(document, path, 'value'), message, hint, severity),
    keyProblem: (path, message, hint) => at(locate(document, path, 'key'), message, hint),
  };
}

/** Aliases without an anchor, and those that stand inside what they stand for and so would never end. */
function aliasFaults(document: Document.Parsed): readonly { readonly offset: number; readonly message: Name }[] {
  const faults: { readonly offset: number; readonly message: Name }[] = [];
  visit(document, {
    Alias(_key, alias) {
      const offset = offsetOf(alias);
      const range = alias.resolve(document)?.range;
      if (range === undefined || range === null) faults.push({ offset, message: noAnchor(alias.source) });
      else if (offset < range[1]) faults.push({ offset, message: endless(alias.source) });
    },
  });
  return faults;
}

function noAnchor(name: string): Name {
  return { zh: `此前没有锚点“&${name}”`, en: `no anchor "&${name}" stands before this` };
}

function endless(name: string): Name {
  return { zh: `“*${name}”在它自己的锚点之内`, en: `"*${name}" stands inside its own anchor` };
}

/** Numbers that a double holds exactly become numbers; longer ones stay text, so that no digit is lost. */
function toPlain(node: Node | null, document: Document.Parsed): unknown {
  if (isAlias(node)) return toPlain(node.resolve(document) ?? null, document);
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    return Object.fromEntries(node.items.map((pair) => [keyOf(pair.key), toPlain(pair.value, document)]));
  }
  if (isSeq<ParsedNode>(node)) return node.items.map((item) => toPlain(item, document));
  if (!isScalar(node)) return null;
  if (typeof node.value !== 'number' || node.source === undefined) return node.value;
  return node.source.replace(/\D/g, '').length <= 15 ? node.value : node.source;
}

function keyOf(node: Node): string {
  return isScalar(node) ? (node.source ?? String(node.value)) : '';
}

/** The offset of a value, or of the key that leads to it; where the path ends early, of the last part found. */
function locate(document: Document.Parsed, path: Path, which: 'key' | 'value'): number {
  let node: Node | null = document.contents;
  let found = offsetOf(node);
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    let next: Node | null = null;
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      const pair = node.items.find(({ key }) => keyOf(key) === String(step));
      if (pair === undefined) return found;
      // An empty value has no place of its own worth showing, so its key stands for it.
      const asKey = (which === 'key' && depth === path.length - 1) || pair.value === null || isEmpty(pair.value);
      found = offsetOf(asKey ? pair.key : pair.value);
      next = pair.value;
    } else if (isSeq<ParsedNode>(node)) {
      const item = node.items[Number(step)];
      if (item === undefined) return found;
      found = offsetOf(item);
      next = item;
    } else {
      return found;
    }
    node = next;
  }
  return found;
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && node.source === '';
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
