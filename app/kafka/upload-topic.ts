import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../api/problems.ts';
import type { KafkaProducer } from '../../ingest/kafka-producer.ts';
import type { Measurement } from '../../ingest/measurement.ts';
import type { MeasurementWriter } from '../../ingest/pipeline.ts';
import { topicOf } from '../../ingest/topics.ts';
import { messageOf } from '../terminal/failure.ts';

/** Whoever uploads waits no longer for the brokers. */
const PATIENCE_MS = 60_000;

/** Appends measurements to their carriers' topics; resolves once the brokers have all of them. */
export function topicWriter(
  producer: Pick<KafkaProducer, 'append'>,
  { prefix, patienceMs = PATIENCE_MS }: { readonly prefix: string; readonly patienceMs?: number },
): MeasurementWriter {
  return {
    // Lines go to their topics as they were sent.
    pack: () => [],
    async write(parcels) {
      const appended = Promise.all(
        parcels
          .flatMap((parcel) => parcel.measurements())
          .map((one) =>
            producer.append({
              topic: topicOf(prefix, { stream: one.stream.name, carrier: one.message.carrier }),
              key: keyOf(one),
              value: Buffer.from(one.text),
            }),
          ),
      );
      const done = new AbortController();
      const late = sleep(patienceMs, undefined, { signal: done.signal }).then(() => {
        throw new Error('the brokers did not answer in time');
      });
      try {
        await Promise.race([appended, late]);
      } catch (error) {
        appended.catch(() => undefined);
        throw refused(error);
      } finally {
        late.catch(() => undefined);
        done.abort();
      }
    },
  };
}

/** Order must hold among the messages of one entity, and of one district elsewhere. */
function keyOf({ stream, message }: Measurement): string {
  if (stream.kind !== 'inventory') return message.district;
  return stream.key.map((name) => String(message[name])).join('/');
}

function refused(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  const why = messageOf(cause);
  return new Problem(
    'bad_gateway',
    { zh: `Kafka 未接收：${why}`, en: `Kafka did not take it: ${why}` },
    { hint: { zh: '稍后整份重发，已收的不会重复', en: 'send it whole again later: what was taken counts once' } },
  );
}
