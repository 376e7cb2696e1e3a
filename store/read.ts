import type { Asker, Row } from './asker.ts';
import type { Beyond, BeyondQuestion } from './beyond.ts';
import { compileBeyond, compileBeyondDays, kindFields } from './beyond.ts';
import type { LatestQuestion } from './latest.ts';
import { compileLatest } from './latest.ts';
import { readDays } from './sample-days.ts';
import type { Span, SpanQuestion } from './span.ts';
import { compileSpans } from './spans.ts';

/** All dates of some measures of one stream. */
export async function readSpans(asker: Asker, question: SpanQuestion): Promise<readonly Span[]> {
  const rows = await asker.ask(compileSpans(question));
  // What was corrected on the day that it came has never held.
  return rows.map(toSpan).filter(({ from, until }) => from !== until);
}

function toSpan(row: Row): Span {
  const [district, carrier, subject, from, until, values] = row as [
    ...[string, string, string, string],
    ...[string | null, (string | null)[]],
  ];
  return { district, carrier, subject, from, until, values };
}

/** Samples beyond a limit, counted by carrier, district and kind of sample. */
export async function readBeyond(asker: Asker, question: BeyondQuestion): Promise<readonly Beyond[]> {
  const { days } = await readDays(asker, question);
  const beyond = (await asker.ask(compileBeyondDays(question))).map(([day]) => String(day));
  if (beyond.length === 0) return [];
  const unsettled = days.filter(({ isSettled }) => !isSettled).map(({ day }) => day);
  const rows = await asker.ask(compileBeyond(question, { beyond, unsettled }));
  const names = kindFields(question.stream);
  return rows.map((row) => {
    const [carrier, district, kind, day, count, largest] = row as [
      ...[string, string, string[], string],
      ...[string | number, string],
    ];
    const words = Object.fromEntries(names.map((name, i) => [name, kind[i] ?? '']));
    return { carrier, district, words, day, count: Number(count), largest };
  });
}

/** Entities of an inventory or periods of a flow as texts: the key's columns, then the fields. */
export async function readLatest(asker: Asker, question: LatestQuestion): Promise<readonly (readonly string[])[]> {
  return (await asker.ask(compileLatest(question))) as readonly (readonly string[])[];
}
