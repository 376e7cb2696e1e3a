import { z } from 'zod';
import type { Read } from './shape.ts';
import { readShape } from './shape.ts';
import { decimalText, districtCode, name, someText } from './words.ts';
import type { Limit, Profile } from '../profile.ts';
import { PLAUSIBILITY } from '../profile.ts';
import type { Source } from './source.ts';
import { expected } from './expected.ts';

const dutyForm = z.object({
  stream: someText,
  subject: someText.optional(),
  carriers: z.array(someText).min(1, expected('expected at least one carrier')),
  unless: z.literal('authority').optional(),
  districts: z.enum(['each', 'city_or_each']),
  every: z.enum(['month', 'quarter', 'year', 'standing']),
  due_day: z
    .int(expected('expected a whole number'))
    .min(1, expected('expected a day from 1'))
    .max(366, expected('expected a day up to 366')),
});

const share = z.number(expected('expected a number')).gt(0, expected('expected a number above 0'));

/** `field` is STREAM.FIELD. */
const plausibilityForm = z.object({
  deviations: share.default(PLAUSIBILITY.deviations),
  change: share.default(PLAUSIBILITY.change),
  history: z
    .int(expected('expected a whole number'))
    .min(2, expected('expected 2 or more'))
    .default(PLAUSIBILITY.history),
  few: z.int(expected('expected a whole number')).min(0, expected('expected 0 or more')).default(PLAUSIBILITY.few),
  limits: z
    .array(
      z.object({
        field: z
          .string()
          .regex(/^[a-z0-9-]+\.[a-z0-9_]+$/, expected('expected STREAM.FIELD, e.g. speed-samples.download_mbps')),
        at_most: decimalText,
        slip: z.int(expected('expected a whole number')).min(2, expected('expected a factor from 2')).optional(),
      }),
    )
    .default([]),
});

const profileForm = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, expected('expected small letters, digits and -')),
  name,
  city: districtCode,
  district: districtCode.optional(),
  zone: z.string().refine(isZone, expected('expected a time zone such as Asia/Shanghai')),
  districts: z.array(districtCode).min(1, expected('expected at least one district')),
  carriers: z.array(someText).min(1, expected('expected at least one carrier')),
  plans: z.array(someText),
  duties: z.array(dutyForm),
  plausibility: plausibilityForm.default({ ...PLAUSIBILITY, limits: [] }),
});

/** One file of `profiles/`. */
export function loadProfile(source: Source): Read<Profile> {
  const { value, problems } = readShape(source, profileForm);
  if (value === undefined) return { value: undefined, problems };
  const { district, duties, plausibility, ...rest } = value;
  return {
    value: {
      ...rest,
      ...(district === undefined ? {} : { district }),
      duties: duties.map(({ subject, unless, due_day, ...duty }) => ({
        ...duty,
        ...(subject === undefined ? {} : { subject }),
        ...(unless === undefined ? {} : { unless }),
        dueDay: due_day,
      })),
      plausibility: { ...plausibility, limits: plausibility.limits.map(toLimit) },
    },
    problems,
  };
}

function toLimit({ field: place, at_most: atMost, slip }: z.output<typeof plausibilityForm>['limits'][number]): Limit {
  const [stream = '', field = ''] = place.split('.');
  return { stream, field, atMost, ...(slip === undefined ? {} : { slip }) };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
