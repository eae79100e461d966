import { afterEach, expect, it } from 'vitest';
import type { Clock } from '$/api/types';
import { HOUR, MINUTE } from '$/i18n/span';
import { speak } from '$/i18n/texts.svelte';
import { tell } from './clock';

const NOW = Date.parse('2026-11-23T22:40:00+08:00');
const clock = (more: Partial<Clock>): Clock => ({
  kind: 'arrive',
  clause: '3.3.2',
  due: NOW + 23 * MINUTE,
  verdict: 'open',
  remaining_ms: 0,
  ...more,
});

afterEach(() => speak('zh'));

it('says what is left, in words', () => {
  expect(tell(clock({}), NOW)).toEqual({ tone: 'soon', words: '还剩 23 分钟到场' });
  speak('en');
  expect(tell(clock({}), NOW).words).toBe('23 minutes left to arrive');
  expect(tell(clock({ kind: 'repair', due: NOW + 7 * HOUR }), NOW)).toEqual({
    tone: 'quiet',
    words: '7 hours left to repair',
  });
});

it('3.3.3 REPAIR-WINDOW: a clock that stands still keeps what is left, and presses nobody', () => {
  const paused = clock({
    kind: 'repair',
    due: NOW + 5 * MINUTE,
    remaining_ms: 5 * MINUTE,
    paused: { time_ms: HOUR, stands_still: true, unpaused: 'open' },
  });
  expect(tell(paused, NOW)).toEqual({ tone: 'quiet', words: '暂停中，修复还剩 5 分钟' });
  expect(tell(paused, NOW + 3 * HOUR)).toEqual({ tone: 'quiet', words: '暂停中，修复还剩 5 分钟' });
});

it('calls an open clock overdue, never missed: the fact may still sit on a phone', () => {
  expect(tell(clock({ due: NOW - 12 * MINUTE }), NOW)).toEqual({
    tone: 'late',
    words: '到场已超时 12 分钟，尚无消息',
  });
  speak('en');
  expect(tell(clock({ due: NOW - 12 * MINUTE }), NOW).words).toContain(
    'overdue by 12 minutes, nothing heard yet',
  );
});

it('measures a missed clock by what was done, not by now', () => {
  const missed = clock({
    verdict: 'missed',
    due: NOW - 5 * HOUR,
    done: [NOW - 5 * HOUR + 15 * MINUTE, 2 * MINUTE],
  });
  expect(tell(missed, NOW)).toEqual({ tone: 'late', words: '到场超时 16 分钟' });
});

it('does not decide what cannot be judged', () => {
  const doubtful = clock({ verdict: 'indeterminate', done: [NOW, HOUR] });
  expect(tell(doubtful, NOW)).toEqual({ tone: 'doubt', words: '到场是否超时无法判定' });
});

it('says when nothing proves what was in time', () => {
  const unproven = clock({ verdict: 'indeterminate', done: [NOW, MINUTE] });
  expect(tell(unproven, NOW)).toEqual({ tone: 'doubt', words: '到场没有证明' });
});

it('has words for a clock that it does not know', () => {
  expect(tell(clock({ kind: 'new_rule' as Clock['kind'] }), NOW).words).toBe('new_rule还剩 23 分钟');
});
