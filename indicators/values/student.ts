/** Of Simpson's rule over the law: the quantiles agree with printed tables to six digits. */
const STEPS = 400;
/** With many degrees of freedom nothing to speak of lies farther off than so many standard errors. */
const FARTHEST = 12;

/**
 * How many standard errors hold 95 % about a mean by Student's law with the given degrees of freedom (1 and more, not
 * always whole). The normal law's 1.96 would hold 94 % of what comes with 30 samples, and 88 % with five.
 *
 * With t = √ν · tan θ the law has the density cosᵛ⁻¹ θ, whose whole is taken by the same rule as its part: no constant
 * of it needs to be known. `simple-statistics` has no quantiles of this law.
 */
export function studentQuantile(freedom: number): number {
  const width = Math.min(Math.PI / 2, FARTHEST / Math.sqrt(freedom)) / STEPS;
  // The last step may end a hair beyond a right angle.
  const density = (angle: number): number => Math.max(0, Math.cos(angle)) ** (freedom - 1);
  const area = (from: number, to: number): number =>
    ((to - from) / 6) * (density(from) + 4 * density((from + to) / 2) + density(to));
  const areas = [0];
  for (let step = 0; step < STEPS; step += 1) areas.push((areas.at(-1) ?? 0) + area(step * width, (step + 1) * width));
  const wanted = 0.95 * (areas.at(-1) ?? 0);
  const before = areas.findLastIndex((one) => one <= wanted);
  const from = before * width;
  let angle = from;
  for (let round = 0; round < NEWTON; round += 1)
    angle += (wanted - (areas[before] ?? 0) - area(from, angle)) / density(angle);
  return Math.sqrt(freedom) * Math.tan(angle);
}

/** Within one step the density hardly changes, so that each round doubles the digits that are right. */
const NEWTON = 4;
