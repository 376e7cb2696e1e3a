import { statSync } from 'node:fs';
import type { Keys } from '../../api/auth.ts';
import type { ApiKey } from '../../api/keys.ts';
import { Problem } from '../../api/problems.ts';
import { readKeys } from './keys-file.ts';

/** The keys of a file as it is now: read again whenever it was replaced or written. */
export class CurrentKeys implements Keys {
  readonly #path: string;
  readonly #report: (error: unknown) => void;
  #stamp = '';
  #keys: ReadonlyMap<string, ApiKey> | undefined;

  /** `report` is told once of each state of the file that cannot be read. */
  constructor(path: string, report: (error: unknown) => void) {
    this.#path = path;
    this.#report = report;
  }

  find(id: string): ApiKey | undefined {
    const stamp = this.#look();
    if (stamp !== this.#stamp) {
      this.#stamp = stamp;
      this.#read();
    }
    // Revoked keys must not live on because their file was spoilt.
    if (this.#keys === undefined)
      throw new Problem('not_ready', { zh: '密钥文件读不了', en: 'the keys cannot be read' });
    return this.#keys.get(id);
  }

  #look(): string {
    const found = statSync(this.#path, { throwIfNoEntry: false, bigint: true });
    return found === undefined ? 'gone' : [found.ino, found.size, found.mtimeNs, found.mode].join();
  }

  #read(): void {
    try {
      this.#keys = new Map(readKeys(this.#path).map((key) => [key.id, key]));
    } catch (error) {
      this.#keys = undefined;
      this.#report(error);
    }
  }
}
