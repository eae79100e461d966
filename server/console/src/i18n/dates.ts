import { lang, t } from './texts.svelte';
import { HOUR, MINUTE, spanWords } from './span';
import type { Instant, Interval } from '$/api/types';

/** The utility's place on the clock: every date on the page is its date, wherever the browser stands. */
export const ZONE = 'Asia/Shanghai';
/** Beyond this doubt a time is shown with its bound; within it people need not know (`TimeQuality::VERIFIED_WITHIN`). */
const VERIFIED_WITHIN = MINUTE;
/** Beyond this doubt a time is called unverified (`TimeQuality::DERIVED_WITHIN`). */
const DERIVED_WITHIN = 12 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

function show(at: Instant, name: string, options: Intl.DateTimeFormatOptions): string {
  const locale = lang() === 'zh' ? 'zh-CN' : 'en-GB';
  const key = `${locale} ${name}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { timeZone: ZONE, hourCycle: 'h23', ...options });
    formats.set(key, format);
  }
  return format.format(new Date(at));
}

/** 14:02 */
export function clockTime(at: Instant): string {
  return show(at, 'time', { hour: '2-digit', minute: '2-digit' });
}

/** 11月23日 14:02 / 23 Nov 2026, 14:02 */
export function fullTime(at: Instant): string {
  return show(at, 'full', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** The time alone on the same day, else with its day, else with its year. */
export function shortTime(at: Instant, now: Instant): string {
  if (isoDay(at) === isoDay(now)) return clockTime(at);
  if (isoDay(at).slice(0, 4) !== isoDay(now).slice(0, 4)) return fullTime(at);
  return show(at, 'short', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}

/** 2026-11-23: the local day, as the API writes it. */
export function isoDay(at: Instant): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date(at));
  return parts.slice(0, 10);
}

/** 2026年11月 / November 2026, from the API's `2026-11`. */
export function monthWords(period: string): string {
  const at = Date.parse(`${period}-15T00:00:00Z`);
  return Number.isNaN(at) ? period : show(at, 'month', { year: 'numeric', month: 'long' });
}

/** 11月28日 / 28 Nov, from the API's `2026-11-28`. */
export function dayWords(day: string): string {
  // Noon at the utility's place: the same day, whatever the zone of this machine.
  const at = Date.parse(`${day}T12:00:00+08:00`);
  return Number.isNaN(at) ? day : show(at, 'day', { month: 'short', day: 'numeric' });
}

/** The instant to show and to sort by. */
export function middle(time: Interval | Instant): Instant {
  return typeof time === 'number' ? time : time[0] + time[1] / 2;
}

/** What to say about a time's doubt; empty where it is known to the minute. */
export function doubtWords(time: Interval | Instant): string {
  const width = typeof time === 'number' ? 0 : time[1];
  if (width <= VERIFIED_WITHIN) return '';
  if (width <= DERIVED_WITHIN) return t('time.plus_minus', { span: spanWords(width / 2) });
  return t('time.unverified');
}
