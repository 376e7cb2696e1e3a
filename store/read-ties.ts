import type { Asker } from './asker.ts';
import type { CompiledQuery } from './query.ts';
import { hasRepeated } from './read-receipts.ts';
import { readDays } from './sample-days.ts';
import type { SpanQuestion } from './span.ts';
import type { Tie, TieQuestion } from './ties.ts';
import { compileTies } from './ties.ts';

/** Several contents for the same thing, moment and revision; of samples only days with new arrivals are searched. */
export async function readTies(asker: Asker, question: TieQuestion & SpanQuestion): Promise<readonly Tie[]> {
  const query = question.stream.kind === 'sample' ? await tiesOfDays(asker, question) : await ties(asker, question);
  const rows = query === undefined ? [] : await asker.ask(query);
  return rows.map((row) => {
    const [carrier, district, subject, day, revision, contents, from, until] = row as [
      ...[string, string, string, string, string | number],
      ...[string[], string, string | null],
    ];
    return { carrier, district, subject, day, revision: Number(revision), contents, from, until };
  });
}

async function ties(asker: Asker, question: TieQuestion & SpanQuestion): Promise<CompiledQuery | undefined> {
  return (await hasRepeated(asker, question)) ? compileTies(question) : undefined;
}

async function tiesOfDays(asker: Asker, question: TieQuestion & SpanQuestion): Promise<CompiledQuery | undefined> {
  const { days } = await readDays(asker, question);
  const tied = days.filter(({ hasTies, day }) => hasTies && day <= question.asOf).map(({ day }) => day);
  const unsettled = days.filter(({ isSettled }) => !isSettled).map(({ day }) => day);
  return tied.length === 0 ? undefined : compileTies(question, { tied, unsettled });
}
