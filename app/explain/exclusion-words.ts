import type { Exclusions } from './exclusions.ts';
import type { Text } from '../terminal/language.ts';

/** `subscribers (fixed): received 96 → rejected 2 (range 1, time 1) → superseded 30 → used 64`; steps of none are left out. */
export function exclusionsText({ stream, subjects, received, rejected, byCode = [], ...counts }: Exclusions): Text {
  const codes = byCode.map(({ code, count }) => `${code} ${grouped(count)}`).join(', ');
  const steps: readonly (readonly [number, Text])[] = [
    [rejected, { zh: `拒收 ${grouped(rejected)}（${codes}）`, en: `rejected ${grouped(rejected)} (${codes})` }],
    [
      counts.notKnown,
      { zh: `当时尚未收到 ${grouped(counts.notKnown)}`, en: `not yet known ${grouped(counts.notKnown)}` },
    ],
    [
      counts.notObserved,
      { zh: `晚于时点 ${grouped(counts.notObserved)}`, en: `of later days ${grouped(counts.notObserved)}` },
    ],
    [
      counts.superseded,
      { zh: `已被取代 ${grouped(counts.superseded)}`, en: `superseded ${grouped(counts.superseded)}` },
    ],
    [
      counts.setAside,
      { zh: `由他表代替 ${grouped(counts.setAside)}`, en: `another counts instead ${grouped(counts.setAside)}` },
    ],
    [counts.failed, { zh: `未通过验收 ${grouped(counts.failed)}`, en: `failed acceptance ${grouped(counts.failed)}` }],
  ];
  const words = steps.flatMap(([count, text]) => (count === 0 ? [] : [text]));
  const name = subjects === null ? stream : `${stream} (${subjects.join(', ')})`;
  const all: readonly Text[] = [
    { zh: `收到 ${grouped(received)}`, en: `received ${grouped(received)}` },
    ...words,
    { zh: `采用 ${grouped(counts.used)}`, en: `used ${grouped(counts.used)}` },
  ];
  return {
    zh: `${name}: ${all.map(({ zh }) => zh).join(' → ')}`,
    en: `${name}: ${all.map(({ en }) => en).join(' → ')}`,
  };
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
