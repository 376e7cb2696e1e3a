import { z } from 'zod';
import type { HourSpan, SampleMeasure } from '../../store/measure.ts';
import type { DayPart, SampleStatistic } from '../indicator.ts';
import { STATISTICS } from '../indicator.ts';
import { toFilter, toPlace, where } from './measure.ts';
import type { Read } from './shape.ts';
import { name, positiveText, someText } from './words.ts';
import type { Path, Problem, Source } from './source.ts';
import { expected } from './expected.ts';

export const wholeFrom1 = z.int(expected('expected a whole number')).min(1, expected('expected a whole number from 1'));

const hour = z
  .int(expected('expected a whole hour'))
  .min(0, expected('expected an hour from 0 to 24'))
  .max(24, expected('expected an hour from 0 to 24'));

/** 忙闲时加权: `{ name, from: 19, until: 22, weight: 0.6 }`; the one without hours stands for all others. */
const hours = z.array(z.object({ name, from: hour.optional(), until: hour.optional(), weight: positiveText }));

/** What samples count, as a definition writes it; a window and a minimum come beside it. */
export const samplesForm = z.object({
  samples: someText,
  where,
  statistic: z.enum(STATISTICS).default('mean'),
  per_tester_per_day: wholeFrom1.optional(),
  hours: hours.optional(),
});

/** A mean of samples with its window: `{ samples: STREAM.FIELD, window_days: N, minimum: N }` and what else counts. */
export const windowedForm = samplesForm.extend({ window_days: wholeFrom1, minimum: wholeFrom1 });

export function toStatistic(source: Source, path: Path, form: z.output<typeof windowedForm>): Read<SampleStatistic> {
  const { statistic, minimum, per_tester_per_day } = form;
  const filter = toFilter(source, [...path, 'where'], form.where);
  const place = toPlace(source, [...path, 'samples'], form.samples);
  const parts = toParts(source, [...path, 'hours'], form.hours);
  const problems = [...filter.problems, ...place.problems, ...parts.problems];
  if (place.value === undefined || parts.value === undefined) return { value: undefined, problems };
  const { spans, weights } = parts.value;
  const of: SampleMeasure = {
    kind: 'samples',
    ...place.value,
    where: filter.value,
    windowDays: form.window_days,
    ...(statistic === 'geometric_mean' ? { logarithms: true } : {}),
    ...(per_tester_per_day === undefined ? {} : { perTesterPerDay: per_tester_per_day }),
    ...(spans === undefined ? {} : { hours: spans }),
  };
  return { value: { of, statistic, minimum, ...(weights === undefined ? {} : { weights }) }, problems };
}

interface Parts {
  readonly spans?: readonly HourSpan[];
  readonly weights?: readonly DayPart[];
}

function toParts(source: Source, path: Path, form: z.output<typeof hours> | undefined): Read<Parts> {
  if (form === undefined) return { value: {}, problems: [] };
  const problems: Problem[] = [];
  const named: (HourSpan & { readonly part: DayPart })[] = [];
  const others: DayPart[] = [];
  for (const [i, { name, from, until, weight }] of form.entries()) {
    const part = { name, weight };
    if (from === undefined && until === undefined) others.push(part);
    else if (from === undefined || until === undefined || from >= until)
      problems.push(
        source.problem([...path, i], {
          zh: '须有 from 与 until，且前者早于后者',
          en: 'expected "from" and "until", the first before the second',
        }),
      );
    else {
      const taken = named.some((other) => from < other.until && other.from < until);
      if (taken)
        problems.push(
          source.problem([...path, i], {
            zh: '这些时段已属于另一部分',
            en: 'these hours belong to another part already',
          }),
        );
      named.push({ from, until, part });
    }
  }
  if (problems.length === 0 && (others.length !== 1 || named.length === 0))
    problems.push(
      source.keyProblem(path, {
        zh: 'hours：各部分须有 from 与 until，另有恰好一个不写，代表其余时段',
        en: 'hours: expected parts with "from" and "until", and one without for all other hours',
      }),
    );
  if (problems.length > 0) return { value: undefined, problems };
  return {
    value: {
      spans: named.map(({ from, until }) => ({ from, until })),
      weights: [...named.map(({ part }) => part), ...others],
    },
    problems,
  };
}
