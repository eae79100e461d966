import type { ApiError } from '$/api/client';
import { has, t } from '$/i18n/texts.svelte';

/** An error as people read it: the text of its code, else what the server said. */
export function errorWords(error: ApiError): string {
  for (const key of [`error.${error.code}`, `refusal.${error.code}`]) {
    if (has(key)) return t(key, { field: error.field ?? '', reason: error.reason });
  }
  return t('error_unknown', { code: error.code, reason: error.reason });
}
