import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import type { ReceivedStatement } from '../../store/received-statement.ts';
import { LONGEST_URL, receivedStatement } from '../../store/received-statement.ts';

/**
 * An embedded store belongs to one process. While that process runs, it answers the other terminals of its owner as a
 * ClickHouse server would, on loopback: so every command that can work on a server works on a store that is in use,
 * with the same output, and nothing needs to be written twice.
 */

/** Runs one statement of whoever may open the store, and gives back the bytes of its answer. */
export interface Engine {
  run(statement: ReceivedStatement): Promise<Uint8Array>;
}

const FILE = 'door.json';
const USER = 'terminal';
/** A bulk of rows is 8 MB; nothing that a terminal of ours sends is larger. */
const LARGEST = 64_000_000;
const found = z.object({ pid: z.number(), port: z.number(), secret: z.string() });

/** Where the process that holds a directory answers, password and all; undefined where it does not. */
export function doorOf(directory: string, pid: number | undefined): string | undefined {
  try {
    const door = found.parse(JSON.parse(readFileSync(join(directory, FILE), 'utf8')));
    if (pid !== undefined && door.pid !== pid) return undefined;
    return `http://${USER}:${door.secret}@127.0.0.1:${String(door.port)}`;
  } catch {
    return undefined;
  }
}

/** Opens the door of a directory; only who may read its files learns the way in. */
export async function openDoor(directory: string, engine: Engine): Promise<{ close(): Promise<void> }> {
  const secret = randomBytes(24).toString('hex');
  const server = createServer({ maxHeaderSize: LONGEST_URL }, (request, response) => {
    answer(engine, request, { response, secret }).catch((error: unknown) => {
      refuse(response, 500, error);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const file = join(directory, FILE);
  // Removed first: the mode of a file that is there already would stay.
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, port, secret }), { mode: 0o600 });
  return {
    close: async () => {
      rmSync(file, { force: true });
      server.closeIdleConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  engine: Engine,
  request: IncomingMessage,
  { response, secret }: { response: ServerResponse; secret: string },
): Promise<void> {
  if (!isOwner(request, secret)) {
    request.resume();
    response.setHeader('x-clickhouse-exception-code', '516');
    refuse(response, 401, 'Code: 516. DB::Exception: authentication failed. (AUTHENTICATION_FAILED)');
    return;
  }
  const url = new URL(request.url ?? '/', 'http://localhost');
  const body = Number(request.headers['content-length'] ?? 0) > LARGEST ? undefined : await buffer(request);
  if (body === undefined) {
    request.resume();
    refuse(response, 413, 'the statement is too large');
    return;
  }
  const statement = await receivedStatement(url, { contentType: request.headers['content-type'], body });
  const bytes = await engine.run(statement);
  response.setHeader('x-clickhouse-summary', '{}');
  response.end(bytes);
}

function isOwner({ headers }: IncomingMessage, secret: string): boolean {
  const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
  const password = Buffer.from(basic ?? '', 'base64')
    .toString('utf8')
    .slice(USER.length + 1);
  const [given, wanted] = [Buffer.from(password), Buffer.from(secret)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** In the words by which a client knows an error of the engine. */
function refuse(response: ServerResponse, status: number, error: unknown): void {
  const { code, type = 'UNKNOWN', message = String(error) } = engineError.safeParse(error).data ?? {};
  if (code !== undefined) response.setHeader('x-clickhouse-exception-code', code);
  response.statusCode = status;
  response.end(code === undefined ? message : `Code: ${code}. DB::Exception: ${message} (${type})`);
}

const engineError = z.object({
  code: z.string().regex(/^\d+$/).optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  message: z.string().optional(),
});
