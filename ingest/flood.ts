/** A partition with more refusals than this share of its latest messages is a flood: a broken sender, not a slip. */
const WINDOW = 1_000;
const LIMIT = 0.2 * WINDOW;

/** Watches the last 1,000 messages of one partition for a flood of refused ones. */
export class FloodGauge {
  readonly #refused = new Uint8Array(WINDOW);
  #next = 0;
  #sum = 0;

  /** Takes the outcome of one message; true once there are too many refusals. */
  observe(refused: boolean): boolean {
    const mark = refused ? 1 : 0;
    this.#sum += mark - (this.#refused[this.#next] ?? 0);
    this.#refused[this.#next] = mark;
    this.#next = (this.#next + 1) % WINDOW;
    return this.#sum > LIMIT;
  }
}
