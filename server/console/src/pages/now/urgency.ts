import type { Clock, Instant, Order, UnsafeCover } from '$/api/types';
import { middle } from '$/i18n/dates';
import { MINUTE } from '$/i18n/span';

/** An open clock with less than this left is worth a look before it is late. */
export const SOON_MS = 30 * MINUTE;
/** A dispatch that nobody took, and nobody was told by telephone, for so long: the dispatcher should call. */
export const UNHEARD_MS = 5 * MINUTE;

/** Why an order stands where it stands in the list. */
export type Urgency =
  | { is: 'overdue'; clock: Clock }
  | { is: 'not_dispatched'; since: Instant }
  | { is: 'not_taken'; since: Instant; clock: Clock | undefined }
  | { is: 'soon'; clock: Clock }
  | { is: 'in_time'; clock: Clock }
  | { is: 'no_clock' };

export const SECTIONS = ['act', 'soon', 'running'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Ranked {
  order: Order;
  urgency: Urgency;
}

/** Time left; while an approved pause goes on it stays what the server said (REPAIR-WINDOW). */
export function left(clock: Clock, now: Instant): number {
  return clock.paused?.stands_still ? clock.remaining_ms : clock.due - now;
}

/** The open clock that ends first. */
export function nextClock(clocks: readonly Clock[]): Clock | undefined {
  const open = clocks.filter((clock) => clock.verdict === 'open');
  return open.sort((a, b) => a.due - b.due)[0];
}

export function urgencyOf(order: Order, now: Instant): Urgency {
  const clock = nextClock(order.clocks);
  if (clock && left(clock, now) < 0) return { is: 'overdue', clock };
  const { created, instructed } = order.milestones;
  if (order.stage === 'new') return { is: 'not_dispatched', since: created ? middle(created) : now };
  if (order.stage === 'dispatched' && !order.told && instructed && now - middle(instructed) > UNHEARD_MS) {
    return { is: 'not_taken', since: middle(instructed), clock };
  }
  if (!clock) return { is: 'no_clock' };
  const presses = left(clock, now) <= SOON_MS && !clock.paused?.stands_still;
  return presses ? { is: 'soon', clock } : { is: 'in_time', clock };
}

export function sectionOf(urgency: Urgency): Section {
  switch (urgency.is) {
    case 'overdue':
    case 'not_dispatched':
    case 'not_taken':
      return 'act';
    case 'soon':
      return 'soon';
    default:
      return 'running';
  }
}

/** Open orders by section; in each the one that ends first on top, the longest waiting before that. */
export function bySection(orders: readonly Order[], now: Instant): Record<Section, Ranked[]> {
  const sections: Record<Section, Ranked[]> = { act: [], soon: [], running: [] };
  for (const order of orders) {
    if (order.stage === 'closed') continue;
    const urgency = urgencyOf(order, now);
    sections[sectionOf(urgency)].push({ order, urgency });
  }
  for (const list of Object.values(sections)) list.sort((a, b) => key(a.urgency) - key(b.urgency));
  return sections;
}

// An instant to sort by: the end of the clock, or since when somebody waits. No clock: after everything.
function key(urgency: Urgency): number {
  switch (urgency.is) {
    case 'not_dispatched':
    case 'not_taken':
      return urgency.since;
    case 'no_clock':
      return Number.MAX_SAFE_INTEGER;
    default:
      return urgency.clock.due;
  }
}

/** Clocks that ended and did not end well: facts to know, and doubts for a person to settle. */
export function settledBadly(clocks: readonly Clock[]): Clock[] {
  return clocks.filter((clock) => clock.verdict === 'missed' || clock.verdict === 'indeterminate');
}

/** A supervisor has to decide on a pause (REPAIR-WINDOW, 3.3.3). */
export function pauseWaits(order: Order): boolean {
  return order.pauses.some((pause) => pause.standing === 'waiting');
}

/** Somebody can fall in, and nothing stands around it (COVER-SAFE, 3.2.4). */
export function isOpenDanger(cover: UnsafeCover): boolean {
  return cover.danger && !cover.safe_at;
}

/** Open dangers first, then dangers that are fenced, then defects without a limit; in each by the clock that ends first. */
export function coversByUrgency(covers: readonly UnsafeCover[]): UnsafeCover[] {
  const rank = (cover: UnsafeCover) => (isOpenDanger(cover) ? 0 : cover.danger ? 1 : 2);
  const due = (cover: UnsafeCover) => nextClock(cover.clocks)?.due ?? Number.MAX_SAFE_INTEGER;
  return [...covers].sort((a, b) => rank(a) - rank(b) || due(a) - due(b) || a.since[0] - b.since[0]);
}
