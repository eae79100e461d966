import type { Escalation } from '$/api/types';
import { volume } from '$/i18n/numbers';
import { t, word } from '$/i18n/texts.svelte';

/** What was estimated and how; a customer's own reading has no method. */
export function estimateWords({ consumption, method }: Escalation): string {
  if (consumption === undefined) return t('escalations.customer_read');
  const parts = { volume: volume(consumption) };
  return method
    ? t('escalations.estimate', { ...parts, method: word('estimate_method', method) })
    : t('escalations.amount', parts);
}
