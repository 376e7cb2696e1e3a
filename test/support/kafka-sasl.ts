import type { Security } from './kafka-java.ts';

export const PASSWORD = 'not-a-secret';

/** A broker that asks for names and passwords; all names have the same one. */
export function sasl(protocol: 'SASL_PLAINTEXT' | 'SASL_SSL', names: readonly string[] = ['gigacity']): Security {
  const users = ['broker', ...names].map((name) => `user_${name}="${PASSWORD}"`).join(' ');
  return {
    protocol,
    settings: {
      'sasl.enabled.mechanisms': 'PLAIN',
      'sasl.mechanism.inter.broker.protocol': 'PLAIN',
      [`listener.name.${protocol.toLowerCase()}.plain.sasl.jaas.config`]: `org.apache.kafka.common.security.plain.PlainLoginModule required username="broker" password="${PASSWORD}" ${users};`,
    },
  };
}

/** What librdkafka must know to be let in under a name. */
export function credentials(name: string): Readonly<Record<string, string>> {
  return {
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanisms': 'PLAIN',
    'sasl.username': name,
    'sasl.password': PASSWORD,
  };
}
