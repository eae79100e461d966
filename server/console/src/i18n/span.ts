import { lang, t, type Lang } from './texts.svelte';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

type Unit = 'day' | 'hour' | 'minute';

/** A length of time as people say it: “23 分钟”, "3 hours 5 minutes", "2 days 4 hours". The sign is left to the sentence. */
export function spanWords(ms: number): string {
  const length = Math.abs(ms);
  if (length < MINUTE) return t('length.moment');
  if (length < HOUR) return units(['minute', Math.floor(length / MINUTE)]);
  if (length < DAY) {
    const minutes = Math.floor(length / MINUTE);
    return units(['hour', Math.floor(minutes / 60)], ['minute', minutes % 60]);
  }
  const hours = Math.floor(length / HOUR);
  return units(['day', Math.floor(hours / 24)], ['hour', hours % 24]);
}

function units(...parts: [Unit, number][]): string {
  return parts
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => unitWords(lang(), unit, count))
    .join(' ');
}

const formats = new Map<string, Intl.NumberFormat>();

function unitWords(language: Lang, unit: Unit, count: number): string {
  const key = `${language} ${unit}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
    formats.set(key, format);
  }
  // Chinese typography sets a thin gap between a number and a character; Intl sets none.
  return format.format(count).replace(/(\d)(\p{Script=Han})/u, '$1 $2');
}
