import { expect, it } from 'vitest';
import type { Route } from '$/api/types';
import { byConcern, done, PARTS, total } from './progress';

function route(id: string, counts: Partial<Route>): Route {
  const none = Object.fromEntries([...PARTS, 'overdue'].map((part) => [part, 0]));
  return {
    id,
    name: id,
    area: 'A',
    window: ['2026-11-01', '2026-11-30'],
    total: 100,
    ...none,
    ...counts,
  } as Route;
}

it('an escalated estimate and a reading in review do not count as read', () => {
  expect(
    done(
      route('a', {
        actual: 10,
        estimated: 2,
        customer: 1,
        released: 3,
        escalated: 5,
        in_review: 4,
        no_read: 6,
      }),
    ),
  ).toBe(16);
});

it('the sum is the routes’ sum', () => {
  const sum = total([route('a', { actual: 3, overdue: 2 }), route('b', { actual: 4, escalated: 1 })]);
  expect(sum).toMatchObject({ total: 200, actual: 7, escalated: 1, overdue: 2 });
});

it('overdue routes stand first, then those with questions, then the least read', () => {
  const sorted = byConcern([
    route('well', { actual: 100 }),
    route('begun', { actual: 10 }),
    route('asked', { actual: 90, escalated: 1 }),
    route('late', { actual: 95, overdue: 5 }),
  ]);
  expect(sorted.map(({ id }) => id)).toEqual(['late', 'asked', 'begun', 'well']);
});
