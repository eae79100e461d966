import { describe, expect, it } from 'vitest';
import type { Clock, Order, UnsafeCover } from '$/api/types';
import { HOUR, MINUTE } from '$/i18n/span';
import { bySection, coversByUrgency, settledBadly, sectionOf, UNHEARD_MS, urgencyOf } from './urgency';

const NOW = Date.parse('2026-11-23T22:40:00+08:00');

function clock(left: number, more: Partial<Clock> = {}): Clock {
  return { kind: 'arrive', clause: '3.3.2', due: NOW + left, verdict: 'open', remaining_ms: left, ...more };
}

function order(id: string, more: Partial<Order> = {}): Order {
  return {
    id,
    kind: 'main',
    summary: '',
    address: '',
    area: 'A',
    caller: '',
    stage: 'acknowledged',
    milestones: { created: [NOW - HOUR, 0], instructed: [NOW - HOUR, 0] },
    clocks: [],
    pauses: [],
    unexpected: 0,
    ...more,
  };
}

describe('an order wants the dispatcher', () => {
  it('when a clock has run over and nothing was heard', () => {
    const late = order('a', { clocks: [clock(7 * HOUR, { kind: 'repair' }), clock(-12 * MINUTE)] });
    expect(urgencyOf(late, NOW)).toMatchObject({ is: 'overdue', clock: { kind: 'arrive' } });
    expect(sectionOf(urgencyOf(late, NOW))).toBe('act');
  });

  it('when nobody was sent', () => {
    const waiting = order('a', { stage: 'new', milestones: { created: [NOW - 9 * MINUTE, 0] } });
    expect(urgencyOf(waiting, NOW)).toEqual({ is: 'not_dispatched', since: NOW - 9 * MINUTE });
  });

  it('when nobody took a dispatch and nobody was told by telephone', () => {
    const sent = (ago: number, told?: string) =>
      order('a', {
        stage: 'dispatched',
        milestones: { instructed: [NOW - ago, 0] },
        clocks: [clock(50 * MINUTE)],
        ...(told ? { told } : {}),
      });
    expect(urgencyOf(sent(UNHEARD_MS + 1), NOW).is).toBe('not_taken');
    expect(urgencyOf(sent(UNHEARD_MS), NOW).is).toBe('in_time');
    expect(urgencyOf(sent(UNHEARD_MS + 1, 'C21'), NOW).is).toBe('in_time');
  });
});

it('a clock that was judged does not run any more', () => {
  const judged = order('a', {
    clocks: [clock(-HOUR, { verdict: 'indeterminate', done: [NOW - 2 * HOUR, HOUR] })],
  });
  expect(urgencyOf(judged, NOW).is).toBe('no_clock');
  expect(settledBadly(judged.clocks)).toHaveLength(1);
});

it('the last half hour is soon', () => {
  expect(urgencyOf(order('a', { clocks: [clock(30 * MINUTE)] }), NOW).is).toBe('soon');
  expect(urgencyOf(order('a', { clocks: [clock(31 * MINUTE)] }), NOW).is).toBe('in_time');
});

it('what ends first stands first, and what has no clock last', () => {
  const sections = bySection(
    [
      order('idle'),
      order('later', { clocks: [clock(5 * HOUR)] }),
      order('soon', { clocks: [clock(20 * MINUTE)] }),
      order('first', { clocks: [clock(2 * HOUR)] }),
      order('late', { clocks: [clock(-MINUTE)] }),
      order('later-late', { clocks: [clock(-HOUR)] }),
      order('closed', { stage: 'closed' }),
    ],
    NOW,
  );
  const ids = Object.values(sections).map((list) => list.map(({ order: { id } }) => id));
  expect(ids).toEqual([['later-late', 'late'], ['soon'], ['first', 'later', 'idle']]);
});

it('a cover that nobody made safe stands before one that is safe, whatever its clocks say', () => {
  const cover = (id: string, left: number, safe: boolean): UnsafeCover => ({
    id,
    area: 'A',
    kind: 'manhole',
    owner: 'ours',
    place: '',
    position: { lat: 0, lon: 0 },
    condition: 'missing',
    danger: true,
    since: [NOW, 0],
    clocks: [clock(left, { kind: 'replace' })],
    ...(safe ? { safe_at: [NOW, 0] as [number, number] } : {}),
  });
  const sorted = coversByUrgency([
    cover('safe', -HOUR, true),
    cover('open-late', 2 * HOUR, false),
    cover('open', HOUR, false),
  ]);
  expect(sorted.map(({ id }) => id)).toEqual(['open', 'open-late', 'safe']);
  const loose = { ...cover('loose', HOUR, false), danger: false, clocks: [] };
  expect(coversByUrgency([loose, cover('safe', HOUR, true)])[0]?.id).toBe('safe');
});
