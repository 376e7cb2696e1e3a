/**
 * Splits a total in proportion to weights into whole numbers that add up to exactly the (rounded) total.
 * Each part is less than one away from its exact share, because it is the running sum that is rounded.
 */
export function allocate(total: number, weights: readonly number[]): readonly number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const goal = Math.round(total);
  let running = 0;
  let given = 0;
  return weights.map((weight) => {
    running += weight;
    const until = whole === 0 ? 0 : Math.round((goal * running) / whole);
    const part = until - given;
    given = until;
    return part;
  });
}
