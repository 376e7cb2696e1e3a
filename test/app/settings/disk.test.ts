import { expect, it } from 'vitest';
import { runGigacity } from '../../support/gigacity-process.ts';

const DAY = ['--city', '310000', '--from', '2025-01-01', '--to', '2025-01-01', '--scale', '0.00001'];

// In a process of its own: one that never comes back could not be stopped otherwise.
it.each([
  [['scorecard', '--data', '/proc/gigacity/data'], 'cannot write to the data directory /proc/gigacity/data', '--data'],
  [['simulate', ...DAY, '--out', '/proc/gigacity/feeds'], 'cannot write /proc/gigacity/feeds', '--out'],
  [['monitoring', 'export', '--dir', '/proc/gigacity'], 'cannot write /proc/gigacity/', '--dir'],
])(
  '%j is refused where the directory cannot be made',
  (args, why, option) => {
    const { status, stderr } = runGigacity(...args, '--lang', 'en');
    expect(status).toBe(1);
    expect(stderr).toContain(why);
    expect(stderr).toMatch(new RegExp(`choose another .*${option}`));
  },
  30_000,
);
