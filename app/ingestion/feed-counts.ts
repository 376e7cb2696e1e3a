import { groupBy } from '../../indicators/group-by.ts';
import type { DeadLetter, Measurement } from '../../ingest/measurement.ts';
import type { Pack } from '../../ingest/parcel.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../../ingest/pipeline.ts';
import type { IngestReading } from '../../metrics/live.ts';

type Feed = IngestReading['feeds'][number];
type Letters = IngestReading['deadLetters'][number];
export type FeedReading = Pick<IngestReading, 'feeds' | 'deadLetters'>;

/** What this process takes in beside Kafka, counted on its way to the writers: uploads, and the demo. */
export class FeedCounts {
  readonly #feeds = new Map<string, Feed>();
  readonly #deadLetters = new Map<string, Letters>();

  get reading(): FeedReading {
    return { feeds: [...this.#feeds.values()], deadLetters: [...this.#deadLetters.values()] };
  }

  measurements(next: MeasurementWriter): MeasurementWriter {
    // Noted while they are at hand: once packed they are bytes, and bringing them back costs reading them again.
    const noted = new WeakMap<readonly Pack[], readonly Feed[]>();
    return {
      pack: (measurements) => {
        const packs = next.pack(measurements);
        noted.set(packs, admittedOf(measurements));
        return packs;
      },
      write: async (parcels) => {
        await next.write(parcels);
        for (const parcel of parcels) {
          for (const { stream, carrier, admitted } of noted.get(parcel.packs) ?? admittedOf(parcel.measurements()))
            this.#add(stream, carrier, { admitted });
        }
      },
    };
  }

  deadLetters(next: DeadLetterWriter): DeadLetterWriter {
    return {
      bury: async (deadLetters) => {
        await next.bury(deadLetters);
        for (const one of deadLetters) this.#bury(one);
      },
    };
  }

  /** Of the lines that one carrier's feed had admitted, those that were in the store already. */
  duplicates(stream: string, carrier: string, count: number): void {
    this.#add(stream, carrier, { admitted: -count, duplicate: count });
  }

  #bury({ stream, carrier, reasons }: DeadLetter): void {
    this.#add(stream, carrier, { rejected: 1 });
    for (const code of new Set(reasons.map((reason) => reason.code))) {
      const key = `${stream}.${carrier}.${code}`;
      const count = (this.#deadLetters.get(key)?.count ?? 0) + 1;
      this.#deadLetters.set(key, { stream, carrier, code, count });
    }
  }

  #add(stream: string, carrier: string, more: Partial<Feed>): void {
    const key = `${stream}.${carrier}`;
    const known = this.#feeds.get(key) ?? { stream, carrier, admitted: 0, rejected: 0, duplicate: 0 };
    this.#feeds.set(key, {
      ...known,
      admitted: known.admitted + (more.admitted ?? 0),
      rejected: known.rejected + (more.rejected ?? 0),
      duplicate: known.duplicate + (more.duplicate ?? 0),
    });
  }
}

function admittedOf(measurements: readonly Measurement[]): readonly Feed[] {
  const feeds = groupBy(measurements, ({ stream, message }) => `${stream.name}.${message.carrier}`);
  return [...feeds.values()].flatMap((own) =>
    own.slice(0, 1).map(({ stream, message }) => ({
      ...{ stream: stream.name, carrier: message.carrier },
      ...{ admitted: own.length, rejected: 0, duplicate: 0 },
    })),
  );
}

/** Both together: a feed may come by Kafka and by upload. */
export function summed(one: FeedReading, other: FeedReading): FeedReading {
  const feeds = new Map<string, Feed>();
  for (const feed of [...one.feeds, ...other.feeds]) {
    const key = `${feed.stream}.${feed.carrier}`;
    const { admitted = 0, rejected = 0, duplicate = 0 } = feeds.get(key) ?? {};
    feeds.set(key, {
      ...feed,
      admitted: feed.admitted + admitted,
      rejected: feed.rejected + rejected,
      duplicate: feed.duplicate + duplicate,
    });
  }
  const deadLetters = new Map<string, Letters>();
  for (const letters of [...one.deadLetters, ...other.deadLetters]) {
    const key = `${letters.stream}.${letters.carrier}.${letters.code}`;
    deadLetters.set(key, { ...letters, count: letters.count + (deadLetters.get(key)?.count ?? 0) });
  }
  return { feeds: [...feeds.values()], deadLetters: [...deadLetters.values()] };
}
