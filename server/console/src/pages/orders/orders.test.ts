import { describe, expect, it } from 'vitest';
import type { Order } from '$/api/types';
import { MINUTE } from '$/i18n/span';
import { actionsFor } from './actions';
import { answerLines } from './answer';
import { readPosition } from './position';
import { alike, matching } from './search';

const NOW = Date.parse('2026-11-23T22:40:00+08:00');

function order(more: Partial<Order>): Order {
  return {
    id: 'W-1',
    kind: 'main',
    summary: '主管爆管',
    address: '黄河路与兴鹤大街口',
    area: '淇滨',
    caller: '王女士',
    stage: 'new',
    milestones: {},
    clocks: [],
    pauses: [],
    unexpected: 0,
    ...more,
  };
}

describe('finding', () => {
  const orders = [order({}), order({ id: 'W-2', address: '淇水大道 88 号', crew: '抢修一班' })];
  const ids = (sought: string) => matching(orders, sought).map(({ id }) => id);

  it('looks everywhere for every word', () => {
    expect(ids('')).toEqual(['W-1', 'W-2']);
    expect(ids('w-2')).toEqual(['W-2']);
    expect(ids('黄河 爆管')).toEqual(['W-1']);
    expect(ids('黄河 88')).toEqual([]);
    expect(ids('一班')).toEqual(['W-2']);
  });

  it('shows open orders at a like address before a second one is written', () => {
    expect(alike(orders, '兴鹤大街北侧').map(({ id }) => id)).toEqual(['W-1']);
    expect(alike(orders, '黄河')).toEqual([]);
    expect(alike([order({ stage: 'closed' })], '兴鹤大街口')).toEqual([]);
  });
});

describe('what the office can do', () => {
  it('3.3.2 REPORT-BACK: offers no close before the hotline has the result', () => {
    const onSite = order({ stage: 'repaired', milestones: { arrived: [NOW, 0], repaired: [NOW, 0] } });
    expect(actionsFor(onSite)).toMatchObject({ close: false, waitsForResult: true, told: false });
    expect(actionsFor(order({ stage: 'reported' }))).toMatchObject({
      close: true,
      check: true,
      dispatch: false,
    });
  });

  it('offers a dispatch and a call until somebody is there', () => {
    expect(actionsFor(order({}))).toMatchObject({ dispatch: true, told: true, close: false });
    expect(actionsFor(order({ stage: 'closed' }))).toEqual({
      dispatch: false,
      told: false,
      check: false,
      close: false,
      waitsForResult: false,
    });
  });
});

describe('what the caller can be told', () => {
  it('is the newest fact', () => {
    const lines = answerLines(
      order({ milestones: { instructed: [NOW - 60 * MINUTE, 0], arrived: [NOW - 20 * MINUTE, 0] } }),
      NOW,
    );
    expect(lines).toEqual(['班组 22:20 已到场，正在处理。']);
    expect(answerLines(order({}), NOW)).toEqual(['已登记，正在安排抢修班组。']);
  });

  it('names the announced time only while the water is off', () => {
    const outage = {
      first_at: [NOW, 0] as [number, number],
      at: [NOW, 0] as [number, number],
      notice: 1,
      scope: '',
      cause: '',
      stop_at: NOW,
      restore_at: NOW + 30 * MINUTE,
      places: [],
      posted: [],
    };
    expect(answerLines(order({ outage }), NOW)).toContain('公告的恢复供水时间是 23:10。');
    const back = answerLines(order({ outage, milestones: { water_restored: [NOW, 0] } }), NOW);
    expect(back).toEqual(['22:40 已恢复供水。']);
  });
});

it('a position is two numbers on the earth, and nothing else', () => {
  expect(readPosition(' 35.7481, 114.2973 ')).toEqual({ lat: 35.7481, lon: 114.2973 });
  expect(readPosition('35.7481，114.2973')).toEqual({ lat: 35.7481, lon: 114.2973 });
  for (const text of ['', '35.7', '114.2973, 35.7481', '35,7481 114', 'here, there']) {
    expect(readPosition(text), text).toBeUndefined();
  }
});
