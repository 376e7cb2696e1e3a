import { createHash } from 'node:crypto';

/**
 * Who is expected, and who has come: millions of texts in 16 bytes each, since only a 64-bit hash of them is kept.
 * (Two of ten million different texts share one with a chance of three in a million.)
 */
export class RollCall {
  #hashes = new BigUint64Array(1_024);
  #size = 0;
  /** By hash, in order: how often it is expected, and how often it came. */
  #expected = new Uint32Array();
  #came = new Uint32Array();

  expect(text: string): void {
    if (this.#size === this.#hashes.length) {
      const larger = new BigUint64Array(this.#size * 2);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
    this.#hashes[this.#size] = hashOf(text);
    this.#size += 1;
  }

  /** Ends the expecting; `once`: whoever is expected several times need come only once. */
  begin({ once }: { readonly once: boolean }): void {
    const sorted = this.#hashes.subarray(0, this.#size).sort();
    const counts = new Uint32Array(sorted.length);
    let size = 0;
    for (const hash of sorted) {
      if (size > 0 && hash === sorted[size - 1]) {
        if (!once) counts[size - 1] = (counts[size - 1] ?? 0) + 1;
        continue;
      }
      sorted[size] = hash;
      counts[size] = 1;
      size += 1;
    }
    this.#hashes = sorted.slice(0, size);
    this.#size = size;
    this.#expected = counts.slice(0, size);
    this.#came = new Uint32Array(size);
  }

  /** False where the text was not expected, or not so often. */
  comes(text: string): boolean {
    const at = this.#find(hashOf(text));
    if (at === undefined) return false;
    this.#came[at] = (this.#came[at] ?? 0) + 1;
    return (this.#came[at] ?? 0) <= (this.#expected[at] ?? 0);
  }

  isMissing(text: string): boolean {
    const at = this.#find(hashOf(text));
    return at !== undefined && (this.#came[at] ?? 0) < (this.#expected[at] ?? 0);
  }

  get expected(): number {
    return this.#expected.reduce((sum, count) => sum + count, 0);
  }

  get missing(): number {
    return this.#expected.reduce((sum, count, i) => sum + Math.max(0, count - (this.#came[i] ?? 0)), 0);
  }

  #find(hash: bigint): number | undefined {
    let low = 0;
    let high = this.#size - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const there = this.#hashes[middle] ?? 0n;
      if (there === hash) return middle;
      if (there < hash) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}

function hashOf(text: string): bigint {
  return createHash('sha256').update(text).digest().readBigUInt64LE();
}
