import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../metrics/notify/answer.ts';
import type { ChannelKind } from '../../../metrics/notify/channel.ts';

describe('the answer of a robot', () => {
  it.each<[ChannelKind, string]>([
    ['wecom', '{"errcode":0,"errmsg":"ok"}'],
    ['dingtalk', '{"errcode":0,"errmsg":"ok"}'],
    ['feishu', '{"code":0,"msg":"success"}'],
    ['feishu', '{"StatusCode":0,"StatusMessage":"success"}'],
    ['webhook', ''],
  ])('of %s: %s is taken', (kind, body) => {
    expect(answerOf(kind, { status: 200, body })).toEqual({ kind: 'taken' });
  });

  it.each<[ChannelKind, string, string, string, boolean]>([
    ['wecom', '{"errcode":93000,"errmsg":"invalid webhook url"}', '93000', 'invalid webhook url', false],
    ['wecom', '{"errcode":45009,"errmsg":"api freq out of limit"}', '45009', 'api freq out of limit', true],
    ['dingtalk', '{"errcode":310000,"errmsg":"sign not match"}', '310000', 'sign not match', false],
    ['feishu', '{"code":19021,"msg":"sign match fail"}', '19021', 'sign match fail', false],
    ['feishu', '{"code":11232,"msg":"frequency limited"}', '11232', 'frequency limited', true],
    ['wecom', '<html>', 'no code', '<html>', false],
  ])('of %s: %s, though with 200, is a refusal', (kind, body, code, message, again) => {
    expect(answerOf(kind, { status: 200, body })).toEqual({ kind: 'refused', code, message, again });
  });

  it('is worth another attempt after 5xx and 429 alone', () => {
    const again = [500, 503, 429, 404, 302].map((status) => answerOf('webhook', { status, body: '' }));
    expect(again.map((answer) => answer.kind === 'refused' && answer.again)).toEqual([true, true, true, false, false]);
  });
});
