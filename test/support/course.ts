import type { Course } from '../../indicators/judging/course.ts';
import { fromText } from '../../indicators/rational.ts';

/** A value that is what its latest report says; each report is one point of the history. */
export function courseThrough(
  reports: readonly (readonly [day: string, value: string])[],
  start?: readonly [day: string, value: string],
): Course {
  const points = reports.map(([day, value]) => ({ day, value: fromText(value) }));
  return {
    start: start === undefined ? undefined : { day: start[0], value: fromText(start[1]) },
    on: (day) => {
      const known = points.filter((one) => one.day <= day);
      const last = known.at(-1);
      return { day, value: last?.value ?? null, expected: last?.day ?? day, points: known };
    },
  };
}
