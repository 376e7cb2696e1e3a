import { createHash } from 'node:crypto';
import type { CompiledQuery } from './query.ts';

export type Row = readonly unknown[];

/** Answers a compiled question with rows of JSON values in column order. */
export interface Asker {
  ask(query: CompiledQuery): Promise<readonly Row[]>;
  /** Writes rows that the store derives from its own; doing so again changes no answer. */
  derive(statement: CompiledQuery): Promise<void>;
}

/** Where answers are kept between runs. A watermark names all that a set of tables holds: any insert changes it. */
export interface Memory {
  watermark(tables: readonly string[]): Promise<string>;
  recall(question: string): Promise<Answer | undefined>;
  keep(question: string, answer: Answer): Promise<void>;
}

export interface Answer {
  readonly watermark: string;
  /** The rows as JSON. */
  readonly rows: string;
}

/** Asks again only what may have changed since it was last asked. */
export function remembering(asker: Asker, memory: Memory): Asker {
  return {
    async ask(query) {
      const question = createHash('sha256')
        .update(JSON.stringify([query.sql, query.params]))
        .digest('hex');
      // Taken before asking: should rows arrive meanwhile, the answer is kept under an older mark and asked again.
      const watermark = await memory.watermark(query.tables);
      const known = await memory.recall(question);
      if (known?.watermark === watermark) return JSON.parse(known.rows) as readonly Row[];
      const rows = await asker.ask(query);
      await memory.keep(question, { watermark, rows: JSON.stringify(rows) });
      return rows;
    },
    derive: (statement) => asker.derive(statement),
  };
}
