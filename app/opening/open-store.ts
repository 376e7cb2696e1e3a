import { STREAMS } from '../../ingest/streams.ts';
import { ClickHouseStore } from '../../store/clickhouse.ts';
import type { Settings } from '../settings/config.ts';
import { holderOf, lockedFailure, prepareDataDirectory } from './data-directory.ts';
import { doorOf } from './door.ts';
import { EXIT, Failure } from '../terminal/failure.ts';
import { redactText } from '../terminal/redact.ts';
import { storeLocation } from '../settings/store-location.ts';

export interface StoreAccess {
  /** This process must hold an embedded store itself. */
  readonly alone?: boolean;
}

/**
 * Opens the store; one that a running `gigacity start` holds is reached through its door, unless it must be `alone`.
 * What can go wrong is told as a Failure with the way to mend it.
 */
export async function openStore(settings: Settings, { alone = false }: StoreAccess = {}): Promise<ClickHouseStore> {
  const location = storeLocation(settings);
  if (location.kind === 'embedded') {
    prepareDataDirectory(location.directory);
    // The engine would tell of a lock on stderr by itself, in words of its own.
    const holder = holderOf(location.directory);
    const door = holder === undefined || alone ? undefined : doorOf(location.directory, holder.pid);
    if (door !== undefined) return openDoorStore(location.directory, door);
    if (holder !== undefined) throw lockedFailure(location.directory, holder.pid);
  }
  try {
    return await ClickHouseStore.open(location, STREAMS);
  } catch (error) {
    throw location.kind === 'embedded'
      ? embeddedFailure(location.directory, error)
      : serverFailure(location.url, error);
  }
}

async function openDoorStore(directory: string, door: string): Promise<ClickHouseStore> {
  try {
    return await ClickHouseStore.open({ kind: 'server', url: door }, STREAMS);
  } catch (error) {
    const holder = holderOf(directory);
    throw holder === undefined ? error : lockedFailure(directory, holder.pid, error);
  }
}

function embeddedFailure(directory: string, cause: unknown): unknown {
  if (codeOf(cause) !== 'CHDB_CONNECTION') return cause;
  const holder = holderOf(directory);
  if (holder !== undefined) return lockedFailure(directory, holder.pid, cause);
  return new Failure(
    EXIT.failed,
    { zh: `打不开数据目录 ${directory}`, en: `cannot open the data directory ${directory}` },
    {
      mend: {
        zh: '确认没有别的进程在用它；也可用 --data 换一个目录，或运行 gigacity doctor',
        en: 'make sure that no other process uses it; or take another with --data, or run gigacity doctor',
      },
      cause,
    },
  );
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

/** A server that does not answer is down; anything else is passed on. */
export function serverFailure(url: string, cause: unknown): unknown {
  const code = codeOf(cause);
  const timedOut = cause instanceof Error && cause.message === 'Timeout error.';
  if (!timedOut && (code === undefined || !UNREACHABLE.has(code))) return cause;
  const shown = redactText(url);
  return new Failure(
    EXIT.down,
    {
      zh: `连不上 ClickHouse 服务器 ${shown}（${code ?? '超时'}）`,
      en: `cannot reach the ClickHouse server ${shown} (${code ?? 'timed out'})`,
    },
    {
      mend: {
        zh: '启动服务器或更正 GIGACITY_CLICKHOUSE_URL；去掉它则用内嵌存储',
        en: 'start it or mend GIGACITY_CLICKHOUSE_URL; without it the embedded store is used',
      },
      cause,
    },
  );
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
