import pRetry from 'p-retry';
import type { Delivery, Hooks } from '../../api/ports.ts';
import type { NotificationCount } from '../../metrics/live.ts';
import type { Answer } from '../../metrics/notify/answer.ts';
import { answerOf } from '../../metrics/notify/answer.ts';
import type { Channel } from '../../metrics/notify/channel.ts';
import { LIMITS } from '../../metrics/notify/channel.ts';
import type { AlertGroup } from '../../metrics/notify/payload.ts';
import type { RobotRequest } from '../../metrics/notify/robot.ts';
import { toRequest } from '../../metrics/notify/robot.ts';
import { DEFAULT_CHANNEL, isDistrictChannel } from '../../metrics/alertmanager-config.ts';

export interface NotifierDeps {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly post: (request: RobotRequest) => Promise<{ readonly status: number; readonly body: string }>;
  /** Tells of a message that was not taken; nothing in it is secret. */
  readonly report: (event: { readonly channel: string; readonly code: string; readonly message: string }) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface RetrySettings {
  readonly retries: number;
  /** Before the second attempt; twice as long before each that follows. */
  readonly firstMs: number;
}

const RETRY: RetrySettings = { retries: 3, firstMs: 500 };
const MINUTE_MS = 60_000;

/** Hands groups of alerts on to the robots, each within its limits. */
export class Notifier implements Hooks {
  readonly #deps: NotifierDeps;
  readonly #retry: RetrySettings;
  /** When the messages of the last minute were sent, by channel. */
  readonly #sent = new Map<string, readonly number[]>();
  readonly #counts = new Map<string, NotificationCount & { count: number }>();

  constructor(deps: NotifierDeps, retry: RetrySettings = RETRY) {
    this.#deps = deps;
    this.#retry = retry;
  }

  get counts(): readonly NotificationCount[] {
    return [...this.#counts.values()];
  }

  async deliver(name: string, group: AlertGroup): Promise<Delivery> {
    const { channels, now } = this.#deps;
    const channel = channels.get(name) ?? (isDistrictChannel(name) ? undefined : channels.get(DEFAULT_CHANNEL));
    if (channel === undefined)
      // The city's channel was told of the same: a district need not have one of its own.
      return isDistrictChannel(name) ? { kind: 'unconfigured' } : { kind: 'unknown', known: [...channels.keys()] };
    const waitMs = this.#busyFor(channel, now());
    if (waitMs > 0) return { kind: 'busy', retryAfterSeconds: Math.ceil(waitMs / 1000) };
    const answer = await this.#send(channel, group);
    this.#count(channel.name, answer.kind === 'taken' ? 'sent' : 'failed');
    if (answer.kind === 'taken') return { kind: 'sent', channel: channel.name };
    const { code, message, again } = answer;
    this.#deps.report({ channel: channel.name, code, message });
    return { kind: 'refused', code, message, again };
  }

  async #send(channel: Channel, group: AlertGroup): Promise<Answer> {
    const { post, now } = this.#deps;
    const { retries, firstMs } = this.#retry;
    const attempt = async (): Promise<Answer> => {
      this.#note(channel, now());
      const answer = answerOf(channel.kind, await post(toRequest(channel, group, now())));
      if (answer.kind === 'refused' && answer.again) throw new Refused(answer);
      return answer;
    };
    try {
      return await pRetry(attempt, {
        retries,
        minTimeout: firstMs,
        randomize: true,
        // Past the limit of a minute another attempt would only be refused.
        shouldRetry: () => this.#busyFor(channel, now()) === 0,
      });
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      return { kind: 'refused', code: 'unreachable', message: causeOf(error), again: true };
    }
  }

  /** How long until the channel may take another message. */
  #busyFor({ name, kind }: Channel, now: number): number {
    const recent = (this.#sent.get(name) ?? []).filter((at) => now - at < MINUTE_MS);
    const [first = now] = recent;
    return recent.length < LIMITS[kind].perMinute ? 0 : first + MINUTE_MS - now;
  }

  #note({ name }: Channel, now: number): void {
    this.#sent.set(name, [...(this.#sent.get(name) ?? []).filter((at) => now - at < MINUTE_MS), now]);
  }

  #count(channel: string, outcome: NotificationCount['outcome']): void {
    for (const one of ['sent', 'failed'] as const) {
      const key = `${channel} ${one}`;
      const count = this.#counts.get(key) ?? { channel, outcome: one, count: 0 };
      if (one === outcome) count.count += 1;
      this.#counts.set(key, count);
    }
  }
}

class Refused extends Error {
  readonly answer: Answer;

  constructor(answer: Answer & { readonly kind: 'refused' }) {
    super(answer.message);
    this.answer = answer;
  }
}

/** The system's code for it: what `fetch` says beside may hold the address. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.name : 'unknown';
}

const TIMEOUT_MS = 10_000;

/** Posts over HTTP; no redirect is followed, since it would take the message and its key elsewhere. */
export async function postOverHttp({ url, headers, body }: RobotRequest): Promise<{ status: number; body: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, body: await response.text() };
}
