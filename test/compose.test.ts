import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { COMMANDS } from '../app/commands.ts';
import { SETTING_NAMES, variableOf } from '../app/settings/setting.ts';
import { KAFKA_VERSION } from './support/kafka-jars.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The part of the format that is used here; whatever else turns up is a slip until it is looked at. */
const HEALTH = z.strictObject({
  test: z.array(z.string()).min(2),
  interval: z.string(),
  timeout: z.string(),
  retries: z.int(),
  start_period: z.string().optional(),
});
const SERVICE = z.strictObject({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  restart: z.enum(['no', 'unless-stopped']),
  stop_grace_period: z.string().optional(),
  ports: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ulimits: z.unknown().optional(),
  volumes: z.array(z.string()).optional(),
  secrets: z.array(z.string()).optional(),
  depends_on: z
    .record(
      z.string(),
      z.strictObject({ condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']) }),
    )
    .optional(),
  healthcheck: HEALTH.optional(),
});
const COMPOSE = z.strictObject({
  name: z.string(),
  'x-gigacity': z.unknown(),
  services: z.record(z.string(), SERVICE),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});

const TEXT = read('docker-compose.yml');
const compose = COMPOSE.parse(parse(TEXT, { merge: true }));
const services = Object.entries(compose.services);
const variables = [...TEXT.matchAll(/\$\{(\w+)([^}]*)\}/g)].map(([, name = '', rest = '']) => ({ name, rest }));

describe('docker-compose.yml', () => {
  it.each(services)('%s runs a pinned image, is watched, and is reached from this machine alone', (name, service) => {
    expect(service.image).toMatch(/^[\w/-]+:v?\d+\.\d+\.\d+$/);
    expect(service.healthcheck !== undefined || service.restart === 'no').toBe(true);
    for (const port of service.ports ?? []) expect(port, name).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it.each(services)(
    '%s needs nothing that is not declared',
    (_, { depends_on: needed = {}, volumes = [], secrets = [] }) => {
      const sources = volumes.map((volume) => volume.split(':')[0] ?? '').filter((source) => !source.startsWith('.'));
      expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(sources));
      expect(Object.keys(compose.secrets)).toEqual(expect.arrayContaining(secrets));
      for (const [other, { condition }] of Object.entries(needed)) {
        const service = compose.services[other];
        expect(service, other).toBeDefined();
        if (condition === 'service_healthy') expect(service?.healthcheck, other).toBeDefined();
        if (condition === 'service_completed_successfully') expect(service?.restart, other).toBe('no');
      }
    },
  );

  it('has no password in it, and none to fall back on', () => {
    for (const [, { environment = {} }] of services) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|TOKEN|KEY$/.test(name)) expect(value, name).toMatch(/^\$\{\w+:\?[^}]+\}$/);
        expect(value, name).not.toMatch(/\/\/[^/@:]+:[^$@]+@/);
      }
    }
    expect(variables.filter(({ rest }) => !rest.startsWith(':?'))).toEqual([]);
  });

  it('every variable it asks for is explained, and left empty', () => {
    const example = [...read('.env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(example).toEqual([...new Set(variables.map(({ name }) => name))].map((name) => [name, '']));
  });

  it('what holds secrets is neither committed nor sent to a build', () => {
    for (const file of ['.gitignore', '.dockerignore']) {
      const lines = read(file)
        .split('\n')
        .map((line) => line.replace(/\/$/, ''));
      expect(lines, file).toEqual(expect.arrayContaining(['.env', 'secrets', 'node_modules', 'dist', 'data']));
    }
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\//);
  });

  const mounted = services.flatMap(([, { volumes = [] }]) =>
    volumes.map((volume) => volume.split(':')[0] ?? '').filter((source) => source.startsWith('.')),
  );

  it.skipIf(!existsSync(join(ROOT, 'metrics/grafana')))('every file that it mounts is there', () => {
    expect(mounted.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('gives Prometheus and Alertmanager every secret that their files name', () => {
    for (const [name, file] of [
      ['prometheus', 'metrics/prometheus/prometheus.yml'],
      ['alertmanager', 'metrics/alertmanager/alertmanager.yml'],
    ] as const) {
      const named = [...read(file).matchAll(/\/run\/secrets\/([\w-]+)/g)].map(([, secret]) => secret);
      expect(compose.services[name]?.secrets ?? [], file).toEqual(expect.arrayContaining(named));
    }
  });

  it('asks gigacity for commands and settings that it has', () => {
    const own = services.filter(([, { image }]) => image.startsWith('gigacity:'));
    expect(own.map(([name]) => name)).toEqual(['topics', 'gigacity']);
    for (const [, { command, environment = {} }] of own) {
      expect(COMMANDS.map(({ name }) => name)).toContain(command?.[0]);
      expect(SETTING_NAMES.map(variableOf)).toEqual(expect.arrayContaining(Object.keys(environment)));
    }
  });

  it('runs the Kafka that the tests run', () => {
    expect(compose.services['kafka']?.image).toBe(`apache/kafka:${KAFKA_VERSION}`);
  });

  it.skipIf(!hasCompose())('is understood by Docker', () => {
    const environment = Object.fromEntries(variables.map(({ name }) => [name, 'x']));
    const file = join(ROOT, 'docker-compose.yml');
    execFileSync('docker', ['compose', '-f', file, 'config', '--quiet'], { env: { ...process.env, ...environment } });
  });
});

describe('Dockerfile', () => {
  const text = read('Dockerfile');

  it('takes over all that the package is made of', () => {
    const { files, version } = JSON.parse(read('package.json')) as { files: readonly string[]; version: string };
    for (const file of files) expect(text).toContain(`COPY --from=build /build/${file} ./${file}\n`);
    expect(compose.services['gigacity']?.image).toBe(`gigacity:${version}`);
  });

  it('builds on pinned images and runs without privileges', () => {
    const images = [...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(images).toHaveLength(2);
    for (const image of images) expect(image).toMatch(/^node:\d+\.\d+\.\d+-bookworm(-slim)?$/);
    expect(text.slice(text.lastIndexOf('FROM'))).toMatch(/^USER gigacity$/m);
  });

  it('loads its native parts in the image that runs, not only in the one that built them', () => {
    const runs = text.slice(text.lastIndexOf('FROM'));
    for (const native of ['node-rdkafka', 'chdb']) expect(runs).toContain(`require('${native}')`);
    // The image that builds has libcurl's headers, so librdkafka is linked with it.
    expect(runs).toMatch(/apt-get install .*\blibcurl4\b/);
  });

  it('starts what the package starts', () => {
    const { bin } = JSON.parse(read('package.json')) as { bin: { gigacity: string } };
    expect(text).toContain(`ENTRYPOINT ["node", "/opt/gigacity/${bin.gigacity}"]`);
  });
});

function hasCompose(): boolean {
  try {
    execFileSync('docker', ['compose', 'version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
