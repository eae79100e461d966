import type { Instant, Order } from '$/api/types';
import { middle } from '$/i18n/dates';
import { bySection, SECTIONS } from '$/pages/now/urgency';

/** Open orders as the board has them, closed ones newest first. */
export function arranged(orders: readonly Order[], shelf: 'open' | 'closed', now: Instant): Order[] {
  if (shelf === 'open') {
    const sections = bySection(orders, now);
    return SECTIONS.flatMap((name) => sections[name].map(({ order }) => order));
  }
  const newest = (order: Order) => {
    const time = order.milestones.closed ?? order.milestones.created;
    return time ? middle(time) : 0;
  };
  return [...orders].sort((a, b) => newest(b) - newest(a));
}

/** Orders that hold every word of what was typed, anywhere a dispatcher would look. */
export function matching(orders: readonly Order[], sought: string): readonly Order[] {
  const wanted = sought.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return orders;
  return orders.filter((order) => {
    const text = [order.id, order.address, order.summary, order.caller, order.crew, order.area]
      .join(' ')
      .toLowerCase();
    return wanted.every((part) => text.includes(part));
  });
}

/** Letters or characters in a row that two addresses must share to be called alike. */
const ALIKE_CHARS = 4;

/** Open orders at an address like this one: the same leak is often told twice. */
export function alike(orders: readonly Order[], address: string): Order[] {
  const parts = pieces(address);
  if (parts.length === 0) return [];
  return orders.filter(
    (order) => order.stage !== 'closed' && parts.some((part) => order.address.includes(part)),
  );
}

function pieces(address: string): string[] {
  const text = address.trim();
  const last = text.length - ALIKE_CHARS;
  return Array.from({ length: Math.max(0, last + 1) }, (_, at) => text.slice(at, at + ALIKE_CHARS)).filter(
    (part) => !/\s/.test(part),
  );
}
