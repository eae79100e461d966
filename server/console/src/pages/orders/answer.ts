import type { Instant, Milestone, Order } from '$/api/types';
import { middle, shortTime } from '$/i18n/dates';
import { t } from '$/i18n/texts.svelte';

// The newest of these says how far the work is.
const TOLD: Milestone[] = [
  'closed',
  'surface_restored',
  'water_restored',
  'repaired',
  'water_stopped',
  'arrived',
  'travelling',
  'acknowledged',
  'instructed',
];

/** What a caller can be told now, before the crew has reported the result: facts that are known, never a promise. */
export function answerLines(order: Order, now: Instant): string[] {
  const lines: string[] = [];
  const newest = TOLD.find((milestone) => order.milestones[milestone]);
  const time = newest && order.milestones[newest];
  if (newest && time) lines.push(t(`answer.${newest}`, { time: shortTime(middle(time), now) }));
  else lines.push(t('answer.created'));
  const water = order.outage && !order.milestones.water_restored;
  if (water && order.outage) {
    lines.push(t('answer.water_back', { time: shortTime(order.outage.restore_at, now) }));
  }
  return lines;
}
