import { expect, it } from 'vitest';
import { countedMeasurements } from '../../../app/ingestion/counted.ts';
import { IngestCounters } from '../../../ingest/counters.ts';
import { judge } from '../../../ingest/judge.ts';
import type { Judged } from '../../../ingest/judge.ts';
import { parcelOf } from '../../../ingest/parcel.ts';
import { shippedCatalogue, shippedRules } from '../../support/catalogue.ts';
import { raw } from '../../support/load.ts';
import { GOOD } from '../../support/refusals.ts';

it('counts lines once they are written, and not those that the store did not take', async () => {
  const judged: Judged = { measurements: [], deadLetters: [] };
  judge(raw('sites-5g', GOOD), shippedRules(shippedCatalogue()), judged);
  const counters = new IngestCounters();
  const answers = [() => Promise.reject(new Error('the store is away')), () => Promise.resolve()];
  const writer = countedMeasurements(counters, {
    pack: () => [],
    write: () => answers.shift()?.() ?? Promise.resolve(),
  });

  await expect(writer.write([parcelOf(writer.pack, judged.measurements)])).rejects.toThrow('the store is away');
  expect(counters.feeds).toEqual([]);
  await writer.write([parcelOf(writer.pack, judged.measurements)]);
  expect(counters.feeds).toEqual([{ stream: 'sites-5g', carrier: 'telecom', admitted: 1, rejected: 0, duplicate: 0 }]);
});
