import type { AdmissionRules } from '../../ingest/admit.ts';
import type { Tally } from '../../ingest/batch.ts';
import type { DeadLetter, Measurement, RawMessage } from '../../ingest/measurement.ts';
import type { Pack, Parcel } from '../../ingest/parcel.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../../ingest/pipeline.ts';
import { Lane } from '../../ingest/pipeline.ts';

/** One JSON message on its way to a stream; the common fields that a test leaves out are filled in. */
export interface Sent {
  readonly stream: string;
  readonly message: Readonly<Record<string, unknown>>;
  readonly receivedAt?: number;
}

export const RECEIVED_AT = Date.parse('2026-02-01T00:00:00Z');

let running = 0;

export function line(message: Readonly<Record<string, unknown>>): string {
  running += 1;
  return JSON.stringify({
    id: `m-${String(running)}`,
    carrier: 'telecom',
    district: '310115',
    observed_at: '2025-03-31T23:59:59+08:00',
    ...message,
  });
}

export function raw(stream: string, text: string | Uint8Array, receivedAt = RECEIVED_AT): RawMessage {
  return {
    stream,
    origin: { source: 'file:test.ndjson', partition: 0, offset: 0, line: 1 },
    receivedAt,
    value: typeof text === 'string' ? Buffer.from(text) : text,
  };
}

/** Takes raw messages through the pipeline, all in one lane. */
export async function loadInto(
  store: MeasurementWriter & DeadLetterWriter,
  rules: AdmissionRules,
  messages: Iterable<RawMessage>,
): Promise<Tally> {
  const tally = { admitted: 0, rejected: 0 };
  const lane = new Lane({ rules, measurements: store, deadLetters: store }, (_, { admitted, rejected }) => {
    tally.admitted += admitted;
    tally.rejected += rejected;
    return Promise.resolve();
  });
  for (const message of messages) await lane.add(message);
  await lane.flush();
  return tally;
}

/** A store's writing side that only remembers. */
export class RememberingWriter implements MeasurementWriter, DeadLetterWriter {
  readonly measurements: Measurement[] = [];
  readonly deadLetters: DeadLetter[] = [];

  readonly pack = (): readonly Pack[] => [];

  write(parcels: readonly Parcel[]): Promise<void> {
    for (const parcel of parcels) this.measurements.push(...parcel.measurements());
    return Promise.resolve();
  }

  bury(deadLetters: readonly DeadLetter[]): Promise<void> {
    this.deadLetters.push(...deadLetters);
    return Promise.resolve();
  }
}
