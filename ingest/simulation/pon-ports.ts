import type { City } from './city.ts';
import { DAY_MS, HOUR_MS, endOfDay, startOf, toDate } from './day.ts';
import { draw, fraction } from './draw.ts';
import type { SimulatedMessage, Watermark } from './message.ts';
import type { PortCalendar, Span } from './port-days.ts';
import { portCalendar } from './port-days.ts';
import type { PortGroup, PortLife } from './ports.ts';
import { newLife, portGroups, readLife, technologyOn } from './ports.ts';

const PORTS_A_CARD = 16;
const PORTS_AN_OLT = 128;
const WATERMARK_EVERY = 1_024;

/** Quarter hours of a working day, in which changes are made: `T08:00:00+08:00` … */
const MOMENTS = Array.from(
  { length: 56 },
  (_, i) => `T${String(8 + (i >> 2)).padStart(2, '0')}:${String((i & 3) * 15).padStart(2, '0')}:00+08:00`,
);

/**
 * The inventory of PON ports: the stock of the eve arrives in the first hours of the span; then each night brings what
 * was opened, upgraded, retired or read out again on the day before.
 */
export function* ponPorts(
  city: City,
  seed: number,
  { scale, span }: { scale: number; span: Span },
): Generator<SimulatedMessage | Watermark> {
  const groups = portGroups(city, scale);
  yield* opening(city, seed, { groups, eve: span.from - 1 });
  const calendar = portCalendar(city, seed, { groups, span });
  for (let day = span.from; day <= span.to; day += 1) yield* reports(city, seed, { groups, calendar, day });
}

function* opening(
  city: City,
  seed: number,
  { groups, eve }: { groups: readonly PortGroup[]; eve: number },
): Generator<SimulatedMessage | Watermark> {
  const life = newLife();
  const last = groups.at(-1);
  const pace = (6 * HOUR_MS) / Math.max(1, last === undefined ? 0 : last.first + last.count);
  const [start, observed, date] = [startOf(eve + 1), endOfDay(eve), compact(eve)];
  for (const group of groups) {
    for (let index = 0; index < group.count; index += 1) {
      readLife(life, city, seed, { group, index });
      if (life.opened > eve || life.retired <= eve) continue;
      const receivedAt = start + Math.floor((group.first + index) * pace);
      yield {
        stream: 'pon-ports',
        carrier: group.carrier,
        receivedAt,
        line: lineOf(city, group, { index, life, day: eve, date, observed }),
      };
      if (index % WATERMARK_EVERY === 0) yield { until: receivedAt };
    }
  }
}

function* reports(
  city: City,
  seed: number,
  { groups, calendar, day }: { groups: readonly PortGroup[]; calendar: PortCalendar; day: number },
): Generator<SimulatedMessage | Watermark> {
  const life = newLife();
  const ports = calendar.on(day);
  const [start, dayText, date] = [startOf(day + 1) + HOUR_MS, toDate(day), compact(day)];
  const pace = (4 * HOUR_MS) / Math.max(1, ports.length);
  let at = 0;
  let nth = 0;
  for (const port of ports) {
    let group = groups[at];
    while (group !== undefined && port >= group.first + group.count) group = groups[(at += 1)];
    if (group === undefined) return;
    const index = port - group.first;
    readLife(life, city, seed, { group, index });
    const drawn = draw(seed, port, day);
    const observed = dayText + (MOMENTS[drawn % MOMENTS.length] ?? '');
    const line = lineOf(city, group, { index, life, day, date, observed });
    const due = start + Math.floor(nth * pace);
    const receivedAt =
      drawn >>> 8 < 0x02_8f5c ? due + DAY_MS + Math.floor(fraction(draw(seed, drawn)) * 14 * DAY_MS) : due;
    const message = { stream: 'pon-ports', carrier: group.carrier, receivedAt, line };
    if (drawn % 200 === 3) yield* corrected(message, drawn);
    else yield message;
    nth += 1;
    if (nth % WATERMARK_EVERY === 0) yield { until: due };
  }
  yield { until: start + 4 * HOUR_MS };
}

/** A first report that names the technology wrong, and its correction, which now and then arrives before it. */
function* corrected(message: SimulatedMessage, drawn: number): Generator<SimulatedMessage> {
  const later = message.receivedAt + HOUR_MS + Math.floor(fraction(drawn) * 3 * DAY_MS);
  const swapped = drawn % 7 === 0;
  yield {
    ...message,
    receivedAt: swapped ? later : message.receivedAt,
    line: message.line.replace(/"technology":"[^"]+"/, '"technology":"epon"'),
  };
  yield {
    ...message,
    receivedAt: swapped ? message.receivedAt : later,
    line: message.line.replace('","carrier"', '-r1","carrier"').replace('"olt":', '"revision":1,"olt":'),
  };
}

interface PortState {
  readonly index: number;
  readonly life: PortLife;
  readonly day: number;
  readonly date: string;
  readonly observed: string;
}

function lineOf(city: City, group: PortGroup, { index, life, day, date, observed }: PortState): string {
  const { code, letters, rural } = group.district;
  const card = Math.floor(index / PORTS_A_CARD);
  const area = Math.floor((card + 1) * rural) > Math.floor(card * rural) ? 'rural' : 'urban';
  const olt = String(1 + Math.floor(index / PORTS_AN_OLT)).padStart(4, '0');
  const port = `0/${String(1 + (card % (PORTS_AN_OLT / PORTS_A_CARD)))}/${String(index % PORTS_A_CARD)}`;
  const status = life.retired <= day ? 'retired' : 'in_service';
  return `{"id":"p-${code}-${String(index)}-${date}","carrier":"${group.carrier}","district":"${code}","observed_at":"${observed}","olt":"${city.ports.prefix}-${letters}-OLT-${olt}","port":"${port}","technology":"${technologyOn(life, day)}","area":"${area}","status":"${status}"}`;
}

function compact(day: number): string {
  return toDate(day).replaceAll('-', '');
}
