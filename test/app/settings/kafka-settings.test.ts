import { describe, expect, it } from 'vitest';
import { withKafka } from '../../../app/settings/kafka-settings.ts';
import { DeadLetterTopicRefused } from '../../../ingest/kafka-dead-letters.ts';
import { run } from '../run.ts';

const environment = { GIGACITY_BROKERS: '127.0.0.1:9' };

async function refused(variable: string, value: string): Promise<string> {
  const ran = await run(['topics', 'create', '--lang', 'en'], { environment: { ...environment, [variable]: value } });
  expect(ran.exit).toBe(2);
  return ran.err;
}

describe('a setting for librdkafka is refused before any broker is asked,', () => {
  it('where it has no such setting', async () => {
    expect(await refused('GIGACITY_KAFKA_SASL_USER', 'gigacity')).toContain('"sasl.user"');
  });

  it('where it does not take the value', async () => {
    expect(await refused('GIGACITY_KAFKA_SESSION_TIMEOUT_MS', 'soon')).toContain('"session.timeout.ms"');
  });

  it.each([
    ['GIGACITY_KAFKA_ENABLE_AUTO_COMMIT', 'true', 'enable.auto.commit'],
    ['GIGACITY_KAFKA_AUTO_OFFSET_RESET', 'latest', 'auto.offset.reset'],
    ['GIGACITY_KAFKA_BOOTSTRAP_SERVERS', 'other:9092', 'bootstrap.servers'],
  ])('where it would break what is promised: %s', async (variable, value, name) => {
    expect(await refused(variable, value)).toContain(`gigacity itself sets ${name}`);
  });
});

it('a topic that takes no dead letters is named in both languages, with what makes it', async () => {
  const refusal = new DeadLetterTopicRefused('gigacity.dead-letters', new Error('Broker: Topic authorization failed'));
  const failing = withKafka(() => Promise.reject(refusal));
  await expect(failing).rejects.toMatchObject({
    text: {
      zh: '死信写不进主题 gigacity.dead-letters：Broker: Topic authorization failed',
      en: 'dead letters cannot be appended to gigacity.dead-letters: Broker: Topic authorization failed',
    },
    mend: { en: 'run gigacity topics create' },
  });
});
