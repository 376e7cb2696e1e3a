import type { AdmissionRules } from './admit.ts';
import { admit } from './admit.ts';
import { decode } from './decode.ts';
import type { DeadLetter, Measurement, RawMessage } from './measurement.ts';
import { reason } from './rejection.ts';
import type { Reason } from './rejection.ts';
import type { Stream } from './stream.ts';
import { findStream } from './streams.ts';

/** What raw messages became, in order, ready to be written together. */
export interface Batch {
  readonly measurements: Measurement[];
  readonly deadLetters: DeadLetter[];
  /** Bytes of the raw values, a measure of the memory held. */
  bytes: number;
}

export function emptyBatch(): Batch {
  return { measurements: [], deadLetters: [], bytes: 0 };
}

export function isEmpty(batch: Batch): boolean {
  return batch.measurements.length === 0 && batch.deadLetters.length === 0;
}

/** Decodes and admits every line of a raw message into the batch; each line stands or falls alone. */
export function addTo(batch: Batch, raw: RawMessage, rules: AdmissionRules): void {
  batch.bytes += raw.value?.length ?? 0;
  const stream = findStream(raw.stream);
  for (const line of decode(raw.value, stream?.hasDecimals ?? false)) {
    const { source, partition, offset } = raw.origin;
    const origin = { source, partition, offset, line: raw.origin.line + line.index };
    if (stream === undefined) {
      batch.deadLetters.push(
        bury(raw, origin, '', bytesOf(line), [reason('unknown_stream', '', `no stream is called ${raw.stream}`)]),
      );
    } else if (line.kind === 'refused') {
      batch.deadLetters.push(bury(raw, origin, raw.boundCarrier ?? '', line.raw, [line.reason]));
    } else {
      addLine(batch, raw, { origin, stream, line, rules });
    }
  }
}

type Line = ReturnType<typeof decode> extends Generator<infer L> ? L : never;

interface ReadLine {
  readonly origin: RawMessage['origin'];
  readonly stream: Stream;
  readonly line: Line & { kind: 'read' };
  readonly rules: AdmissionRules;
}

function addLine(batch: Batch, raw: RawMessage, { origin, stream, line, rules }: ReadLine): void {
  const admission = admit(stream, line.value, { receivedAt: raw.receivedAt, boundCarrier: raw.boundCarrier }, rules);
  switch (admission.kind) {
    case 'admitted':
      batch.measurements.push({
        stream,
        message: admission.message,
        observedAt: admission.observedAt,
        receivedAt: raw.receivedAt,
        origin,
        text: line.text,
      });
      return;
    case 'rejected':
      batch.deadLetters.push(
        bury(raw, origin, raw.boundCarrier ?? admission.carrier, Buffer.from(line.text), admission.reasons),
      );
      return;
    default:
      admission satisfies never;
  }
}

function bury(
  raw: RawMessage,
  origin: DeadLetter['origin'],
  carrier: string,
  bytes: Uint8Array,
  reasons: readonly Reason[],
): DeadLetter {
  return { stream: raw.stream, carrier, origin, receivedAt: raw.receivedAt, raw: bytes, reasons };
}

function bytesOf(line: Line): Uint8Array {
  return line.kind === 'read' ? Buffer.from(line.text) : line.raw;
}
