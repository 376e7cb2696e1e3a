import type { City } from './city.ts';
import { completions } from './completions.ts';
import { fromDate } from './day.ts';
import { disturb } from './disturb.ts';
import { garages } from './garages-2023.ts';
import type { SimulatedMessage, Source } from './message.ts';
import { MONTHLY, monthly } from './monthly.ts';
import { inOrder, merge } from './order.ts';
import { ponPorts } from './pon-ports.ts';
import type { Span } from './port-days.ts';
import { SHANGHAI } from './shanghai.ts';
import { speedSamples } from './speed-samples.ts';
import { YUZHONG } from './yuzhong.ts';

export interface SimulationOptions {
  /** `310000` Shanghai; `500103` or `500000` 渝中区. */
  readonly city: string;
  /** First and last day, inclusive, Asia/Shanghai. */
  readonly from: string;
  readonly to: string;
  /** 1 gives a real city's number of ports and samples; figures inside reports are never scaled. */
  readonly scale: number;
  readonly seed: number;
  /** Only these streams; all where it is left out. */
  readonly streams?: readonly string[];
}

const CITIES: Readonly<Record<string, City>> = { '310000': SHANGHAI, '500000': YUZHONG, '500103': YUZHONG };

/** Cities that can be simulated, by code. */
export const SIMULATED_CITIES = Object.keys(CITIES);

/**
 * The feeds of a city over a span of days, in order of receipt: the same options give the same bytes.
 * Reports of the eve of the span come first, as an opening balance; those of its last day arrive after it.
 * Throws a RangeError where the options make no sense.
 */
export function simulate(options: SimulationOptions): Generator<SimulatedMessage> {
  const city = CITIES[options.city];
  if (city === undefined) throw new RangeError(`expected one of ${SIMULATED_CITIES.join(', ')}, got ${options.city}`);
  const { scale, seed } = options;
  const span = { from: fromDate(options.from), to: fromDate(options.to) };
  if (span.from > span.to) throw new RangeError(`expected a last day on or after ${options.from}, got ${options.to}`);
  if (!(scale > 0)) throw new RangeError(`expected a scale above 0, got ${String(scale)}`);
  const sources = sourcesOf(city, seed, { scale, span });
  const unknown = options.streams?.find((stream) => !(stream in sources));
  if (unknown !== undefined)
    throw new RangeError(`expected streams of ${Object.keys(sources).join(', ')}, got ${unknown}`);
  return merge(
    Object.entries(sources)
      .filter(([stream]) => options.streams?.includes(stream) ?? true)
      .map(([, source]) => inOrder(disturb(source, seed))),
  );
}

function sourcesOf(
  city: City,
  seed: number,
  { scale, span }: { scale: number; span: Span },
): Readonly<Record<string, Source>> {
  return {
    'pon-ports': ponPorts(city, seed, { scale, span }),
    'speed-samples': speedSamples(city, seed, { scale, span }),
    ...Object.fromEntries(
      Object.entries(MONTHLY).map(([stream, reports]) => [stream, monthly(city, seed, { reports, span })]),
    ),
    acceptances: city.programmes ? garages(seed, span) : [],
    'task-completions': completions(city, span),
  };
}

/** The file of a feed that a message belongs to, e.g. `pon-ports.telecom.ndjson`. */
export function feedFileName({ stream, carrier }: Pick<SimulatedMessage, 'stream' | 'carrier'>): string {
  return `${stream}.${carrier}.ndjson`;
}
