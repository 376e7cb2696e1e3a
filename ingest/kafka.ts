import { createRequire } from 'node:module';
import type * as Librdkafka from 'node-rdkafka';
import type { GlobalConfig, LibrdKafkaError } from 'node-rdkafka';

/** How to reach Kafka. */
export interface KafkaSettings {
  /** `host:port`, separated by commas. */
  readonly brokers: string;
  readonly topicPrefix: string;
  /** librdkafka's own settings, e.g. `security.protocol`; they win over the program's. */
  readonly extra: Readonly<Record<string, string>>;
}

/** The optional package is not there, so nothing that needs Kafka can run. */
export class KafkaNotInstalled extends Error {
  readonly code = 'kafka_not_installed';

  constructor(cause: unknown) {
    super(
      'Kafka needs the optional package node-rdkafka, which is not installed or was not built. ' +
        'Install g++, make, python3 and the headers of OpenSSL, zlib and zstd ' +
        '(Debian: apt-get install g++ make python3 libssl-dev zlib1g-dev libzstd-dev), then run: npm rebuild node-rdkafka, ' +
        'or npm install --include=optional where it is missing.',
      { cause },
    );
  }
}

/** No broker answered. */
export class KafkaUnreachable extends Error {
  readonly code = 'kafka_unreachable';
}

/** librdkafka has no such setting, or does not take its value. */
export class KafkaSettingRefused extends Error {
  readonly code = 'kafka_setting_refused';
}

/** Throws `KafkaNotInstalled` where the native client is missing. */
export function loadKafka(): typeof Librdkafka {
  try {
    return createRequire(import.meta.url)('node-rdkafka') as typeof Librdkafka;
  } catch (error) {
    throw new KafkaNotInstalled(error);
  }
}

/** Compressions that senders may use and this build cannot read; each needs its headers when librdkafka is compiled. */
export function missingFeatures(kafka: typeof Librdkafka): readonly string[] {
  return ['gzip', 'snappy', 'lz4', 'zstd', 'ssl'].filter((feature) => !kafka.features.includes(feature));
}

/** What every client of a process shares. Throws `KafkaSettingRefused` where a setting is not one. */
export function clientConfig({ brokers, extra }: KafkaSettings): GlobalConfig {
  examine(extra);
  return {
    'metadata.broker.list': brokers,
    'client.id': 'gigacity',
    'socket.keepalive.enable': true,
    'reconnect.backoff.ms': 100,
    'reconnect.backoff.max.ms': 5_000,
    ...(extra as GlobalConfig),
  };
}

/** A client that is not connected costs nothing, and says what it will not take. */
function examine(extra: KafkaSettings['extra']): void {
  const { Producer } = loadKafka();
  try {
    new Producer(extra);
  } catch (error) {
    throw new KafkaSettingRefused(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

const CONNECT_MS = 10_000;

/** What consumers and producers have in common, as far as connecting goes. */
interface Connectable {
  on(event: 'event.log', listener: (entry: LogEntry) => void): unknown;
  removeListener(event: 'event.log', listener: (entry: LogEntry) => void): unknown;
  connect(options: { timeout: number }, done: (error: LibrdKafkaError | null | undefined) => void): unknown;
}

interface LogEntry {
  /** As in syslog. */
  readonly severity: number;
  readonly message: string;
}

const ERROR_SEVERITY = 3;

/** Connects a client. Throws `KafkaUnreachable` with what was last said against it, where no broker takes us in. */
export async function connected(client: Connectable, { brokers }: KafkaSettings): Promise<void> {
  let said: string | undefined;
  // Errors are told to whoever polls, which begins after connecting; log entries come by themselves.
  const listen = ({ severity, message }: LogEntry): void => {
    if (severity <= ERROR_SEVERITY && !message.includes('brokers are down')) said = message;
  };
  client.on('event.log', listen);
  try {
    await new Promise<void>((resolve, reject) => {
      client.connect({ timeout: CONNECT_MS }, (error) => {
        if (error instanceof Error)
          reject(new KafkaUnreachable(`no broker of ${brokers} takes us in: ${said ?? error.message}`));
        else resolve();
      });
    });
  } finally {
    client.removeListener('event.log', listen);
  }
}
