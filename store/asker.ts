import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { batched } from './batched.ts';
import type { CompiledQuery } from './query.ts';

export type Row = readonly unknown[];

/** Answers a compiled question with rows of JSON values in column order. */
export interface Asker {
  ask(query: CompiledQuery): Promise<readonly Row[]>;
  /** Writes rows that the store derives from its own; doing so again changes no answer. */
  derive(statement: CompiledQuery): Promise<void>;
  /** The same for questions that belong together: what has changed is looked up once for all of them. */
  together?(): Asker;
  /** Names all that some tables hold: the same name, the same answers. */
  holding?(tables: readonly string[]): Promise<string>;
  /** Does work of several steps: whoever wants the same while it is under way waits for it. */
  once?<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** Where answers are kept between runs. A watermark names all that a table holds: any insert changes it. */
export interface Memory {
  /** Of every table; one that was never written to may be missing. */
  watermarks(): Promise<ReadonlyMap<string, string>>;
  /** The latest answer to each question that was answered before. */
  recall(questions: readonly string[]): Promise<ReadonlyMap<string, Answer>>;
  /** Nobody waits for it. */
  keep(answers: ReadonlyMap<string, Answer>): void;
}

export interface Answer {
  /** Of the tables that the question reads. */
  readonly watermark: string;
  /** The rows as JSON. */
  readonly rows: string;
}

/** How many characters of answers a process keeps at hand, so that what has not changed is not even read again. */
const AT_HAND = 1 << 26;

/** Asks again only what may have changed since it was last asked. */
export function remembering(asker: Asker, memory: Memory): Asker {
  const parts: Parts = {
    asker,
    memory,
    atHand: new LRUCache({ maxSize: AT_HAND, sizeCalculation: ({ size }) => Math.max(size, 1) }),
    recall: batched(async (questions) => {
      const answers = await memory.recall(questions);
      return questions.map((question) => answers.get(question));
    }),
  };
  return {
    ask: (query) => new Together(parts).ask(query),
    derive: (statement) => asker.derive(statement),
    together: () => new Together(parts),
    holding: (tables) => new Together(parts).holding(tables),
  };
}

/** The asker itself where it does not tell questions that belong together from others. */
export function together(asker: Asker): Asker {
  return asker.together?.() ?? asker;
}

interface Parts {
  readonly asker: Asker;
  readonly memory: Memory;
  readonly atHand: LRUCache<string, Parsed>;
  readonly recall: (question: string) => Promise<Answer | undefined>;
}

interface Parsed {
  readonly watermark: string;
  readonly rows: readonly Row[];
  /** Characters of JSON. */
  readonly size: number;
}

class Together implements Asker {
  readonly #parts: Parts;
  /** Questions under way and answered, each with what its tables held. */
  readonly #asking = new Map<string, Promise<readonly Row[]>>();
  readonly #underWay = new Map<string, Promise<unknown>>();
  #marks: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async ask(query: CompiledQuery): Promise<readonly Row[]> {
    const { asker, atHand } = this.#parts;
    if (query.isPassing === true) return asker.ask(query);
    const question = createHash('sha256')
      .update(JSON.stringify([query.sql, query.params]))
      .digest('hex');
    // Taken before asking: should rows arrive meanwhile, the answer is kept under an older mark and asked again.
    const watermark = await this.holding(query.tables);
    const near = atHand.get(question);
    if (near?.watermark === watermark) return near.rows;
    const name = `${question} ${watermark}`;
    const asking = this.#asking.get(name) ?? this.#askAnew(query, question, watermark);
    this.#asking.set(name, asking);
    asking.catch(() => this.#asking.delete(name));
    return asking;
  }

  async #askAnew(query: CompiledQuery, question: string, watermark: string): Promise<readonly Row[]> {
    const { asker, memory, atHand, recall } = this.#parts;
    const known = await recall(question);
    if (known?.watermark === watermark) {
      const rows = JSON.parse(known.rows) as readonly Row[];
      atHand.set(question, { watermark, rows, size: known.rows.length });
      return rows;
    }
    const rows = await asker.ask(query);
    const text = JSON.stringify(rows);
    atHand.set(question, { watermark, rows, size: text.length });
    memory.keep(new Map([[question, { watermark, rows: text }]]));
    return rows;
  }

  async derive(statement: CompiledQuery): Promise<void> {
    await this.#parts.asker.derive(statement);
    this.#marks = undefined;
  }

  async holding(tables: readonly string[]): Promise<string> {
    const marks = await (this.#marks ??= this.#parts.memory.watermarks());
    return JSON.stringify(tables.map((table) => marks.get(table) ?? ''));
  }

  once<T>(name: string, work: () => Promise<T>): Promise<T> {
    // The name says what work it is, and so what it leads to.
    const known = this.#underWay.get(name) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const done = work().finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, done);
    return done;
  }
}
