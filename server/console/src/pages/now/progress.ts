import type { Route } from '$/api/types';

/** What a bar of reading progress is made of, from left to right. `unread` is the empty rest. */
export const PARTS = [
  'actual',
  'released',
  'customer',
  'estimated',
  'in_review',
  'read_again',
  'no_read',
  'escalated',
  'unread',
] as const;
export type Part = (typeof PARTS)[number];
export type Counts = Record<Part, number> & { total: number; overdue: number };

/** Somebody was there and left a value that stands or can stand. */
export function done(counts: Counts): number {
  return counts.actual + counts.released + counts.customer + counts.estimated;
}

export function total(routes: readonly Route[]): Counts {
  const sum = { total: 0, overdue: 0 } as Counts;
  for (const part of PARTS) sum[part] = 0;
  for (const route of routes) {
    for (const part of [...PARTS, 'total', 'overdue'] as const) sum[part] += route[part];
  }
  return sum;
}

/** The routes that somebody should look at first: overdue, then questions, then the least read. */
export function byConcern(routes: readonly Route[]): Route[] {
  const questions = (route: Route) => route.escalated + route.in_review + route.read_again + route.no_read;
  const share = (route: Route) => (route.total === 0 ? 1 : done(route) / route.total);
  return [...routes].sort(
    (a, b) =>
      b.overdue - a.overdue || questions(b) - questions(a) || share(a) - share(b) || a.id.localeCompare(b.id),
  );
}
