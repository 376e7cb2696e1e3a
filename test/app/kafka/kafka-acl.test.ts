import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KafkaProducer } from '../../../ingest/kafka-producer.ts';
import { kafkaClassPath, whyNoJava } from '../../support/kafka-jars.ts';
import { JavaKafka } from '../../support/kafka-java.ts';
import { credentials, PASSWORD, sasl } from '../../support/kafka-sasl.ts';
import { scratch } from '../../support/scratch.ts';
import { makeTopics } from '../../support/topics.ts';
import { run } from '../run.ts';

const obstacle = await whyNoJava();
const TOPICS = ['gigacity.sites-5g.telecom', 'gigacity.sites-5g.mobile', 'gigacity.dead-letters'];

describe.skipIf(obstacle !== undefined)(`topics acl --print ${obstacle ?? ''}`, () => {
  let kafka: JavaKafka;
  beforeAll(async () => {
    const { protocol, settings } = sasl('SASL_PLAINTEXT', ['admin', 'gigacity', 'telecom', 'mobile', 'stranger']);
    const authorizer = 'org.apache.kafka.metadata.authorizer.StandardAuthorizer';
    kafka = await JavaKafka.start({
      protocol,
      // The controller's listener has no names.
      settings: {
        ...settings,
        'authorizer.class.name': authorizer,
        'super.users': 'User:admin;User:broker;User:ANONYMOUS',
      },
    });
    await makeTopics({ brokers: kafka.brokers, extra: credentials('admin') }, TOPICS);
    const { out } = await run(['topics', 'acl', '--print']);
    await runs(out);
  }, 180_000);
  afterAll(async () => {
    await kafka.stop();
  });

  /** Runs the printed lines as they are, by Kafka's own tool. */
  async function runs(lines: string): Promise<void> {
    const folder = scratch();
    const admin = join(folder, 'admin.properties');
    const login = `org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="${PASSWORD}";`;
    writeFileSync(admin, `security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=${login}\n`);
    const java = `java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '${await kafkaClassPath()}'`;
    const tool = join(folder, 'kafka-acls.sh');
    writeFileSync(tool, `#!/bin/sh\nexec ${java} org.apache.kafka.tools.AclCommand "$@"\n`, { mode: 0o755 });
    const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, BOOTSTRAP: kafka.brokers, ADMIN: admin };
    await promisify(execFile)('sh', ['-euc', lines], { env });
  }

  /** Which of the topics somebody may write to. */
  async function writable(name: string): Promise<readonly string[]> {
    const may: string[] = [];
    for (const topic of TOPICS) {
      // A producer that was refused takes nothing more.
      const producer = await KafkaProducer.connect({
        brokers: kafka.brokers,
        topicPrefix: '',
        extra: { ...credentials(name), 'message.timeout.ms': '10000' },
      });
      const appended = await producer.append({ topic, key: null, value: Buffer.from('x') }).then(
        () => true,
        () => false,
      );
      if (appended) may.push(topic);
      await producer.close();
    }
    return may;
  }

  it('lets a carrier write to its own topics alone', async () => {
    expect(await writable('telecom')).toEqual(['gigacity.sites-5g.telecom']);
    expect(await writable('mobile')).toEqual(['gigacity.sites-5g.mobile']);
  }, 60_000);

  it('lets a stranger write nowhere, and gigacity wherever dead letters and uploads go', async () => {
    expect(await writable('stranger')).toEqual([]);
    expect(await writable('gigacity')).toEqual(TOPICS);
  }, 60_000);
});
