import { decimal, optional, text, word } from '../field.ts';
import { reason } from '../rejection.ts';
import { defineStream } from '../stream.ts';

export const speedSamples = defineStream({
  name: 'speed-samples',
  kind: 'sample',
  title: { zh: '抽样测速', en: 'Speed samples' },
  example: {
    service: 'mobile',
    generation: '5g',
    place: 'outdoor',
    download_mbps: 512.34,
    upload_mbps: 48.2,
    latency_ms: 12.5,
    tester: 't-0042',
  },
  doc: 'One speed measurement of one user or probe.',
  key: ['carrier', 'id'],
  fields: {
    service: word(['fixed', 'mobile'], { doc: '固定宽带 or 移动.' }),
    generation: optional(word(['4g', '5g'], { doc: 'Mobile: generation in use.' })),
    place: optional(word(['indoor', 'outdoor'], { doc: '室内 or 室外; required for mobile.' })),
    download_mbps: decimal({ doc: 'Measured download speed in Mbps.', example: 512.34, max: 1e6 }),
    upload_mbps: optional(decimal({ doc: 'Measured upload speed in Mbps.', example: 48.2, max: 1e6, zero: true })),
    latency_ms: optional(decimal({ doc: 'Measured round trip in milliseconds.', example: 12.5, max: 1e6, zero: true })),
    tester: optional(text({ doc: 'Pseudonym of who measured.', example: 't-0042', max: 64 })),
  },
  check: ({ service, generation, place }) =>
    service === 'mobile'
      ? [
          ...(generation === undefined ? [reason('schema', 'generation', 'required where service is mobile')] : []),
          ...(place === undefined ? [reason('schema', 'place', 'required where service is mobile')] : []),
        ]
      : generation === undefined
        ? []
        : [reason('schema', 'generation', 'does not belong where service is fixed')],
});
