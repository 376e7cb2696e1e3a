import { expect, test } from 'vitest';
import type { DeadLetter, Measurement, RawMessage } from '../../ingest/measurement.ts';
import type { Parcel } from '../../ingest/parcel.ts';
import type { PipelineDeps } from '../../ingest/pipeline.ts';
import { BATCH_LINES, Lane } from '../../ingest/pipeline.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { line, raw, RECEIVED_AT } from '../support/load.ts';

const rules = shippedRules(shippedCatalogue());
const site = (): string => line({ rows: [{ placement: 'outdoor', generation: '5g', stations: 1 }] });

const rowsOf = (parcels: readonly Parcel[]): readonly Measurement[] =>
  parcels.flatMap((parcel) => parcel.measurements());

/** A lane whose effects are written down in the order in which they happen. */
function lane(of: Partial<PipelineDeps> = {}): { lane: Lane; effects: string[] } {
  const effects: string[] = [];
  const deps: PipelineDeps = {
    rules,
    measurements: {
      pack: () => [],
      write: (parcels: readonly Parcel[]) => {
        effects.push(`write ${String(rowsOf(parcels).length)}`);
        return Promise.resolve();
      },
    },
    deadLetters: {
      bury: (letters: readonly DeadLetter[]) => {
        effects.push(`bury ${String(letters.length)}`);
        return Promise.resolve();
      },
    },
    ...of,
  };
  const acknowledge = (
    { origin }: { origin: { line: number } },
    tally: { admitted: number; rejected: number },
  ): Promise<void> => {
    effects.push(
      `acknowledge ${String(origin.line)}: ${String(tally.admitted)} admitted, ${String(tally.rejected)} rejected`,
    );
    return Promise.resolve();
  };
  return { lane: new Lane(deps, acknowledge), effects };
}

test('dead letters are kept before measurements, and both before the acknowledgement', async () => {
  const { lane: one, effects } = lane();
  await one.add(raw('sites-5g', `${site()}\nnot JSON\n${site()}`));
  expect(effects).toEqual([]);
  await one.flush();
  expect(effects).toEqual(['bury 1', 'write 2', 'acknowledge 1: 2 admitted, 1 rejected']);
});

test('a batch without faults buries nothing, and one of faults alone writes nothing', async () => {
  const { lane: one, effects } = lane();
  await one.add(raw('sites-5g', site()));
  await one.flush();
  await one.add(raw('sites-5g', 'null'));
  await one.flush();
  expect(effects).toEqual([
    'write 1',
    'acknowledge 1: 1 admitted, 0 rejected',
    'bury 1',
    'acknowledge 1: 0 admitted, 1 rejected',
  ]);
});

test('a full batch is handed over without being asked', async () => {
  const { lane: one, effects } = lane();
  await one.add(raw('sites-5g', Array.from({ length: BATCH_LINES }, () => 'x').join('\n')));
  await one.flush();
  expect(effects[0]).toBe(`bury ${String(BATCH_LINES)}`);
});

test('what could not be written is not acknowledged, and the failure reaches the caller', async () => {
  const { lane: one, effects } = lane({
    measurements: { pack: () => [], write: () => Promise.reject(new Error('the disk is full')) },
  });
  await one.add(raw('sites-5g', site()));
  await expect(one.flush()).rejects.toThrow('the disk is full');
  expect(effects).toEqual([]);
});

test('while a batch is being written the next one only fills', async () => {
  let release = (): void => undefined;
  const written = new Promise<void>((resolve) => {
    release = resolve;
  });
  let writes = 0;
  const { lane: one } = lane({
    measurements: {
      pack: () => [],
      write: () => {
        writes += 1;
        return written;
      },
    },
  });
  await one.add(raw('sites-5g', site()));
  const first = one.flush();
  await one.add(raw('sites-5g', site()));
  const second = one.flush();
  await Promise.resolve();
  expect(writes).toBe(1);
  release();
  await Promise.all([first, second]);
  expect(writes).toBe(2);
});

test('batches are acknowledged in order, however many add at once, and none after one that failed', async () => {
  const acknowledged: number[] = [];
  const one = new Lane(
    {
      rules,
      deadLetters: { bury: () => Promise.resolve() },
      measurements: {
        pack: () => [],
        write: async (parcels) => {
          await new Promise((resolve) => setTimeout(resolve, 2));
          if (rowsOf(parcels).some(({ origin }) => origin.offset === 7)) throw new Error('the disk is full');
        },
      },
    },
    (last) => {
      acknowledged.push(last.origin.offset);
      return Promise.resolve();
    },
    { lines: 1 },
  );
  const add = (offset: number): Promise<unknown> => one.add(at(offset));
  // The first is on its way at once; what comes meanwhile waits together.
  await Promise.all([add(0), add(1), add(2)]);
  await add(3);
  await Promise.allSettled([add(4), add(5), add(6)]);
  await Promise.allSettled([add(7), add(8)]);
  await expect(add(9)).rejects.toThrow('the disk is full');
  await expect(one.flush()).rejects.toThrow('the disk is full');
  expect(acknowledged.at(-1)).toBe(6);
  expect(acknowledged).toEqual([...acknowledged].sort((a, b) => a - b));
});

function at(offset: number): RawMessage {
  return { ...raw('sites-5g', site()), origin: { source: 't', partition: 3, offset, line: 1 } };
}

test('what was packed can be read again, each row with its place and its bytes', async () => {
  const parcels: Parcel[] = [];
  const { lane: one } = lane({
    measurements: {
      pack: () => [],
      write: (some) => {
        parcels.push(...some);
        return Promise.resolve();
      },
    },
  });
  const lines = Array.from({ length: 700 }, site);
  for (const [i, text] of lines.entries())
    await one.add({ ...at(2 * i), receivedAt: RECEIVED_AT + i, value: Buffer.from(`broken\n${text}\n\n`) });
  await one.flush();
  expect(parcels.length).toBeGreaterThan(1);
  expect(parcels.map(({ rows }) => rows).reduce((sum, rows) => sum + rows, 0)).toBe(700);
  expect(rowsOf(parcels).map(({ origin, receivedAt, text }) => ({ origin, receivedAt, text }))).toEqual(
    lines.map((text, i) => ({
      origin: { source: 't', partition: 3, offset: 2 * i, line: 2 },
      receivedAt: RECEIVED_AT + i,
      text,
    })),
  );
});
