import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import process from 'node:process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from './free-ports.ts';
import { kafkaClassPath } from './kafka-jars.ts';
import { until } from './until.ts';
import { scratch } from './scratch.ts';

const run = promisify(execFile);
const CLUSTER = 'Z2lnYWNpdHktdGVzdC1rZg';

/** One broker of Apache Kafka in KRaft mode on loopback; it can be killed and started again over the same log. */
export class JavaKafka {
  readonly brokers: string;
  readonly #folder: string;
  readonly #classPath: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(folder: string, classPath: string, port: number) {
    this.#folder = folder;
    this.#classPath = classPath;
    this.#port = port;
    this.brokers = `127.0.0.1:${String(port)}`;
  }

  static async start(security: Security = PLAINTEXT): Promise<JavaKafka> {
    const classPath = await kafkaClassPath();
    const folder = scratch();
    const [port = 0, controller = 0] = await freePorts(2);
    await writeFile(join(folder, 'server.properties'), properties({ folder, port, controller, security }));
    const kafka = new JavaKafka(folder, classPath, port);
    await run('java', [...kafka.#java, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER, '-c', kafka.#settings]);
    await kafka.restart();
    return kafka;
  }

  get #settings(): string {
    return join(this.#folder, 'server.properties');
  }

  get #java(): readonly string[] {
    return ['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=4', '-cp', this.#classPath];
  }

  /** Starts the broker and waits until it answers. */
  async restart(): Promise<void> {
    const log = openSync(join(this.#folder, 'kafka.log'), 'a');
    this.#process = spawn('java', [...this.#java, 'kafka.Kafka', this.#settings], { stdio: ['ignore', log, log] });
    const started = this.#process;
    // A test's process that ends without tidying up leaves no broker behind.
    process.once('exit', () => started.kill('SIGKILL'));
    const isUp = async (): Promise<boolean> => {
      if (started.exitCode !== null) throw new Error(await readFile(join(this.#folder, 'kafka.log'), 'utf8'));
      return this.#answers();
    };
    // It reads its whole log anew after a kill, which takes long on a machine that does much else.
    await until(`Kafka on ${this.brokers}`, isUp, { seconds: 90 });
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    running.kill(signal);
    await once(running, 'exit');
  }

  async stop(): Promise<void> {
    await this.kill();
  }

  async #answers(): Promise<boolean> {
    const socket = connect(this.#port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  }
}

/** How clients reach the broker: the protocol of its listener, and the settings that go with it. */
export interface Security {
  readonly protocol: 'PLAINTEXT' | 'SASL_PLAINTEXT' | 'SASL_SSL';
  readonly settings: Readonly<Record<string, string>>;
}

const PLAINTEXT: Security = { protocol: 'PLAINTEXT', settings: {} };

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly controller: number;
  readonly security: Security;
}

function properties({ folder, port, controller, security }: Place): string {
  const { protocol } = security;
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${String(controller)}`,
    listeners: `${protocol}://127.0.0.1:${String(port)},CONTROLLER://127.0.0.1:${String(controller)}`,
    'advertised.listeners': `${protocol}://127.0.0.1:${String(port)}`,
    'listener.security.protocol.map': `${protocol}:${protocol},CONTROLLER:PLAINTEXT`,
    'inter.broker.listener.name': protocol,
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': join(folder, 'log'),
    'log.message.timestamp.type': 'LogAppendTime',
    'log.retention.ms': 3_600_000,
    'message.max.bytes': 20_000_000,
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1_000,
    'broker.session.timeout.ms': 2_000,
    'broker.heartbeat.interval.ms': 300,
    ...security.settings,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${String(value)}\n`)
    .join('');
}
