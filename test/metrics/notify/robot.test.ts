import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Channel, ChannelKind } from '../../../metrics/notify/channel.ts';
import { CHANNEL_KINDS, LIMITS, shownAddress } from '../../../metrics/notify/channel.ts';
import { alertGroup } from '../../../metrics/notify/payload.ts';
import { toRequest } from '../../../metrics/notify/robot.ts';

const NOW = 1_700_000_000_000;

describe('the message for a robot', () => {
  it('of 钉钉 is signed in the address', () => {
    const { url, body } = toRequest(channel('dingtalk', 'SECsample'), group(2), NOW);
    expect(new URL(url).searchParams.get('timestamp')).toBe('1700000000000');
    // Computed with Python's hmac from the vendor's recipe.
    expect(url).toContain(`&sign=${encodeURIComponent('Mj2fZo4lFhoowyHG4iTB1phlfXoznquzWDvIseFCHFM=')}`);
    expect(JSON.parse(body)).toMatchObject({ msgtype: 'markdown', markdown: { title: '【告警 2 条】GigacityMissed' } });
  });

  it('of 飞书 is signed in the message', () => {
    const { url, body } = toRequest(channel('feishu', 'SECsample'), group(1), NOW);
    expect(url).toBe(channel('feishu').url);
    expect(JSON.parse(body)).toMatchObject({
      timestamp: '1700000000',
      sign: 'fGZUS8MPTPTjqGdJSwyKxHpJenSFz91UDRt6n06+ULc=',
      msg_type: 'interactive',
    });
  });

  it('of 企业微信 has no signature: its address is its key', () => {
    const { url, body } = toRequest(channel('wecom'), group(1), NOW);
    expect(url).toBe(channel('wecom').url);
    expect(JSON.parse(body)).toEqual({ msgtype: 'markdown', markdown: { content: MESSAGE } });
  });

  it('to a webhook carries the signature of its body', () => {
    const { headers, body } = toRequest(channel('webhook', 'shared'), group(1), NOW);
    const signature = createHmac('sha256', 'shared').update(body).digest('hex');
    expect(headers['x-gigacity-signature']).toBe(`sha256=${signature}`);
  });

  it.each(CHANNEL_KINDS)('to %s stays within its bytes and counts what it leaves out', (kind) => {
    const { body } = toRequest(channel(kind, 'SECsample'), group(20_000), NOW);
    const { of, most } = LIMITS[kind].bytes;
    const text = of === 'content' ? (JSON.parse(body) as { markdown: { content: string } }).markdown.content : body;
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(most);
    expect(Buffer.byteLength(text)).toBeGreaterThan(most * 0.9);
    const [, leftOut = ''] = /另有 (\d+) 条/.exec(text) ?? [];
    expect(Number(leftOut)).toBeGreaterThan(0);
    expect(Number(leftOut) + text.split('🔴').length - 1).toBe(20_000);
  });

  it('cuts an alert that alone is too long, at a whole character', () => {
    const { body } = toRequest(channel('wecom'), group(1, '千'.repeat(9000)), NOW);
    const { content } = (JSON.parse(body) as { markdown: { content: string } }).markdown;
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4096);
    expect(content).toMatch(/千…\*\*/);
  });

  it('tells the worst first and what has been mended last, in the language of the channel', () => {
    const mixed = alertGroup.parse({
      status: 'firing',
      groupLabels: { alertname: 'GigacityMissed' },
      alerts: [alert('mended', 'critical', 'resolved'), alert('small', 'info'), alert('great', 'critical')],
    });
    const { body } = toRequest({ ...channel('wecom'), language: 'en' }, mixed, NOW);
    const { content } = (JSON.parse(body) as { markdown: { content: string } }).markdown;
    expect(content).toMatch(/^### 【alert 2, resolved 1】GigacityMissed/);
    expect(content.match(/\*\*\w+ in English\*\*/g)).toEqual([
      '**great in English**',
      '**small in English**',
      '**mended in English**',
    ]);
  });
});

describe('an address as it is shown', () => {
  it.each<[ChannelKind, string]>([
    ['wecom', 'https://robot.example/send?***'],
    ['dingtalk', 'https://robot.example/send?***'],
    ['feishu', 'https://robot.example/hook/***'],
    ['webhook', 'https://robot.example/hook/***'],
  ])('of %s holds no key', (kind, shown) => {
    expect(shownAddress(channel(kind))).toBe(shown);
  });
});

const MESSAGE = '### 【告警 1 条】GigacityMissed\n\n🔴 **浦东新区未达标 0**\n> 现为 24.8%，目标 25%。';

function channel(kind: ChannelKind, secret?: string): Channel {
  const url =
    kind === 'feishu' || kind === 'webhook'
      ? 'https://robot.example/hook/token-1'
      : `https://robot.example/send?${kind === 'wecom' ? 'key' : 'access_token'}=token-1`;
  return { name: 'some-channel', kind, url, secret, language: 'zh' };
}

function alert(name: string, severity = 'warning', status = 'firing'): object {
  const annotations = { summary: name, summary_en: `${name} in English`, description: '现为 24.8%，目标 25%。' };
  return { status, labels: { severity }, annotations, startsAt: '2025-06-30T00:00:00Z' };
}

function group(count: number, summary = '浦东新区未达标'): ReturnType<typeof alertGroup.parse> {
  return alertGroup.parse({
    status: 'firing',
    groupLabels: { alertname: 'GigacityMissed' },
    alerts: Array.from({ length: count }, (_, i) => alert(`${summary} ${String(i)}`)),
  });
}
