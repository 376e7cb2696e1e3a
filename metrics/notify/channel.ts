import type { DigestLanguage } from './digest.ts';

export const CHANNEL_KINDS = ['wecom', 'dingtalk', 'feishu', 'webhook'] as const;
/** 企业微信, 钉钉 and 飞书 group robots, and a receiver of one's own. */
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** Where messages go, with its secrets; never shown as it is. */
export interface Channel {
  readonly name: string;
  readonly kind: ChannelKind;
  /** With the key or token that the robot's address contains. */
  readonly url: string;
  /** Signs messages; undefined where the robot checks no signature. */
  readonly secret: string | undefined;
  readonly language: DigestLanguage;
}

/** How much a robot takes, by its vendor's documentation. */
export interface Limits {
  /** Of the markdown in UTF-8 (`content`), or of the whole request (`body`). */
  readonly bytes: { readonly of: 'content' | 'body'; readonly most: number };
  readonly perMinute: number;
}

export const LIMITS: Readonly<Record<ChannelKind, Limits>> = {
  wecom: { bytes: { of: 'content', most: 4096 }, perMinute: 20 },
  dingtalk: { bytes: { of: 'body', most: 20_000 }, perMinute: 20 },
  feishu: { bytes: { of: 'body', most: 20_480 }, perMinute: 100 },
  webhook: { bytes: { of: 'body', most: 1_000_000 }, perMinute: 600 },
};

/** The address without what would let others post: no query, no user, and of the path no token. */
export function shownAddress({ kind, url }: Pick<Channel, 'kind' | 'url'>): string {
  const { protocol, host, pathname } = new URL(url);
  const path = kind === 'feishu' || kind === 'webhook' ? pathname.replace(/[^/]+$/, '***') : pathname;
  return `${protocol}//${host}${path}${kind === 'wecom' || kind === 'dingtalk' ? '?***' : ''}`;
}
