import { STREAMS, findStream } from '../../ingest/streams.ts';
import { ClickHouseStore } from '../../store/clickhouse.ts';
import { tableName } from '../../store/schema.ts';
import { evaluator } from './evaluate.ts';
import { embeddedClient, fillCity } from './fill.ts';

/**
 * The other side of the benchmark, each in a process of its own:
 * `peer.ts load DIRECTORY STREAM FILE` lets the engine read a feed file by itself, without any validation;
 * `peer.ts city DIRECTORY` fills a store with a large city;
 * `peer.ts evaluate DIRECTORY` evaluates it twice, and prints seconds and how much was found.
 */
const [task = '', directory = '', ...rest] = process.argv.slice(2);
const store = await ClickHouseStore.open({ kind: 'embedded', directory }, STREAMS);
const client = embeddedClient(directory);
switch (task) {
  case 'load': {
    const [name = '', file = ''] = rest;
    const stream = findStream(name);
    if (stream === undefined) throw new Error(`no stream ${name}`);
    const fields = Object.keys(stream.fields);
    const types = Object.entries(stream.fields).map(
      ([field, { column }]) =>
        `${field} ${column === 'count' ? 'UInt64' : column === 'decimal' ? 'Decimal(38, 18)' : 'String'}`,
    );
    const values = fields.map((field) =>
      field === 'observed_at' ? 'parseDateTime64BestEffort(observed_at, 9)' : field,
    );
    await client.command({
      query: `INSERT INTO ${tableName(name)} (${fields.join(', ')}, received_at) SELECT ${values.join(', ')}, now64(3) FROM file('${file}', JSONEachRow, '${types.join(', ')}')`,
    });
    break;
  }
  case 'city':
    await fillCity(client, { ports: 1_000_000, statesPerPort: 3, samples: 5_000_000, months: 24 });
    break;
  case 'evaluate': {
    const evaluate = evaluator(store);
    const [first, again] = [await evaluate(), await evaluate()];
    const { values, verdicts } = first.evaluation;
    const found = { values: values.length, verdicts: verdicts.length };
    process.stdout.write(JSON.stringify({ first: first.seconds, again: again.seconds, ...found }));
    break;
  }
  default:
    throw new Error(`unknown task ${task}`);
}
await client.close();
await store.close();
