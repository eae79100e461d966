import type { Order } from '$/api/types';

export interface Actions {
  dispatch: boolean;
  told: boolean;
  check: boolean;
  close: boolean;
  /** It cannot close yet, because the hotline has no result. */
  waitsForResult: boolean;
}

/** What the office can do with an order now. No order closes before the hotline has the result (REPORT-BACK, 3.3.2). */
export function actionsFor(order: Order): Actions {
  const closed = order.stage === 'closed';
  const reported = order.stage === 'reported' || order.stage === 'checked';
  const started = order.milestones.arrived !== undefined;
  return {
    dispatch: !closed && !reported,
    told: !closed && !reported && !started,
    check: order.stage === 'reported',
    close: reported,
    waitsForResult: !closed && !reported && started,
  };
}
