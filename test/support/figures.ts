import { evaluatePlace } from '../../app/evaluating/evaluate-place.ts';
import { toValueDocument, toVerdictDocument } from '../../indicators/documents/documents.ts';
import type { RawMessage } from '../../ingest/measurement.ts';
import { STREAMS } from '../../ingest/streams.ts';
import type { Asker } from '../../store/asker.ts';
import { ClickHouseStore } from '../../store/clickhouse.ts';
import { shippedCatalogue, shippedRules } from './catalogue.ts';
import { emptyStore } from './embedded.ts';
import { loadInto } from './load.ts';
import type { Expected, Receipt, RefusedReceipt } from './oracle.ts';

const catalogue = shippedCatalogue();
const profile = catalogue.profiles.get('shanghai');
const rules = shippedRules(catalogue);
/** Long after the feeds' last day, and the same for every store. */
const NOW = Date.parse('2026-12-31T00:00:00Z');

/**
 * How far the figures of a store are from those of one that never failed, and was given each good line once, in order
 * of receipt, and each bad one as often as it came: values, verdicts, completeness and doubts, each by its document.
 */
export async function figuresApart(
  storeUrl: string,
  { receipts, refused }: Pick<Expected, 'receipts' | 'refused'>,
  asOf: string,
): Promise<readonly string[]> {
  const pristine = await emptyStore();
  const good = await loadInto(pristine, rules, receipts.map(toRaw));
  const bad = await loadInto(pristine, rules, refused.map(toRefused));
  if (good.rejected > 0 || bad.admitted > 0)
    return [
      `of what the sender says, ${String(good.rejected)} good and ${String(bad.admitted)} bad lines are judged otherwise`,
    ];
  const store = await ClickHouseStore.open({ kind: 'server', url: storeUrl }, STREAMS);
  try {
    const [expected, actual] = [await figuresOf(pristine, asOf), await figuresOf(store, asOf)];
    const wrong = expected.filter((line, i) => line !== actual[i]);
    if (wrong.length === 0 && expected.length === actual.length) return [];
    const at = expected.findIndex((line, i) => line !== actual[i]);
    return [`${String(wrong.length)} figures differ, e.g. ${shortened(expected[at])} | ${shortened(actual[at])}`];
  } finally {
    await store.close();
  }
}

async function figuresOf(asker: Asker, asOf: string): Promise<readonly string[]> {
  if (profile === undefined) throw new Error('the profile is not shipped');
  const deps = { catalogue, asker, now: () => NOW };
  const { values, verdicts, completeness, doubts } = await evaluatePlace(deps, profile, { asOf, knownAt: null });
  return [
    ...values.map((value) => toValueDocument(value, null)),
    ...verdicts.map((verdict) => toVerdictDocument(verdict, null)),
    ...completeness.duties.flatMap(({ duty, cells }) => cells.map((cell) => ({ duty, ...cell }))),
    ...doubts,
  ].map((one) => JSON.stringify(one, told));
}

/** The latest receipt of a report counts copies that no merge has collapsed yet: it says when, not what. */
function told(key: string, value: unknown): unknown {
  if (key === 'latest') return undefined;
  return typeof value === 'bigint' ? String(value) : value;
}

function shortened(line = 'nothing'): string {
  return line.slice(0, 500);
}

function toRaw({ stream, line, receivedAt }: Receipt, i: number): RawMessage {
  const origin = { source: 'pristine', partition: 0, offset: 0, line: i + 1 };
  return { stream, origin, receivedAt, value: Buffer.from(line) };
}

function toRefused({ stream, carrier, line, receivedAt, origin }: RefusedReceipt): RawMessage {
  return { stream, boundCarrier: carrier, origin, receivedAt, value: Buffer.from(line) };
}
