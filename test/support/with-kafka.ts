import { afterAll, beforeAll, describe } from 'vitest';
import type { TestKafka } from './kafka-container.ts';
import { startKafka, whyNoKafka } from './kafka.ts';

const obstacle = await whyNoKafka();

/** Tests with a real Kafka, started before the first; skipped for a reason of their own, or because there is none. */
export function describeWithKafka(
  what: string,
  tests: (kafka: () => TestKafka) => void,
  { skippedBecause = obstacle }: { readonly skippedBecause?: string | undefined } = {},
): void {
  describe.skipIf(skippedBecause !== undefined)(`${what} ${skippedBecause ?? ''}`, () => {
    let started: TestKafka | undefined;
    beforeAll(async () => {
      started = await startKafka();
    }, 120_000);
    afterAll(async () => {
      await started?.stop();
    });

    tests(() => {
      if (started === undefined) throw new Error('Kafka runs while tests do, and not before');
      return started;
    });
  });
}
