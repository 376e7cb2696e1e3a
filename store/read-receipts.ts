import type { Asker, Row } from './asker.ts';
import type { Receipt, ReceiptQuestion } from './receipts.ts';
import { compileDailyReceipts, compileReceipts, compileSingleReceipts, RECEIPT_ROW } from './receipts.ts';
import { readDays } from './sample-days.ts';
import type { SpanQuestion } from './span.ts';
import { compileSpans } from './spans.ts';

/** When a stream's reports were received. They tell it with their spans, so of the same measures it costs nothing more. */
export async function readReceipts(asker: Asker, question: SpanQuestion): Promise<readonly Receipt[]> {
  if (question.stream.kind === 'sample') return sampleReceipts(asker, question);
  const rows = await asker.ask(compileSpans(question));
  return rows.some(isRepeated) ? firstReceipts(asker, question) : fromSpans(rows);
}

/** Whether a report may have been received more than once: the same content again, or another one. */
export async function hasRepeated(asker: Asker, question: SpanQuestion): Promise<boolean> {
  return (await asker.ask(compileSpans(question))).some(isRepeated);
}

async function sampleReceipts(asker: Asker, question: ReceiptQuestion): Promise<readonly Receipt[]> {
  if (question.knownAt === null) {
    await readDays(asker, question);
    return (await asker.ask(compileDailyReceipts(question))).map(toReceipt);
  }
  const rows = await asker.ask(compileSingleReceipts(question));
  const isAnyRepeated = rows.some((row) => Number(row[RECEIPT_ROW.length]) !== 0);
  return isAnyRepeated ? firstReceipts(asker, question) : rows.map(toReceipt);
}

async function firstReceipts(asker: Asker, question: ReceiptQuestion): Promise<readonly Receipt[]> {
  return (await asker.ask(compileReceipts(question))).map(toReceipt);
}

/** Of a row of `compileSpans`. */
function isRepeated([, , , , , , , , , , repeated]: Row): boolean {
  return Number(repeated) !== 0;
}

/** Right for as long as nothing was received more than once. The days of a month come one after the other. */
function fromSpans(rows: readonly Row[]): readonly Receipt[] {
  const receipts: Receipt[] = [];
  for (const [district, carrier, subject, day, , , month, first, latest, revision] of rows) {
    if (first === null) continue;
    const own = toReceipt([district, carrier, subject, month, day, first, latest, revision]);
    const before = receipts.at(-1);
    if (before !== undefined && isOfOneMonth(before, own)) receipts.splice(-1, 1, joined(before, own));
    else receipts.push(own);
  }
  return receipts;
}

function isOfOneMonth(one: Receipt, other: Receipt): boolean {
  return (['district', 'carrier', 'subject', 'month'] as const).every((name) => one[name] === other[name]);
}

function joined(before: Receipt, after: Receipt): Receipt {
  return {
    ...after,
    first: Math.min(before.first, after.first),
    latest: Math.max(before.latest, after.latest),
    revision: Math.max(before.revision, after.revision),
  };
}

function toReceipt(row: Row): Receipt {
  const [district, carrier, subject, month, lastDay, ...numbers] = row as [string, string, string, string, string];
  const [first = 0, latest = 0, revision = 0] = (numbers as (string | number)[]).map(Number);
  return { district, carrier, subject, month, lastDay, first, latest, revision };
}
