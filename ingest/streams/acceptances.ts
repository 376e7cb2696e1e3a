import { count, instant, text } from '../field.ts';
import { reason } from '../rejection.ts';
import { defineStream } from '../stream.ts';

export const acceptances = defineStream({
  name: 'acceptances',
  kind: 'inventory',
  title: { zh: '完工验收清单', en: 'Acceptance inventory' },
  example: {
    carrier: 'authority',
    observed_at: '2023-03-20T17:00:00+08:00',
    programme: 'shanghai-2023-garage-coverage',
    item: 'garage-310115-0001',
    positions_tested: 120,
    positions_passed: 115,
    points_tested: 14,
    points_passed: 14,
    accepted_at: '2023-03-20',
  },
  doc: 'The acceptance test of one item (a garage) of a programme.',
  key: ['programme', 'item'],
  subject: 'programme',
  effective: 'accepted_at',
  fields: {
    programme: text({ doc: 'A programme of the plans.', example: 'shanghai-2023-garage-coverage', max: 64, low: true }),
    item: text({
      doc: 'Name or number of the item, unique within the programme.',
      example: 'garage-310115-0001',
      max: 128,
    }),
    positions_tested: count({ doc: 'Positions where a call was tried.', example: 120 }),
    positions_passed: count({ doc: 'Positions where the call held.', example: 115 }),
    points_tested: count({ doc: 'Charging piles and gates where a code was scanned.', example: 14 }),
    points_passed: count({ doc: 'Charging piles and gates where the scan worked.', example: 14 }),
    accepted_at: instant({ doc: 'When the item was accepted: a moment or a day.', example: '2023-03-20', date: true }),
  },
  check: (message) =>
    (['positions', 'points'] as const)
      .filter((what) => message[`${what}_passed`] > message[`${what}_tested`])
      .map((what) =>
        reason(
          'range',
          `${what}_passed`,
          `expected at most ${what}_tested (${String(message[`${what}_tested`])}), got ${String(message[`${what}_passed`])}`,
        ),
      ),
});
