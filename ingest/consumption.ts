import { setImmediate as othersTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from './commits.ts';
import { Commits } from './commits.ts';
import type { IngestCounters } from './counters.ts';
import { Intake } from './intake.ts';
import type { IntakeLimits } from './intake.ts';
import type { RawMessage } from './measurement.ts';
import type { PipelineDeps } from './pipeline.ts';
import type { Readiness } from './readiness.ts';
import type { GroupEvents, LogRecord, Partition, RecordLog } from './record-log.ts';
import { partitionName } from './record-log.ts';
import type { FeedTopic } from './topics.ts';
import { fromTopic } from './topics.ts';
import { within } from './within.ts';

export interface ConsumptionDeps {
  /** Writers that go on trying until the signal says that the partition is no longer ours. */
  readonly pipeline: (signal: AbortSignal) => PipelineDeps;
  readonly isStoreBusy: () => boolean;
  readonly counters: IngestCounters;
  readonly readiness: Readiness;
  readonly now: () => number;
  readonly report: (event: ConsumptionEvent) => void;
}

export type ConsumptionEvent =
  | { readonly kind: 'assigned' | 'revoked'; readonly partitions: readonly string[] }
  | { readonly kind: 'flooded'; readonly partition: string }
  | { readonly kind: 'warning'; readonly message: string };

export interface ConsumptionLimits extends IntakeLimits {
  readonly topicPrefix: string;
}

interface Share {
  readonly progress: Progress;
  readonly feed: FeedTopic;
  readonly intake: Intake;
  readonly ended: Promise<void>;
  readonly epoch: AbortController;
  paused: boolean;
}

/** Records of one partition that was ours when they came. */
interface Portion {
  readonly share: Share;
  readonly records: readonly LogRecord[];
}

/** How long a full partition may hold up all polling before it alone is paused; pausing throws away what was fetched. */
const PATIENCE_MS = 1_000;
/** Messages of all partitions together may hold this much memory, about; then all wait. */
const HELD_BYTES = 64_000_000;
/** So many lines are some milliseconds of work, after which a server of the same process may answer somebody. */
const LINES_AT_A_TIME = 500;
const REVOKE_MS = 20_000;
const SHUTDOWN_MS = 5_000;

/** Brings the partitions that are ours into the store, until told to stop or unable to go on. */
export class Consumption implements GroupEvents {
  readonly #deps: ConsumptionDeps;
  readonly #limits: ConsumptionLimits;
  readonly #shares = new Map<string, Share>();
  readonly #commits: Commits;
  #log: RecordLog | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(deps: ConsumptionDeps, limits: ConsumptionLimits) {
    this.#deps = deps;
    this.#limits = limits;
    this.#commits = new Commits({
      now: deps.now,
      commit: async (positions) => this.#log?.commit(positions),
      warning: (message) => {
        this.warning(message);
      },
    });
  }

  /** Reads until the signal; then writes and commits what it holds. Throws what the store cannot get over. */
  async run(log: RecordLog, signal: AbortSignal): Promise<void> {
    this.#log = log;
    // The next records are fetched while these are judged.
    let polled = log.poll();
    while (!signal.aborted && this.#failure === undefined) {
      // Whose they are is settled before the next poll, with which partitions may become ours again.
      const portions = this.#portions(await polled);
      polled = log.poll();
      await this.#take(portions);
      this.#commits.sometimes(progressOf(this.#shares.values()));
      await this.#makeRoom(log);
    }
    await this.#finish([...this.#shares.values()], this.#failure === undefined ? SHUTDOWN_MS : 0);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  assigned(partitions: readonly Partition[]): void {
    for (const at of partitions) this.#open(at);
    this.#deps.readiness.take(partitions);
    this.#deps.report({ kind: 'assigned', partitions: partitions.map(partitionName) });
  }

  async revoked(partitions: readonly Partition[]): Promise<void> {
    const shares = partitions.flatMap((at) => this.#shares.get(partitionName(at)) ?? []);
    await this.#finish(shares, REVOKE_MS);
    this.#deps.report({ kind: 'revoked', partitions: partitions.map(partitionName) });
  }

  lag(partition: Partition, records: number): void {
    if (this.#shares.has(partitionName(partition))) this.#deps.counters.lags(partition, records);
  }

  warning(message: string): void {
    this.#deps.report({ kind: 'warning', message });
  }

  #open(at: Partition): void {
    const name = partitionName(at);
    const former = this.#shares.get(name);
    former?.intake.close();
    former?.epoch.abort();
    const feed = fromTopic(this.#limits.topicPrefix, at.topic);
    // Only feeds are subscribed to.
    if (feed === undefined) return;
    const epoch = new AbortController();
    const { counters, isStoreBusy, now, pipeline, readiness, report } = this.#deps;
    const counts = counters.partition(at, feed);
    const progress: Progress = { at, stored: undefined, committed: undefined };
    const intake = new Intake(
      {
        ...pipeline(epoch.signal),
        now,
        isStoreBusy,
        judged: (raw, tally) => {
          counts.judged(raw.origin.offset, tally);
        },
        stored: ({ origin, receivedAt }) => {
          progress.stored = origin.offset + 1;
          counts.stored(origin.offset, now() - receivedAt);
        },
        flooded: () => {
          share.paused = true;
          this.#log?.pause(at);
          readiness.holdBack(at);
          report({ kind: 'flooded', partition: name });
        },
      },
      this.#limits,
    );
    const ended = intake.run().catch((error: unknown) => {
      if (!epoch.signal.aborted) this.#failure ??= { error };
    });
    const share: Share = { progress, feed, intake, ended, epoch, paused: false };
    this.#shares.set(name, share);
  }

  /** Records come partition by partition; those of partitions that are not ours are nobody's. */
  #portions(records: readonly LogRecord[]): readonly Portion[] {
    const portions: Portion[] = [];
    for (let from = 0, to = 1; from < records.length; from = to, to += 1) {
      const first = records[from];
      if (first === undefined) break;
      while (records[to]?.partition === first.partition && records[to]?.topic === first.topic) to += 1;
      const share = this.#shares.get(partitionName(first));
      if (share !== undefined) portions.push({ share, records: records.slice(from, to) });
    }
    return portions;
  }

  async #take(portions: readonly Portion[]): Promise<void> {
    let lines = 0;
    for (const { share, records } of portions) {
      for (const record of records) {
        lines += share.intake.take(toRaw(share, record));
        if (lines < LINES_AT_A_TIME) continue;
        lines = 0;
        await othersTurn();
      }
    }
  }

  /** Waits a little for full partitions, then pauses those that stay full; resumes those that have room again. */
  async #makeRoom(log: RecordLog): Promise<void> {
    const deadline = this.#deps.now() + PATIENCE_MS;
    while (this.#crowded().length > 0 && this.#failure === undefined && this.#deps.now() < deadline) await sleep(5);
    for (const share of this.#crowded()) {
      share.paused = true;
      log.pause(share.progress.at);
    }
    if (this.#held() > HELD_BYTES / 2) return;
    for (const share of this.#shares.values()) {
      if (!share.paused || share.intake.isFull || share.intake.isFlooded) continue;
      share.paused = false;
      log.resume(share.progress.at);
    }
  }

  #crowded(): readonly Share[] {
    const isOver = this.#held() > HELD_BYTES;
    return [...this.#shares.values()].filter(({ paused, intake }) => !paused && (isOver || intake.isFull));
  }

  #held(): number {
    let bytes = 0;
    for (const { intake } of this.#shares.values()) bytes += intake.held;
    return bytes;
  }

  /** Ends our time with some partitions: writes what was taken within the limit, commits what was written. */
  async #finish(shares: readonly Share[], limitMs: number): Promise<void> {
    for (const { intake } of shares) intake.drain();
    await within(limitMs, Promise.all(shares.map(({ ended }) => ended)));
    await this.#commits.commit(progressOf(shares));
    for (const { progress, intake, epoch } of shares) {
      const { at } = progress;
      intake.close();
      epoch.abort();
      this.#shares.delete(partitionName(at));
      this.#deps.counters.forget(at);
      this.#deps.readiness.giveUp(at);
    }
  }
}

function progressOf(shares: Iterable<Share>): readonly Progress[] {
  return Array.from(shares, ({ progress }) => progress);
}

function toRaw({ feed }: Share, { topic, partition, offset, timestamp, value }: LogRecord): RawMessage {
  return {
    stream: feed.stream,
    boundCarrier: feed.carrier,
    origin: { source: topic, partition, offset, line: 1 },
    receivedAt: timestamp,
    value,
  };
}
