import { once } from 'node:events';
import type { Writable } from 'node:stream';
import pc from 'picocolors';
import type { Language, Text } from './language.ts';

type Colours = ReturnType<typeof pc.createColors>;

/** Where text goes: a terminal, a pipe, a file, or a test's memory. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export interface TerminalOptions {
  readonly language: Language;
  readonly json: boolean;
  readonly colour: boolean;
}

/** Data go to stdout; messages and progress go to stderr. */
export class Terminal {
  readonly language: Language;
  readonly json: boolean;
  /** For stdout. */
  readonly paint: Colours;
  readonly #out: Output;
  readonly #err: Output;

  constructor({ out, err }: { out: Output; err: Output }, options: TerminalOptions) {
    this.#out = out;
    this.#err = err;
    this.language = options.language;
    this.json = options.json;
    this.paint = pc.createColors(options.colour);
  }

  say(text: Text): string {
    return text[this.language];
  }

  print(line = ''): void {
    this.#out.write(`${line}\n`);
  }

  /** A file's bytes, and nothing after them. */
  printBytes(bytes: Uint8Array): void {
    this.#out.write(bytes);
  }

  /** The one document of `--json`. */
  printJson(document: unknown): void {
    this.#out.write(`${JSON.stringify(document, null, 2)}\n`);
  }

  /** The same of a document that is one list, written as it comes, so that a long one is never held whole. */
  async printJsonList(name: string, items: AsyncIterable<unknown>): Promise<void> {
    let head = `{\n  ${JSON.stringify(name)}: [`;
    let tail = ']\n}\n';
    for await (const item of items) {
      const text = `${head}\n${JSON.stringify(item, null, 2).replace(/^/gm, '    ')}`;
      if (!this.#out.write(text)) await once(this.#out, 'drain');
      [head, tail] = [',', '\n  ]\n}\n'];
    }
    this.#out.write(head === ',' ? tail : head + tail);
  }

  /** A message beside the data. */
  note(text: Text): void {
    this.#err.write(`${this.say(text)}\n`);
  }

  /** How many columns a line has; a pipe or file takes any. */
  get width(): number {
    return this.#out.columns ?? Infinity;
  }

  /** Whether somebody watches stderr, so that a progress bar makes sense. */
  get watched(): boolean {
    return this.#err.isTTY === true;
  }

  /** Replaces the current line of stderr. */
  progress(line: string): void {
    if (this.watched) this.#err.write(`\r\x1b[K${line}`);
  }
}
