import type { Escalation, Instant, Order, UnsafeCover } from '$/api/types';
import { t, word } from '$/i18n/texts.svelte';
import { isOpenDanger, left } from '$/pages/now/urgency';

/** Something that a dispatcher should hear of when it happens. */
export interface Alarm {
  key: string;
  /** The order to open, if it is about one. */
  order?: string;
  /** In the language of the moment. */
  words: () => string;
}

/** Everything that is alarming now; what was not in the last answer is called out. */
export function alarmsIn(
  orders: readonly Order[],
  covers: readonly UnsafeCover[],
  escalations: readonly Escalation[],
  now: Instant,
): Alarm[] {
  return [
    ...orders.flatMap((order) => overdueIn(order, now)),
    ...covers.filter(isOpenDanger).map(ofCover),
    ...escalations.filter((escalation) => !escalation.decision).map(ofEscalation),
  ];
}

function overdueIn(order: Order, now: Instant): Alarm[] {
  return order.clocks
    .filter((clock) => clock.verdict === 'open' && left(clock, now) < 0)
    .map((clock) => ({
      key: `order ${order.id} ${clock.kind}`,
      order: order.id,
      words: () => t('alarm.order', { clock: word('deadline', clock.kind), address: order.address }),
    }));
}

function ofCover(cover: UnsafeCover): Alarm {
  return {
    key: `cover ${cover.id} ${cover.since[0]}`,
    words: () =>
      t('alarm.cover', {
        condition: word('cover_condition', cover.condition),
        place: cover.place || cover.id,
      }),
  };
}

function ofEscalation(escalation: Escalation): Alarm {
  return {
    key: `escalation ${escalation.point} ${escalation.estimate.join('/')}`,
    words: () => t('alarm.escalation', { customer: escalation.customer, nth: escalation.nth }),
  };
}
