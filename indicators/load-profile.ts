import { z } from 'zod';
import type { Read } from './load-shape.ts';
import { readShape } from './load-shape.ts';
import { districtCode, name, someText } from './load-words.ts';
import type { Profile } from './profile.ts';
import type { Source } from './source.ts';

const dutyForm = z.object({
  stream: someText,
  subject: someText.optional(),
  carriers: z.array(someText).min(1, 'expected at least one carrier'),
  unless: z.literal('authority').optional(),
  districts: z.enum(['each', 'city_or_each']),
  every: z.enum(['month', 'quarter', 'year', 'standing']),
  due_day: z.int('expected a whole number').min(1, 'expected a day from 1').max(366, 'expected a day up to 366'),
});

const profileForm = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected small letters, digits and -'),
  name,
  city: districtCode,
  district: districtCode.optional(),
  zone: z.string().refine(isZone, 'expected a time zone such as Asia/Shanghai'),
  districts: z.array(districtCode).min(1, 'expected at least one district'),
  carriers: z.array(someText).min(1, 'expected at least one carrier'),
  plans: z.array(someText),
  duties: z.array(dutyForm),
});

/** One file of `profiles/`. */
export function loadProfile(source: Source): Read<Profile> {
  const { value, problems } = readShape(source, profileForm);
  if (value === undefined) return { value: undefined, problems };
  const { district, duties, ...rest } = value;
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
    },
    problems,
  };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
