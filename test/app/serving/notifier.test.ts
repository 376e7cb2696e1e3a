import { describe, expect, it } from 'vitest';
import { Notifier } from '../../../app/serving/notifier.ts';
import type { Channel } from '../../../metrics/notify/channel.ts';
import { alertGroup } from '../../../metrics/notify/payload.ts';
import type { RobotRequest } from '../../../metrics/notify/robot.ts';

const GROUP = alertGroup.parse({
  status: 'firing',
  alerts: [{ status: 'firing', labels: { alertname: 'GigacityDown' }, startsAt: '2025-06-30T00:00:00Z' }],
});
const TAKEN = { errcode: 0, errmsg: 'ok' };
const BUSY = { errcode: -1, errmsg: 'busy' };

describe('the notifier', () => {
  it('tries again while the robot is busy, and counts what was taken', async () => {
    const { notifier, posted } = robotThatAnswers([BUSY, BUSY, TAKEN]);
    expect(await notifier.deliver('default', GROUP)).toEqual({ kind: 'sent', channel: 'default' });
    expect(posted).toHaveLength(3);
    expect(notifier.counts).toContainEqual({ channel: 'default', outcome: 'sent', count: 1 });
    expect(notifier.counts).toContainEqual({ channel: 'default', outcome: 'failed', count: 0 });
  });

  it('does not repeat what is refused for good, though it was answered with 200', async () => {
    const { notifier, posted, reported } = robotThatAnswers([{ errcode: 93000, errmsg: 'invalid webhook url' }]);
    const refusal = { code: '93000', message: 'invalid webhook url' };
    expect(await notifier.deliver('default', GROUP)).toEqual({ kind: 'refused', ...refusal, again: false });
    expect(posted).toHaveLength(1);
    expect(reported).toEqual([{ channel: 'default', ...refusal }]);
    expect(notifier.counts).toContainEqual({ channel: 'default', outcome: 'failed', count: 1 });
  });

  it('sends no more in a minute than the vendor takes, and then goes on', async () => {
    let now = 0;
    const { notifier, posted } = robotThatAnswers(
      Array.from({ length: 30 }, () => TAKEN),
      () => now,
    );
    for (let i = 0; i < 20; i += 1) await notifier.deliver('default', GROUP);
    now = 15_000;
    expect(await notifier.deliver('default', GROUP)).toEqual({ kind: 'busy', retryAfterSeconds: 45 });
    expect(posted).toHaveLength(20);
    now = 60_000;
    expect(await notifier.deliver('default', GROUP)).toMatchObject({ kind: 'sent' });
  });

  it('takes the default for a channel that is not set up, but not for a district, whose city was told', async () => {
    const { notifier } = robotThatAnswers([TAKEN]);
    expect(await notifier.deliver('city-310000', GROUP)).toEqual({ kind: 'sent', channel: 'default' });
    expect(await notifier.deliver('district-310115', GROUP)).toEqual({ kind: 'unconfigured' });
  });

  it('says that it knows no channel where there is no default', async () => {
    const deps = { post: () => Promise.reject(new Error()), report: () => undefined, now: () => 0 };
    const notifier = new Notifier({ ...deps, channels: new Map() });
    expect(await notifier.deliver('city-310000', GROUP)).toEqual({ kind: 'unknown', known: [] });
  });

  it('tells of a robot that cannot be reached without its address', async () => {
    const failure = new TypeError('fetch failed: https://robot.example/send?key=token-1', {
      cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    });
    const reported: unknown[] = [];
    const notifier = new Notifier(
      {
        channels: CHANNELS,
        post: () => Promise.reject(failure),
        report: (event) => reported.push(event),
        now: () => 0,
      },
      { retries: 0, firstMs: 1 },
    );
    expect(await notifier.deliver('default', GROUP)).toMatchObject({ kind: 'refused', again: true });
    expect(JSON.stringify(reported)).toContain('ECONNREFUSED');
    expect(JSON.stringify(reported)).not.toContain('token-1');
  });
});

const CHANNEL: Channel = {
  name: 'default',
  kind: 'wecom',
  url: 'https://robot.example/send?key=token-1',
  secret: undefined,
  language: 'zh',
};
const CHANNELS = new Map([[CHANNEL.name, CHANNEL]]);

function robotThatAnswers(
  answers: object[],
  now: () => number = () => 0,
): { notifier: Notifier; posted: readonly RobotRequest[]; reported: readonly unknown[] } {
  const posted: RobotRequest[] = [];
  const reported: unknown[] = [];
  const notifier = new Notifier(
    {
      channels: CHANNELS,
      post: (request) => {
        posted.push(request);
        return Promise.resolve({ status: 200, body: JSON.stringify(answers.shift()) });
      },
      report: (event) => reported.push(event),
      now,
    },
    { retries: 3, firstMs: 1 },
  );
  return { notifier, posted, reported };
}
