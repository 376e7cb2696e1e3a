import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import type { ClickHouseClient, ClickHouseClientConfigOptions } from '@clickhouse/client';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import type { DeadLetter, Measurement } from '../ingest/measurement.ts';
import type { Arrivals, Pack, Parcel } from '../ingest/parcel.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../ingest/pipeline.ts';
import type { Stream } from '../ingest/stream.ts';
import type { Answer, Asker, Memory, Row } from './asker.ts';
import { onCluster } from './cluster.ts';
import { insertDeadLetters, insertReplays } from './dead-letter-insertion.ts';
import { factWriter } from './fact.ts';
import type { FactWriter } from './fact.ts';
import type { Load } from './load.ts';
import { insertLoad } from './load.ts';
import type { Migration } from './migrations.ts';
import { MIGRATIONS_TABLE, migrations } from './migrations.ts';
import type { CompiledQuery, Inserter, Insertion } from './query.ts';
import { addArrivals, pack } from './pack.ts';
import type { ReceivedStatement } from './received-statement.ts';
import { StatementRefused } from './remedy.ts';
import { arrivalsTable } from './sample-tables.ts';
import { compileWatermarks } from './watermarks.ts';
import { messageColumns, quoted, RECEIPT_COLUMNS, tableName } from './schema.ts';

/** Where the data are: a server, or a directory that this process opens alone. */
export type StoreLocation =
  | {
      readonly kind: 'server';
      readonly url: string;
      /** How long a statement may take before it is given up; 5 minutes where nothing is said. */
      readonly timeoutMs?: number;
      /** A cluster of the server, over which the tables are spread and replicated. */
      readonly cluster?: string;
    }
  | { readonly kind: 'embedded'; readonly directory: string };

/** ClickHouse, as a server or inside this process: the only file that speaks to it. */
export class ClickHouseStore implements MeasurementWriter, DeadLetterWriter, Asker, Memory, Inserter {
  readonly #writing: ClickHouseClient;
  readonly #reading: ClickHouseClient;
  readonly #cluster: string | undefined;
  readonly #streams: readonly Stream[];
  readonly #writers: ReadonlyMap<string, FactWriter>;
  readonly #keeping = new Set<Promise<unknown>>();

  private constructor(location: StoreLocation, streams: readonly Stream[]) {
    // An embedded connection runs one statement at a time, so reading does not wait behind writing.
    this.#writing = connect(location);
    this.#reading = connect(location);
    this.#cluster = location.kind === 'server' ? location.cluster : undefined;
    this.#streams = streams;
    this.#writers = new Map(streams.map((stream) => [stream.name, factWriter(stream)]));
  }

  /** Opens the store and brings its tables up to date. */
  static async open(location: StoreLocation, streams: readonly Stream[]): Promise<ClickHouseStore> {
    const store = new ClickHouseStore(location, streams);
    await store.#migrate();
    return store;
  }

  async #migrate(): Promise<void> {
    for (const query of this.#cluster === undefined ? [MIGRATIONS_TABLE] : onCluster(MIGRATIONS_TABLE, this.#cluster))
      await this.#writing.command({ query });
    const applied = new Set(
      (await this.#select('SELECT number FROM migrations', {})).map(([number]) => Number(number)),
    );
    for (const migration of migrations(this.#streams, this.#cluster)) {
      if (!applied.has(migration.number)) await this.#apply(migration);
    }
  }

  async #apply({ number, name, statements }: Migration): Promise<void> {
    for (const statement of statements) await this.#writing.command({ query: statement });
    await this.insert({ table: 'migrations', columns: ['number', 'name'], rows: [JSON.stringify([number, name])] });
  }

  readonly pack = (measurements: readonly Measurement[]): readonly Pack[] =>
    pack(measurements, ({ name }) => {
      const writer = this.#writers.get(name);
      if (writer === undefined) throw new TypeError(`the store has no table for ${name}`);
      return writer;
    });

  async write(parcels: readonly Parcel[]): Promise<void> {
    const packs = parcels.flatMap((parcel) => parcel.packs);
    for (const stream of new Set(packs.map((one) => one.stream))) {
      const own = packs.filter((one) => one.stream === stream);
      const columns = [...messageColumns(stream), ...RECEIPT_COLUMNS].map(({ name }) => name);
      await this.#insertBytes(tableName(stream.name), columns, Buffer.concat(own.map(({ bytes }) => bytes)));
      if (stream.kind === 'sample') await this.#countArrivals(stream, addArrivals(own));
    }
  }

  /** Comes after the rows, so that a day is never taken for searched while rows of it are on their way. */
  async #countArrivals(stream: Stream, arrivals: ReadonlyMap<number, Arrivals>): Promise<void> {
    const rows = [...arrivals].map(([quarter, { n, last }]) => JSON.stringify([quarter, n, last]));
    await this.insert({ table: arrivalsTable(stream), columns: ['quarter', 'n', 'last_received'], rows });
  }

  async bury(deadLetters: readonly DeadLetter[]): Promise<void> {
    await this.insert(insertDeadLetters(deadLetters));
  }

  async recordLoad(load: Load): Promise<void> {
    await this.insert(insertLoad(load));
  }

  /** Marking dead letters again changes nothing. */
  async recordReplays(ids: readonly string[]): Promise<void> {
    await this.insert(insertReplays(ids));
  }

  async insert({ table, columns, rows }: Insertion): Promise<void> {
    if (rows.length > 0) await this.#insertBytes(table, columns, Buffer.from(rows.join('\n')));
  }

  async ask({ sql, params }: CompiledQuery): Promise<readonly Row[]> {
    return this.#select(sql, params);
  }

  async derive({ sql, params }: CompiledQuery): Promise<void> {
    await this.#reading.command({ query: sql, query_params: params });
  }

  async watermarks(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.ask(compileWatermarks(this.#cluster));
    return new Map(rows.map(([table, mark]) => [String(table), String(mark)]));
  }

  async recall(questions: readonly string[]): Promise<ReadonlyMap<string, Answer>> {
    const rows = await this.#select(
      'SELECT question, watermark, answer FROM answers WHERE question IN {questions: Array(String)} ORDER BY answered_at DESC LIMIT 1 BY question',
      { questions },
    );
    return new Map(
      rows.map(([question, watermark, answer]) => [
        String(question),
        { watermark: String(watermark), rows: String(answer) },
      ]),
    );
  }

  keep(answers: ReadonlyMap<string, Answer>): void {
    const columns = ['question', 'watermark', 'answer'];
    const rows = [...answers].map(([question, { watermark, rows: answer }]) =>
      JSON.stringify([question, watermark, answer]),
    );
    // Whoever asks needs the answer and not that it was kept; one that could not be kept is computed again.
    const kept = this.insert({ table: 'answers', columns, rows })
      .catch(() => undefined)
      .finally(() => this.#keeping.delete(kept));
    this.#keeping.add(kept);
  }

  /** A statement of another terminal, as it is; the bytes of its answer. */
  async run({ sql, params, rows }: ReceivedStatement): Promise<Uint8Array> {
    const client = rows === undefined ? this.#reading : this.#writing;
    const { stream } = await client.exec({
      query: sql,
      query_params: params,
      ...(rows === undefined ? {} : { values: Readable.from([rows], { objectMode: false }) }),
    });
    return buffer(stream);
  }

  async version(): Promise<string> {
    const [row] = await this.#select('SELECT version()', {});
    return String(row?.[0]);
  }

  async close(): Promise<void> {
    await Promise.all(this.#keeping);
    await Promise.all([this.#writing.close(), this.#reading.close()]);
  }

  async #select(query: string, params: Readonly<Record<string, unknown>>): Promise<readonly Row[]> {
    const result = await this.#reading.query({ query, query_params: params, format: 'JSONCompactEachRow' });
    return result.json<unknown[]>();
  }

  /**
   * Rows are JSON arrays that this program wrote itself, one a line: an embedded engine takes what follows a blank
   * line for a statement, so bytes from outside must never reach it unparsed. Cutting such a text up for several
   * parsers costs more than it gains.
   */
  async #insertBytes(table: string, columns: readonly string[], rows: Uint8Array): Promise<void> {
    const { stream, ...answer } = await this.#writing.exec({
      query: `INSERT INTO ${table} (${columns.map(quoted).join(', ')}) SETTINGS async_insert = 0, distributed_foreground_insert = 1, input_format_parallel_parsing = 0 FORMAT JSONCompactEachRow`,
      values: Readable.from([rows], { objectMode: false }),
      // Left to itself, the client tells a refusal by its text alone; the status and the code say what to do about it.
      ignore_error_response: true,
    });
    const { http_status_code: status = 200, response_headers: headers } = answer;
    const code = headers[EXCEPTION_CODE]?.toString();
    if (status >= 400 || code !== undefined) throw new StatementRefused({ status, code, text: await text(stream) });
    stream.resume();
  }
}

const EXCEPTION_CODE = 'x-clickhouse-exception-code';

/** The version of the engine inside this process, without opening any data. */
export async function embeddedVersion(): Promise<string> {
  const client = createClient({ connection: createChdbConnection() as unknown as EmbeddedConnection, log: SILENT });
  try {
    const result = await client.query({ query: 'SELECT version()', format: 'JSONCompactEachRow' });
    const [row] = await result.json<[string]>();
    return row?.[0] ?? '';
  } finally {
    await client.close();
  }
}

/** The same interface to the letter; the two packages merely carry separate declarations of its settings. */
type EmbeddedConnection = NonNullable<ClickHouseClientConfigOptions['connection']>;

/** Faults are thrown and told by whoever asked; the client would write them to the terminal besides. */
const SILENT = { level: ClickHouseLogLevel.OFF };

function connect(location: StoreLocation): ClickHouseClient {
  switch (location.kind) {
    case 'server':
      return createClient({
        url: location.url,
        request_timeout: location.timeoutMs ?? 300_000,
        // In a URL many values meet the limits of whatever stands between.
        use_multipart_params_auto: true,
        log: SILENT,
      });
    case 'embedded':
      return createClient({
        connection: createChdbConnection({ path: location.directory }) as unknown as EmbeddedConnection,
        log: SILENT,
      });
    default:
      return location satisfies never;
  }
}
