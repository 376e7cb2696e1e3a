/** A statement with its values apart; values are bound as `{name: Type}`, never spliced. */
export interface CompiledQuery {
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The tables that the answer depends on. */
  readonly tables: readonly string[];
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
