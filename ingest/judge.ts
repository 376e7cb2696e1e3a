import type { AdmissionRules } from './admit.ts';
import { admit } from './admit.ts';
import type { Line } from './decode.ts';
import { decode } from './decode.ts';
import type { DeadLetter, Measurement, Origin, RawMessage } from './measurement.ts';
import { reason } from './rejection.ts';
import type { Reason } from './rejection.ts';
import type { Stream } from './stream.ts';
import { findStream } from './streams.ts';

/** What raw messages became, in order. */
export interface Judged {
  readonly measurements: Measurement[];
  readonly deadLetters: DeadLetter[];
}

/** Decodes and admits every line of a raw message; each line stands or falls alone. What it became is added `to` the rest. */
export function judge(
  raw: RawMessage,
  rules: AdmissionRules,
  to: Judged = { measurements: [], deadLetters: [] },
): Judged {
  const stream = findStream(raw.stream);
  for (const line of decode(raw.value, stream?.hasDecimals ?? false)) {
    const { source, partition, offset } = raw.origin;
    const origin = { source, partition, offset, line: raw.origin.line + line.index };
    if (stream === undefined) {
      const unknown = reason('unknown_stream', '', `no stream is called ${raw.stream}`);
      to.deadLetters.push(toDeadLetter(raw, { origin, line, reasons: [unknown] }));
    } else if (line.kind === 'refused') {
      to.deadLetters.push(toDeadLetter(raw, { origin, line, reasons: [line.reason] }));
    } else {
      judgeLine(raw, { origin, stream, line, rules }, to);
    }
  }
  return to;
}

interface ReadLine {
  readonly origin: Origin;
  readonly stream: Stream;
  readonly line: Line & { kind: 'read' };
  readonly rules: AdmissionRules;
}

function judgeLine(raw: RawMessage, { origin, stream, line, rules }: ReadLine, to: Judged): void {
  const admission = admit(stream, line.value, { receivedAt: raw.receivedAt, boundCarrier: raw.boundCarrier }, rules);
  switch (admission.kind) {
    case 'admitted':
      to.measurements.push({
        stream,
        message: admission.message,
        observedAt: admission.observedAt,
        receivedAt: raw.receivedAt,
        origin,
        text: line.text,
      });
      return;
    case 'rejected':
      to.deadLetters.push(toDeadLetter(raw, { origin, line, ...admission }));
      return;
    default:
      admission satisfies never;
  }
}

interface RefusedLine {
  readonly origin: Origin;
  readonly line: Line;
  /** As far as the line itself tells it. */
  readonly carrier?: string;
  readonly reasons: readonly Reason[];
}

function toDeadLetter(raw: RawMessage, { origin, line, carrier = '', reasons }: RefusedLine): DeadLetter {
  return {
    stream: raw.stream,
    carrier: raw.boundCarrier ?? carrier,
    origin,
    receivedAt: raw.receivedAt,
    raw: line.kind === 'read' ? Buffer.from(line.text) : line.raw,
    reasons,
  };
}
