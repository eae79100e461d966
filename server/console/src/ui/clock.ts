import type { Clock, Instant } from '$/api/types';
import { middle } from '$/i18n/dates';
import { spanWords } from '$/i18n/span';
import { has, t, word } from '$/i18n/texts.svelte';
import { SOON_MS, left } from '$/pages/now/urgency';
import type { Tone } from './tone';

/** What a clock says in words, and how much it wants to be seen. */
export function tell(clock: Clock, now: Instant): { tone: Tone; words: string } {
  const name = word('deadline', clock.kind);
  switch (clock.verdict) {
    case 'open':
      return tellOpen(clock, now, name);
    case 'met':
      return { tone: 'fine', words: t('clock.met', { clock: name }) };
    case 'missed':
      return { tone: 'late', words: t('clock.missed', { clock: name, span: spanWords(lateBy(clock, now)) }) };
    case 'indeterminate':
      return { tone: 'doubt', words: t(`clock.indeterminate.${doubtOf(clock)}`, { clock: name }) };
  }
}

/** Why a clock cannot be judged: nothing proves what was done in time, or the time itself is in doubt. */
export function doubtOf({ done, due }: Clock): 'unproven' | 'time' {
  return done && done[0] + done[1] <= due ? 'unproven' : 'time';
}

// Not done as far as anybody has heard. Past its limit it is overdue, not missed: the fact may still sit on a phone.
function tellOpen(clock: Clock, now: Instant, name: string): { tone: Tone; words: string } {
  const rest = left(clock, now);
  const span = spanWords(rest);
  if (rest < 0) return { tone: 'late', words: t('clock.overdue', { clock: name, span }) };
  if (clock.paused?.stands_still)
    return { tone: 'quiet', words: t('clock.stands_still', { clock: name, span }) };
  const own = `clock.left.${clock.kind}`;
  const words = has(own) ? t(own, { span }) : t('clock.left_of', { clock: name, span });
  return { tone: rest <= SOON_MS ? 'soon' : 'quiet', words };
}

function lateBy(clock: Clock, now: Instant): number {
  return (clock.done ? middle(clock.done) : now) - clock.due;
}
