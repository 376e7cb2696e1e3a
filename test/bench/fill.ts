import { createClient } from '@clickhouse/client';
import type { ClickHouseClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import { speedSamples } from '../../ingest/streams/speed-samples.ts';
import { countArrivals } from '../../store/sample-tables.ts';

/** A client of its own on a directory that no other process holds. */
export function embeddedClient(directory: string): ClickHouseClient {
  const connection = createChdbConnection({ path: directory }) as unknown as NonNullable<
    NonNullable<Parameters<typeof createClient>[0]>['connection']
  >;
  return createClient({ connection });
}

const DISTRICTS =
  "['310101','310104','310105','310106','310107','310109','310110','310112','310113','310114','310115','310116','310117','310118','310120','310151']";
const RECEIPT = "now64(3) AS received_at, 'file:bench' AS source, 0 AS partition, 0 AS offset, 0 AS line";

export interface City {
  readonly ports: number;
  readonly statesPerPort: number;
  readonly samples: number;
  readonly months: number;
}

/** Fills the tables with a city of the given size, made by the engine itself: what is measured is reading, not loading. */
export async function fillCity(
  client: ClickHouseClient,
  { ports, statesPerPort, samples, months }: City,
): Promise<void> {
  const carrier = (n: string): string => `['telecom','mobile','unicom'][1 + ${n} % 3]`;
  const district = (n: string): string => `${DISTRICTS}[1 + ${n} % 16]`;
  await client.command({
    query: `INSERT INTO pon_ports (id, carrier, district, observed_at, revision, olt, port, technology, area, status, received_at, source, partition, offset, line)
      SELECT concat('p-', toString(number)), ${carrier('number')}, ${district('intDiv(number, 3)')},
        toDateTime64('2024-01-15 00:00:00', 9, 'UTC') + toIntervalDay(number % 240 + state * 240), 0,
        concat('SH-OLT-', toString(number % 5000)), concat('0/', toString(number % 17), '/', toString(intDiv(number, 5000))),
        ['gpon','xgs-pon','10g-epon','xg-pon','50g-pon'][1 + (number + state) % 5], if(number % 10 < 9, 'urban', 'rural'), if(number % 100 = 99, 'retired', 'in_service'), ${RECEIPT}
      FROM numbers(${String(ports)}) ARRAY JOIN range(${String(statesPerPort)}) AS state`,
  });
  await client.command({
    query: `INSERT INTO speed_samples (id, carrier, district, observed_at, revision, service, generation, place, download_mbps, upload_mbps, latency_ms, tester, received_at, source, partition, offset, line)
      SELECT concat('s-', toString(number)), ${carrier('number')}, ${district('intDiv(number, 3)')},
        toDateTime64('2025-01-01 00:00:00', 9, 'UTC') + toIntervalSecond(intDiv(number * 365 * 86400, ${String(samples)})), number % 2000 = 0,
        if(number % 2 = 0, 'fixed', 'mobile'), if(number % 2 = 0, '', '5g'), if(number % 4 < 2, 'indoor', 'outdoor'),
        toDecimal128(50 + (number * 7919 % 95000) / 100, 2), toDecimal128(number % 100, 2), toDecimal128(5 + number % 40, 1), concat('t-', toString(number % 20000)), ${RECEIPT}
      FROM numbers(${String(samples)})`,
  });
  await client.command({ query: countArrivals(speedSamples) });
  const monthly = (stream: string, columns: string, values: string): Promise<unknown> =>
    client.command({
      query: `INSERT INTO ${stream} (id, carrier, district, observed_at, revision, ${columns}, received_at, source, partition, offset, line)
        SELECT concat(carrier, district, toString(month)), carrier, district, toDateTime64(toString(toLastDayOfMonth(toDate('2024-01-01') + toIntervalMonth(month))), 9, 'UTC') + toIntervalHour(8), 0, ${values}, ${RECEIPT}
        FROM (SELECT arrayJoin(range(${String(months)})) AS month, arrayJoin(['telecom','mobile','unicom']) AS carrier, arrayJoin(${DISTRICTS}) AS district)`,
    });
  await monthly(
    'sites_5g',
    '`rows.placement`, `rows.generation`, `rows.stations`, `rows.shared_with`',
    "['outdoor','outdoor','indoor'], ['5g','5g-a','5g'], [1000 + month * 10, 50 + month, 1500], [[], [], []]",
  );
  await monthly(
    'subscribers',
    'service, `rows.segment`, `rows.area`, `rows.subscribed_mbps`, `rows.generation`, `rows.subscribers`',
    "'fixed', arrayMap(i -> ['household','business'][1 + i % 2], range(24)), arrayMap(i -> if(i % 6 = 0, 'rural', 'urban'), range(24)), arrayMap(i -> toDecimal128([50, 100, 200, 300, 500, 1000][1 + i % 6], 18), range(24)), arrayMap(i -> '', range(24)), arrayMap(i -> 1000 * i, range(24))",
  );
  await monthly(
    'subscribers',
    'service, `rows.segment`, `rows.area`, `rows.subscribed_mbps`, `rows.generation`, `rows.subscribers`',
    "'mobile', ['','',''], ['urban','urban','rural'], [NULL, NULL, NULL], ['4g','5g','5g'], [200000, 300000 + 1000 * month, 20000]",
  );
  for (const subject of ['household_gigabit', 'key_place_5g']) {
    await monthly(
      'coverage',
      'subject, `rows.category`, `rows.area`, `rows.covered`, `rows.total`',
      `'${subject}', ['hospital','road'], ['urban','urban'], [90 + month, 80], [120, 100]`,
    );
  }
  for (const statistic of [
    'resident_population',
    'otn_sites',
    'idc_racks',
    'sme_tariff',
    'pue',
    'compute_latency',
    'g5_factories',
  ]) {
    await monthly(
      'statistics',
      'statistic, `rows.value`, `rows.item`, `rows.weight`, `rows.commissioned`',
      `'${statistic}', [toDecimal128(1000 + month, 18)], ['a'], [toDecimal128(1, 18)], [toDateTime64('2025-06-01 00:00:00', 9, 'UTC')]`,
    );
  }
}
