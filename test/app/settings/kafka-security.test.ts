import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { whyNoJava } from '../../support/kafka-jars.ts';
import { JavaKafka } from '../../support/kafka-java.ts';
import { PASSWORD, sasl } from '../../support/kafka-sasl.ts';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

const obstacle = await whyNoJava();
const CITY = ['--city', '310000', '--from', '2025-01-01', '--to', '2025-01-01', '--scale', '0.00001'];

/** A certificate of one's own for loopback: the broker's key store, and what clients trust. */
async function certificate(): Promise<{ readonly keystore: string; readonly trusted: string }> {
  const folder = scratch();
  const keystore = join(folder, 'broker.p12');
  const trusted = join(folder, 'broker.pem');
  const store = ['-alias', 'broker', '-keystore', keystore, '-storepass', PASSWORD];
  const about = ['-dname', 'CN=127.0.0.1', '-ext', 'SAN=ip:127.0.0.1', '-keyalg', 'RSA', '-validity', '2'];
  await promisify(execFile)('keytool', ['-genkeypair', '-storetype', 'PKCS12', ...store, ...about]);
  await promisify(execFile)('keytool', ['-exportcert', '-rfc', '-file', trusted, ...store]);
  return { keystore, trusted };
}

describe.skipIf(obstacle !== undefined)(`settings of librdkafka pass through ${obstacle ?? ''}`, () => {
  let kafka: JavaKafka | undefined;
  afterEach(async () => {
    await kafka?.stop();
  });

  async function sent(brokers: string, settings: Readonly<Record<string, string>>) {
    const environment = {
      GIGACITY_BROKERS: brokers,
      GIGACITY_KAFKA_SASL_MECHANISMS: 'PLAIN',
      GIGACITY_KAFKA_SASL_USERNAME: 'gigacity',
      GIGACITY_KAFKA_SASL_PASSWORD: PASSWORD,
      ...settings,
    };
    const now = new Date().toISOString();
    const { signal } = new AbortController();
    const created = await run(['topics', 'create', '--lang', 'en'], { environment });
    if (created.exit !== 0) return created;
    return run(['simulate', ...CITY, '--ledger', join(scratch(), 'sent.ndjson'), '--lang', 'en'], {
      environment,
      now,
      signal,
    });
  }

  it('a password reaches the brokers, and a wrong one is told as such', async () => {
    kafka = await JavaKafka.start(sasl('SASL_PLAINTEXT'));
    const protocol = { GIGACITY_KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT' };
    expect(await sent(kafka.brokers, protocol)).toMatchObject({ exit: 0, err: '' });
    const refused = await sent(kafka.brokers, { ...protocol, GIGACITY_KAFKA_SASL_PASSWORD: 'wrong' });
    expect(refused.err).toMatch(/cannot reach Kafka[\s\S]*Authentication failed/);
    expect(refused.exit).toBe(4);
    expect(refused.err).not.toContain('wrong');
  }, 120_000);

  it('so does a certificate, without which nothing is said to a stranger', async () => {
    const { keystore, trusted } = await certificate();
    const base = sasl('SASL_SSL');
    const ssl = { 'ssl.keystore.location': keystore, 'ssl.keystore.password': PASSWORD, 'ssl.keystore.type': 'PKCS12' };
    kafka = await JavaKafka.start({
      ...base,
      settings: { ...base.settings, ...ssl, 'ssl.truststore.location': keystore, 'ssl.truststore.password': PASSWORD },
    });
    const protocol = { GIGACITY_KAFKA_SECURITY_PROTOCOL: 'SASL_SSL' };
    expect(await sent(kafka.brokers, { ...protocol, GIGACITY_KAFKA_SSL_CA_LOCATION: trusted })).toMatchObject({
      exit: 0,
      err: '',
    });
    const refused = await sent(kafka.brokers, protocol);
    expect(refused.err).toMatch(/cannot reach Kafka[\s\S]*certificate verify failed/);
    expect(refused.exit).toBe(4);
  }, 120_000);
});
