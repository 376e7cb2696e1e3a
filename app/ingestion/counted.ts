import { groupBy } from '../../indicators/group-by.ts';
import type { IngestCounters } from '../../ingest/counters.ts';
import type { Measurement } from '../../ingest/measurement.ts';
import type { Pack } from '../../ingest/parcel.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../../ingest/pipeline.ts';

/** What comes in beside Kafka, uploads and the demo, is counted on its way to the writers, once they have taken it. */
export function countedMeasurements(counters: IngestCounters | undefined, next: MeasurementWriter): MeasurementWriter {
  if (counters === undefined) return next;
  // Noted while they are at hand: once packed they are bytes, and bringing them back costs reading them again.
  const noted = new WeakMap<readonly Pack[], readonly Admitted[]>();
  return {
    pack: (measurements) => {
      const packs = next.pack(measurements);
      noted.set(packs, admittedOf(measurements));
      return packs;
    },
    write: async (parcels) => {
      await next.write(parcels);
      for (const parcel of parcels)
        for (const { stream, carrier, admitted } of noted.get(parcel.packs) ?? admittedOf(parcel.measurements()))
          counters.feed({ stream, carrier }).admitted += admitted;
    },
  };
}

/** The same for dead letters. */
export function countedDeadLetters(counters: IngestCounters | undefined, next: DeadLetterWriter): DeadLetterWriter {
  if (counters === undefined) return next;
  return {
    bury: async (deadLetters) => {
      await next.bury(deadLetters);
      for (const one of deadLetters) counters.feed(one).rejected += 1;
      counters.buried(deadLetters);
    },
  };
}

interface Admitted {
  readonly stream: string;
  readonly carrier: string;
  readonly admitted: number;
}

function admittedOf(measurements: readonly Measurement[]): readonly Admitted[] {
  const feeds = groupBy(measurements, ({ stream, message }) => `${stream.name}.${message.carrier}`);
  return [...feeds.values()].flatMap((own) =>
    own
      .slice(0, 1)
      .map(({ stream, message }) => ({ stream: stream.name, carrier: message.carrier, admitted: own.length })),
  );
}
