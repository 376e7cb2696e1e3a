import type { City } from './city.ts';
import { draw } from './draw.ts';
import type { PortGroup, PortLife } from './ports.ts';
import { newLife, readLife } from './ports.ts';

/** Every port is read out again once in so many days, changed or not. */
const READOUT_DAYS = 730;

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The ports that are reported on each day of a span: four bytes a report, in order of port. */
export interface PortCalendar {
  /** City-wide numbers of the ports reported on a day. */
  readonly on: (day: number) => Int32Array;
}

export function portCalendar(
  city: City,
  seed: number,
  { groups, span }: { groups: readonly PortGroup[]; span: Span },
): PortCalendar {
  const length = span.to - span.from + 1;
  const starts = new Int32Array(length + 1);
  eachReport(city, seed, {
    groups,
    span,
    report: (day) => void (starts[day - span.from + 1] = (starts[day - span.from + 1] ?? 0) + 1),
  });
  for (let i = 1; i <= length; i += 1) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const ports = new Int32Array(starts[length] ?? 0);
  const next = starts.slice();
  eachReport(city, seed, {
    groups,
    span,
    report: (day, port) => {
      const at = next[day - span.from] ?? 0;
      ports[at] = port;
      next[day - span.from] = at + 1;
    },
  });
  return { on: (day) => ports.subarray(starts[day - span.from] ?? 0, starts[day - span.from + 1] ?? 0) };
}

interface Reports {
  readonly groups: readonly PortGroup[];
  readonly span: Span;
  readonly report: (day: number, port: number) => void;
}

function eachReport(city: City, seed: number, { groups, span, report }: Reports): void {
  const life = newLife();
  for (const group of groups) {
    for (let index = 0; index < group.count; index += 1) {
      readLife(life, city, seed, { group, index });
      const port = group.first + index;
      for (const day of reportDays(life, draw(seed, port, 4) % READOUT_DAYS, span)) report(day, port);
    }
  }
}

/** Days within the span on which a port is reported, each once. */
function reportDays(life: PortLife, phase: number, { from, to }: Span): readonly number[] {
  const days: number[] = [];
  const add = (day: number): void => {
    if (day >= from && day <= to && !days.includes(day)) days.push(day);
  };
  add(life.opened);
  add(life.upgraded);
  add(life.fiftyG);
  add(life.retired);
  for (
    let day = from + ((((phase - from) % READOUT_DAYS) + READOUT_DAYS) % READOUT_DAYS);
    day <= to;
    day += READOUT_DAYS
  ) {
    if (day > life.opened && day < life.retired) add(day);
  }
  return days;
}
