import { allocate } from './allocate.ts';
import type { CarrierShare, City, District } from './city.ts';
import { DAY_MS, startOf, toDate } from './day.ts';
import { bell, draw, fraction } from './draw.ts';
import type { SimulatedMessage, Watermark } from './message.ts';
import type { Span } from './port-days.ts';

const SLOTS = 1_024;
const WATERMARK_EVERY = 1_024;
/** Spread of the logarithm of a speed; a log-normal mean lies half its square above the logarithm of the median. */
const SIGMA = 0.45;

/** Kinds of measurement with their part of all samples and what they measure, relative to the city's curves. */
const KINDS = [
  { part: 0.35, of: 'fixed', factor: 1, upload: 0.22, latency: 6, fields: '"service":"fixed","place":"indoor"' },
  {
    part: 0.25,
    of: 'outdoor5g',
    factor: 1,
    upload: 0.16,
    latency: 14,
    fields: '"service":"mobile","generation":"5g","place":"outdoor"',
  },
  {
    part: 0.25,
    of: 'outdoor5g',
    factor: 0.72,
    upload: 0.13,
    latency: 17,
    fields: '"service":"mobile","generation":"5g","place":"indoor"',
  },
  {
    part: 0.08,
    of: 'outdoor5g',
    factor: 0.13,
    upload: 0.3,
    latency: 32,
    fields: '"service":"mobile","generation":"4g","place":"outdoor"',
  },
  {
    part: 0.07,
    of: 'outdoor5g',
    factor: 0.1,
    upload: 0.3,
    latency: 36,
    fields: '"service":"mobile","generation":"4g","place":"indoor"',
  },
] as const;

const SECONDS = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));

interface Cell {
  readonly district: District;
  readonly carrier: CarrierShare;
}

/** Speed samples through the day; each is received seconds after it was measured, and a few are corrected later. */
export function* speedSamples(
  city: City,
  seed: number,
  { scale, span }: { scale: number; span: Span },
): Generator<SimulatedMessage | Watermark> {
  const cells = city.districts.flatMap((district) => city.carriers.map((carrier): Cell => ({ district, carrier })));
  const cellSlots = slots(
    allocate(
      SLOTS,
      cells.map(({ district, carrier }) => district.residents * carrier.mobile),
    ),
  );
  const kindSlots = slots(
    allocate(
      SLOTS,
      KINDS.map(({ part }) => part),
    ),
  );
  const perDay = (city.samples.perYear * scale) / 365;
  for (let day = span.from; day <= span.to; day += 1) {
    const count = Math.floor((day + 1) * perDay) - Math.floor(day * perDay);
    const [date, pace] = [toDate(day), DAY_MS / Math.max(1, count)];
    const medians = KINDS.map(({ of, factor }) => (city.samples[of](day) * factor) / Math.exp((SIGMA * SIGMA) / 2));
    const idHead = `{"id":"s-${date.replaceAll('-', '')}-`;
    for (let nth = 0; nth < count; nth += 1) {
      const where = draw(seed, day, nth);
      const how = draw(where, 1);
      const slot = kindSlots[how % SLOTS] ?? 0;
      const cell = cells[cellSlots[where % SLOTS] ?? 0];
      const kind = KINDS[slot];
      if (cell === undefined || kind === undefined) continue;
      const at = Math.floor((nth + fraction(where)) * pace);
      const receivedAt = startOf(day) + Math.floor((nth + 1) * pace) + 2_000;
      const speed = cents(
        (medians[slot] ?? 0) *
          cell.district.speed *
          (0.9 + 0.12 * cell.carrier.reach) *
          Math.exp(SIGMA * bell(draw(where, 2))),
      );
      const head = `${idHead}${String(nth)}","carrier":"${cell.carrier.code}","district":"${cell.district.code}","observed_at":"${date}T${clock(at)}+08:00",`;
      const tail = `"upload_mbps":${String(cents(speed * kind.upload * (0.7 + 0.6 * fraction(how))))},"latency_ms":${String(cents(kind.latency * (0.6 + fraction(draw(where, 3)))))},"tester":"t-${String(how % 4_999)}"}`;
      const line = `${head}${kind.fields},"download_mbps":${String(speed)},${tail}`;
      const message = { stream: 'speed-samples', carrier: cell.carrier.code, receivedAt, line };
      yield message;
      if (where % 2_003 === 0) {
        const corrected = `${head}"revision":1,${kind.fields},"download_mbps":${String(cents(speed * 0.97))},${tail}`;
        yield { ...message, receivedAt: receivedAt + Math.floor(fraction(how) * DAY_MS), line: corrected };
      }
      if (nth % WATERMARK_EVERY === 0) yield { until: receivedAt };
    }
    yield { until: startOf(day + 1) };
  }
}

/** For each slot the number of its part, so that one draw finds a part in one step. */
function slots(parts: readonly number[]): Uint16Array {
  return Uint16Array.from(parts.flatMap((size, part) => Array.from({ length: size }, () => part)));
}

function clock(ms: number): string {
  const s = Math.floor(ms / 1000);
  return `${SECONDS[Math.floor(s / 3600)] ?? ''}:${SECONDS[Math.floor(s / 60) % 60] ?? ''}:${SECONDS[s % 60] ?? ''}`;
}

function cents(value: number): number {
  return Math.max(1, Math.round(value * 100)) / 100;
}
