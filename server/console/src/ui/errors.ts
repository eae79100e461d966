import type { ApiError } from '$/api/client';
import { has, t, word } from '$/i18n/texts.svelte';

/** An error as people read it: the text of its code, else what the server said. */
export function errorWords(error: ApiError): string {
  const key = `error.${error.code}`;
  if (!has(key)) return t('error_unknown', { code: error.code, reason: error.reason });
  const words = t(key, { field: error.field ?? '', reason: error.reason });
  const detail = detailOf(error);
  return detail ? t('error_detail', { words, detail }) : words;
}

/** Where the words are for what something lacks before it can be closed. */
const MISSING_IN: Record<string, string> = {
  'order.cannot_close': 'close',
  'job.cannot_close': 'job_missing',
};

// What cannot close names what is missing; a file names its columns; other fields speak for themselves.
function detailOf({ code, field }: ApiError): string {
  if (!field) return '';
  const family = MISSING_IN[code];
  if (family) {
    const missing = field.split(',').map((name) => word(family, name));
    return missing.join(t('list.comma'));
  }
  return code.startsWith('import.') ? field : '';
}
