/**
 * Answers HTTP as a ClickHouse server does, over embedded ClickHouse, and fails on demand, so that the real client
 * meets real sockets: `tsx clickhouse-stand-in.ts DIRECTORY PORT`. A third argument
 * `offset-identity` makes it a mutant, whose tables keep a fact once per offset instead of once.
 */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Session } from 'chdb';
import type { ReceivedStatement } from '../../store/received-statement.ts';
import { LONGEST_URL, receivedStatement } from '../../store/received-statement.ts';

/** What happens to the next statements that contain `match`. */
export interface Fault {
  readonly kind: 'lost-before' | 'lost-after' | 'too-many-parts' | 'hang' | 'refuse-rows' | 'bad-gateway';
  readonly match: string;
  /** How many statements. */
  readonly times: number;
}

const [directory = '', port = '0', mutant] = process.argv.slice(2);
const session = new Session(directory);
let faults: { kind: Fault['kind']; match: string; times: number }[] = [];
/** One statement at a time, as the embedded engine has it. */
let turn: Promise<unknown> = Promise.resolve();

const server = createServer({ maxHeaderSize: LONGEST_URL }, (request, response) => {
  answer(request, response).catch((error: unknown) => {
    fail(response, error instanceof Error ? error.message : String(error));
  });
});
server.listen(Number(port), '127.0.0.1');
process.on('disconnect', () => process.exit(0));
await once(server, 'listening');
process.send?.('listening');

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/ping') {
    response.end('Ok.\n');
    return;
  }
  const body = await buffer(request);
  if (url.pathname === '/faults') {
    faults = [...(JSON.parse(body.toString('utf8')) as Fault[])];
    response.end();
    return;
  }
  const { sql, params, rows } = await receivedStatement(url, { contentType: request.headers['content-type'], body });
  const text = rows === undefined ? sql : `${sql}\n${Buffer.from(rows).toString('utf8')}`;
  const statement = { sql: mutated(text), params };
  const fault = faults.find(({ match, times }) => times > 0 && statement.sql.includes(match));
  if (fault !== undefined) fault.times -= 1;
  switch (fault?.kind) {
    case 'lost-before':
      request.socket.destroy();
      return;
    case 'lost-after':
      await run(statement);
      request.socket.destroy();
      return;
    case 'too-many-parts':
      fail(response, 'Code: 252. DB::Exception: Too many parts (3000). (TOO_MANY_PARTS)');
      return;
    case 'refuse-rows':
      fail(response, 'Code: 117. DB::Exception: Bad data in a row. (INCORRECT_DATA)');
      return;
    case 'bad-gateway':
      response.statusCode = 502;
      response.end('<html><h1>502 Bad Gateway</h1></html>');
      return;
    case 'hang':
      return;
    case undefined:
      response.setHeader('x-clickhouse-summary', '{}');
      response.end(await run(statement));
  }
}

async function run({ sql, params }: ReceivedStatement): Promise<Uint8Array> {
  const mine = turn.then(async () =>
    Object.keys(params).length > 0
      ? session.queryBindAsync(sql, params, { format: 'TabSeparated' })
      : session.queryAsync(sql, { format: 'TabSeparated' }),
  );
  turn = mine.catch(() => undefined);
  return (await mine).bytes();
}

function mutated(sql: string): string {
  return mutant === 'offset-identity'
    ? sql.replace(', content_hash)', ', content_hash, source, partition, offset, line)')
    : sql;
}

function fail(response: ServerResponse, message: string): void {
  response.setHeader('x-clickhouse-exception-code', /Code: (\d+)/.exec(message)?.[1] ?? '1002');
  response.statusCode = 500;
  response.end(message);
}
