import { createHmac } from 'node:crypto';
import type { Channel } from './channel.ts';
import { LIMITS } from './channel.ts';
import type { Digest } from './digest.ts';
import { fitted, toDigest, toMarkdown } from './digest.ts';
import type { AlertGroup } from './payload.ts';

/** One POST of JSON. */
export interface RobotRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The message of a group of alerts for a channel, signed at a moment (epoch milliseconds) and within its limits. */
export function toRequest(channel: Channel, group: AlertGroup, now: number): RobotRequest {
  const { of, most } = LIMITS[channel.kind].bytes;
  const request = (digest: Digest): RobotRequest => signed(channel, digest, { group, now });
  const fits = (digest: Digest): boolean =>
    Buffer.byteLength(of === 'content' ? toMarkdown(digest, channel.language) : request(digest).body) <= most;
  return request(fitted(toDigest(group, channel.language), fits));
}

interface Sending {
  readonly group: AlertGroup;
  readonly now: number;
}

function signed({ kind, url, secret, language }: Channel, digest: Digest, { group, now }: Sending): RobotRequest {
  const { title } = digest;
  const text = toMarkdown(digest, language);
  switch (kind) {
    case 'wecom':
      return json(url, { msgtype: 'markdown', markdown: { content: text } });
    case 'dingtalk':
      return json(secret === undefined ? url : dingtalkAddress(url, secret, now), {
        msgtype: 'markdown',
        markdown: { title, text },
      });
    case 'feishu':
      return json(url, {
        ...(secret === undefined ? {} : feishuSignature(secret, now)),
        msg_type: 'interactive',
        card: {
          header: {
            title: { tag: 'plain_text', content: title },
            template: group.status === 'firing' ? 'red' : 'green',
          },
          // The card has its title in its header.
          elements: [{ tag: 'markdown', content: text.slice(text.indexOf('\n') + 1).trim() }],
        },
      });
    case 'webhook': {
      const { status, groupLabels } = group;
      const { entries, leftOut } = digest;
      const request = json(url, { title, text, status, labels: groupLabels, alerts: entries, left_out: leftOut });
      if (secret === undefined) return request;
      const signature = createHmac('sha256', secret).update(request.body).digest('hex');
      return { ...request, headers: { ...request.headers, 'x-gigacity-signature': `sha256=${signature}` } };
    }
    default:
      return kind satisfies never;
  }
}

function json(url: string, document: object): RobotRequest {
  return { url, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(document) };
}

/** 加签: the moment in milliseconds and, keyed with the secret, the HMAC of both, in the address. */
function dingtalkAddress(url: string, secret: string, now: number): string {
  const signed = new URL(url);
  const sign = createHmac('sha256', secret)
    .update(`${String(now)}\n${secret}`)
    .digest('base64');
  signed.searchParams.set('timestamp', String(now));
  signed.searchParams.set('sign', sign);
  return signed.href;
}

/** 签名校验: the moment in seconds and the HMAC of nothing, keyed with both, in the message. */
function feishuSignature(secret: string, now: number): { readonly timestamp: string; readonly sign: string } {
  const timestamp = String(Math.floor(now / 1000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64') };
}
