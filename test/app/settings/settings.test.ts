import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../app/settings/config.ts';
import { redact } from '../../../app/terminal/redact.ts';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

const NOWHERE = scratch();

function inFile(text: string): string {
  const directory = scratch();
  writeFileSync(join(directory, 'gigacity.yaml'), text);
  return directory;
}

describe('settings', () => {
  it('come from flags, then variables, then the file, then defaults', async () => {
    const directory = inFile('data: ./file\ngroup: file\ntopic_prefix: file\n');
    const environment = { GIGACITY_DATA: './variable', GIGACITY_GROUP: 'variable' };
    const { settings, problems } = await readSettings({ flags: { data: './flag' }, environment, directory });
    expect(problems).toEqual([]);
    expect(settings.values).toMatchObject({ data: './flag', group: 'variable', topic_prefix: 'file' });
    expect(settings.origins).toMatchObject({ data: 'flag', group: 'variable', topic_prefix: 'file' });
  });

  it('have defaults', async () => {
    const { settings } = await readSettings({ flags: {}, environment: {}, directory: NOWHERE });
    expect(settings.values).toEqual({
      data: './data',
      topic_prefix: 'gigacity',
      metrics_series_limit: '100000',
      group: 'gigacity',
      host: '127.0.0.1',
      port: '8080',
    });
  });

  it('take an empty variable for one that is not set', async () => {
    const { settings } = await readSettings({ flags: {}, environment: { GIGACITY_DATA: '' }, directory: NOWHERE });
    expect(settings.values.data).toBe('./data');
  });

  it('pass librdkafka its own', async () => {
    const directory = inFile('brokers: [a:9092, b:9092]\nkafka: { client.id: file, socket.timeout.ms: 500 }\n');
    const environment = { GIGACITY_KAFKA_SECURITY_PROTOCOL: 'ssl', GIGACITY_KAFKA_CLIENT_ID: 'variable' };
    const { settings } = await readSettings({ flags: {}, environment, directory });
    expect(settings.values.brokers).toBe('a:9092,b:9092');
    expect(settings.kafka).toEqual({
      'client.id': 'variable',
      'socket.timeout.ms': '500',
      'security.protocol': 'ssl',
    });
  });

  it('are all told of at once when wrong, with what may have been meant', async () => {
    const environment = { GIGACITY_BROKER: 'x', GIGACITY_TOPIC_PREFIX: 'a b', GIGACITY_CATALOGUE: '/nowhere/at/all' };
    const { exit, err } = await run(['scorecard', '--brokers', 'host'], { environment });
    expect(exit).toBe(2);
    expect(err).toContain('GIGACITY_BROKER: there is no such setting; did you mean "GIGACITY_BROKERS"?');
    expect(err).toContain('GIGACITY_TOPIC_PREFIX=a b');
    expect(err).toContain('GIGACITY_CATALOGUE=/nowhere/at/all: there is no such folder');
    expect(err).toContain('--brokers=host: expected host:port, got "host"');
  });

  it('of the file are wrong at a line and column', async () => {
    const directory = inFile('data: ./x\nprofil: shanghai\nGIGACITY_GROUP: x\n');
    const { exit, err } = await run(['check'], { directory }).then(({ exit, out }) => ({ exit, err: out }));
    expect(exit).toBe(2);
    expect(err).toContain('gigacity.yaml:2:1 profil: there is no such setting\n  did you mean "profile"?');
    expect(err).toContain('gigacity.yaml:3:1 GIGACITY_GROUP: there is no such setting\n  did you mean "group"?');
  });

  it('are refused as flags when they carry a password', async () => {
    const { exit, err } = await run(['scorecard', '--clickhouse-url', 'http://u:hidden@localhost:8123']);
    expect(exit).toBe(2);
    expect(err).toContain('set GIGACITY_CLICKHOUSE_URL');
    expect(err).not.toContain('hidden');
  });
});

describe('secrets', () => {
  it('are masked wherever settings are shown', async () => {
    const environment = {
      GIGACITY_CLICKHOUSE_URL: 'http://u:hidden@localhost:8123',
      GIGACITY_KAFKA_SASL_PASSWORD: 'hidden',
    };
    const { out } = await run(['check', '--json'], { environment });
    expect(out).not.toContain('hidden');
    expect(JSON.parse(out)).toMatchObject({
      settings: { clickhouse_url: { value: 'http://u:***@localhost:8123', from: 'variable' } },
      kafka: { 'sasl.password': '***' },
    });
  });

  it('do not spoil what is none', () => {
    expect(redact('security.protocol', 'sasl_ssl')).toBe('sasl_ssl');
    expect(redact('clickhouse_url', 'http://localhost:8123/?database=x')).toBe('http://localhost:8123/?database=x');
  });
});
