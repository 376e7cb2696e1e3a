import { describe, expect, it } from 'vitest';
import { describeProblem } from '../../../indicators/loading/source.ts';
import { loadChannels } from '../../../metrics/notify/load-channels.ts';

describe('the file of channels', () => {
  it('declares channels by name', () => {
    const { channels, problems } = loadChannels(
      'channels.yaml',
      'channels:\n  default: { kind: wecom, url_file: wecom-url }\n',
    );
    expect(problems).toEqual([]);
    expect(channels).toEqual([{ name: 'default', kind: 'wecom', url_file: 'wecom-url', language: 'zh' }]);
  });

  it.each([
    ['  a: { kind: wecon, url_file: f }', '2:14'],
    ['  a: { kind: wecom }', '2:6'],
    ['  a: { kind: wecom, url: "https://robot.example/?key=1" }', '2:26'],
    ['  a: { kind: webhook, url: "http://127.0.0.1/", url_file: f }', '2:59'],
    ['  a: { kind: wecom, url_file: f, secretfile: g }', '2:34'],
    ['  A b: { kind: wecom, url_file: f }', '2:8'],
  ])('%s is a problem at its place', (line, place) => {
    const { channels, problems } = loadChannels('channels.yaml', `channels:\n${line}\n`);
    expect(channels).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems.map((one) => `${String(one.line)}:${String(one.column)}`)[0]).toContain(place);
  });

  it.each([
    ['  a: { kind: wecon, url_file: f }', '可以是：', 'it can be: '],
    ['  a: { kind: wecom }', '缺少 url_file', 'url_file is missing'],
    ['  a: { url_file: f }', '可以是：', 'it can be: '],
    ['  a: { kind: webhook, url: ftp://x }', '应为 http://', 'expected an address'],
    ['  a: { kind: wecom, url_file: f, secretfile: g }', '您是不是要找“secret_file”？', 'did you mean "secret_file"?'],
    ['  A b: { kind: wecom, url_file: f }', '小写字母', 'lower-case letters'],
    ['  a: [1', '没有闭合', 'must be'],
  ])('%s is told in both languages', (line, zh, en) => {
    const { problems } = loadChannels('channels.yaml', `channels:\n${line}\n`);
    expect(problems.map((one) => describeProblem(one, 'zh')).join()).toContain(zh);
    expect(problems.map((one) => describeProblem(one)).join()).toContain(en);
  });

  it('is no YAML: the problem says where', () => {
    expect(loadChannels('channels.yaml', 'channels: {').problems.length).toBeGreaterThan(0);
  });
});
