import { expect, it } from 'vitest';
import { showGap, showTarget, showValue } from '../../api/numbers.ts';
import { table } from '../../app/terminal/table.ts';
import { fromText } from '../../indicators/rational.ts';

it('shows shares in per cent, with enough digits not to look equal to a bound that they miss', () => {
  expect(showValue(fromText('0.975'), 'ratio', fromText('0.98'))).toBe('97.50%');
  expect(showValue(fromText('0.97999'), 'ratio', fromText('0.98'))).toBe('97.999%');
  expect(showValue(fromText('0.98'), 'ratio', fromText('0.98'))).toBe('98.00%');
});

it('groups the digits of counts and shows a part of one where there is one', () => {
  expect(showValue(fromText('1234567'), 'count')).toBe('1,234,567');
  expect(showValue(fromText('-1234.5'), 'count')).toBe('-1,234.50');
});

it('prints targets as documents do', () => {
  expect(showTarget('0.98', 'ratio', 'zh')).toBe('98%');
  expect(showTarget('-0.1', 'ratio', 'en')).toBe('-10%');
  expect(showTarget('800000', 'count', 'zh')).toBe('800,000');
  expect(showTarget('1.25', 'pue', 'zh')).toBe('1.25');
  expect(showTarget('470', 'mbps', 'en')).toBe('470 Mbps');
});

it('never shows a gap as nothing', () => {
  expect(showGap(fromText('0.0000001'), 'ratio', 'en')).toBe('0.00001 pp');
  expect(showGap(fromText('0.03'), 'ms', 'zh')).toBe('0.03 ms');
});

it('aligns columns with Chinese text, which is two columns wide, and colours nothing', () => {
  const text = table(
    [{ head: '区' }, { head: 'n', align: 'right' }],
    [
      ['浦东新区', '1'],
      ['x', '12'],
    ],
    '',
  );
  expect(text).toBe(['区         n', '浦东新区   1', 'x         12'].join('\n'));
});
