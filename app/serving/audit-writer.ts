import type { Audit } from '../../api/audit.ts';
import type { AuditEntry } from '../../store/audit.ts';
import { insertAudit } from '../../store/audit.ts';
import type { Inserter } from '../../store/query.ts';

export interface AuditWriterDeps {
  readonly store: Inserter;
  /** Told when entries wait for a store that does not take them, and when so many wait that some are lost. */
  readonly report: (event: AuditEvent) => void;
}

export type AuditEvent =
  | { readonly kind: 'waiting'; readonly error: unknown; readonly entries: number }
  | { readonly kind: 'lost'; readonly entry: AuditEntry };

const LINGER_MS = 1_000;
const ENTRIES_AT_A_TIME = 1_000;
const ENTRIES_HELD = 100_000;

/** Keeps entries in the store off the requests' path: in batches, a second after the first, again until it succeeds. */
export class AuditWriter implements Audit {
  readonly #deps: AuditWriterDeps;
  #waiting: AuditEntry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: AuditWriterDeps) {
    this.#deps = deps;
  }

  record(entry: AuditEntry): void {
    if (this.#waiting.length >= ENTRIES_HELD) {
      this.#deps.report({ kind: 'lost', entry });
      return;
    }
    this.#waiting.push(entry);
    this.#timer ??= setTimeout(() => {
      this.flush().catch(() => undefined);
    }, LINGER_MS);
  }

  /** Resolves once everything recorded so far is in the store; rejects where it does not take it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#write());
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, ENTRIES_AT_A_TIME);
      try {
        await this.#deps.store.insert(insertAudit(batch));
      } catch (error) {
        this.#deps.report({ kind: 'waiting', error, entries: this.#waiting.length });
        this.#timer ??= setTimeout(() => {
          this.flush().catch(() => undefined);
        }, LINGER_MS);
        throw error;
      }
      this.#waiting = this.#waiting.slice(batch.length);
    }
  }

  /** The last flush; what the store does not take now is told of and let go. */
  async close(): Promise<void> {
    await this.flush().catch(() => undefined);
    clearTimeout(this.#timer);
    for (const entry of this.#waiting) this.#deps.report({ kind: 'lost', entry });
  }
}
