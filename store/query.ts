/** A statement with its values apart; values are bound as `{name: Type}`, never spliced. */
export interface CompiledQuery {
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The tables that the answer depends on. */
  readonly tables: readonly string[];
  /** A step on the way to an answer, which is not asked for again once it is taken. */
  readonly isPassing?: true;
}

/** Rows for one table, each a JSON array in column order that this program wrote itself. */
export interface Insertion {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
}

/** Adds rows; where a row is there already, adding it again changes no answer. */
export interface Inserter {
  insert(insertion: Insertion): Promise<void>;
}

/** Collects the bound values of one statement. */
export class Binder {
  readonly params: Record<string, unknown> = {};

  bind(type: string, value: unknown): string {
    const name = `p${String(Object.keys(this.params).length)}`;
    this.params[name] = value;
    return `{${name}:${type}}`;
  }
}
