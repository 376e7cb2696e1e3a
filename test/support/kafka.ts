import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { JavaKafka } from './kafka-java.ts';
import { whyNoJava } from './kafka-jars.ts';
import type { TestKafka } from './kafka-container.ts';
import { startKafkaContainer } from './kafka-container.ts';

type Way = { readonly kind: 'given'; readonly brokers: string } | { readonly kind: 'container' | 'java' };

/** How Kafka can be had here: brokers that are given, else a container, else Apache Kafka itself from Maven Central. */
async function way(): Promise<Way | { readonly kind: 'none'; readonly reason: string }> {
  const brokers = process.env['GIGACITY_TEST_BROKERS'];
  if (brokers !== undefined && brokers !== '') return { kind: 'given', brokers };
  if (await dockerRuns()) return { kind: 'container' };
  const obstacle = await whyNoJava();
  return obstacle === undefined
    ? { kind: 'java' }
    : { kind: 'none', reason: `GIGACITY_TEST_BROKERS is not set, Docker does not run, and ${obstacle}` };
}

/** Why there can be no Kafka here; undefined where there can. Throws where `GIGACITY_TEST_KAFKA=required`. */
export async function whyNoKafka(): Promise<string | undefined> {
  const found = await way();
  if (found.kind === 'none' && process.env['GIGACITY_TEST_KAFKA'] === 'required') throw new Error(found.reason);
  return found.kind === 'none' ? found.reason : undefined;
}

export async function startKafka(): Promise<TestKafka> {
  const found = await way();
  switch (found.kind) {
    case 'given':
      return { brokers: found.brokers, stop: () => Promise.resolve() };
    case 'container':
      return startKafkaContainer();
    case 'java': {
      const kafka = await JavaKafka.start();
      return {
        brokers: kafka.brokers,
        kill: () => kafka.kill(),
        restart: () => kafka.restart(),
        stop: () => kafka.stop(),
      };
    }
    case 'none':
      throw new Error(found.reason);
  }
}

async function dockerRuns(): Promise<boolean> {
  return promisify(execFile)('docker', ['info'], { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}
