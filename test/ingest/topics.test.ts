import { expect, test } from 'vitest';
import { deadLettersTopic, feedPattern, fromTopic, topicOf } from '../../ingest/topics.ts';

test('a topic names its stream and its carrier', () => {
  expect(topicOf('gigacity', { stream: 'pon-ports', carrier: 'telecom' })).toBe('gigacity.pon-ports.telecom');
  expect(fromTopic('gigacity', 'gigacity.pon-ports.telecom')).toEqual({ stream: 'pon-ports', carrier: 'telecom' });
  expect(fromTopic('a.b', 'a.b.sites-5g.mobile')).toEqual({ stream: 'sites-5g', carrier: 'mobile' });
});

test.each(['gigacity', 'gigacity.dead-letters', 'gigacity.a.b.c', 'gigacityXa.b', 'other.pon-ports.telecom'])(
  '%s is no feed',
  (topic) => {
    expect(fromTopic('gigacity', topic)).toBeUndefined();
  },
);

test('the dots of a prefix are dots', () => {
  expect(feedPattern('a.b').test('aXb.pon-ports.telecom')).toBe(false);
  expect(feedPattern('a.b').test(deadLettersTopic('a.b'))).toBe(false);
});
