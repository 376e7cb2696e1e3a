import type { Tally } from './batch.ts';

/** A partition with more refusals than this share of its latest lines is a flood: a broken sender, not a slip. */
const WINDOW = 1_000;
const LIMIT = 0.2 * WINDOW;

/** Watches the last 1,000 lines of one partition for a flood of refused ones; a record may carry one line or many. */
export class FloodGauge {
  readonly #refused = new Uint8Array(WINDOW);
  #next = 0;
  #sum = 0;

  /** Takes what the lines of a record came to; true once there are too many refusals. */
  observe({ admitted, rejected }: Tally): boolean {
    // However the two stood among one another: a window is a thousand lines, and a few do not tip it.
    for (let i = 0; i < Math.min(admitted, WINDOW); i += 1) this.#add(0);
    for (let i = 0; i < Math.min(rejected, WINDOW); i += 1) this.#add(1);
    return this.#sum > LIMIT;
  }

  #add(mark: 0 | 1): void {
    this.#sum += mark - (this.#refused[this.#next] ?? 0);
    this.#refused[this.#next] = mark;
    this.#next = (this.#next + 1) % WINDOW;
  }
}
