import { afterEach, describe, expect, it } from 'vitest';
import { clockTime, dayWords, doubtWords, isoDay, monthWords, shortTime } from './dates';
import { percent, volume } from './numbers';
import { DAY, HOUR, MINUTE, spanWords } from './span';
import { speak } from './texts.svelte';

const at = (text: string) => Date.parse(text);

afterEach(() => speak('zh'));

describe('lengths of time', () => {
  it('are said in at most two units', () => {
    expect(spanWords(23 * MINUTE + 59_000)).toBe('23 分钟');
    expect(spanWords(3 * HOUR + 5 * MINUTE)).toBe('3 小时 5 分钟');
    expect(spanWords(2 * HOUR)).toBe('2 小时');
    expect(spanWords(2 * DAY + 4 * HOUR + 30 * MINUTE)).toMatch(/^2 ?天 4 小时$/);
    expect(spanWords(59_999)).toBe('不到 1 分钟');
  });

  it('leave the sign to the sentence', () => {
    expect(spanWords(-12 * MINUTE)).toBe('12 分钟');
  });

  it('know the singular in English', () => {
    speak('en');
    expect(spanWords(HOUR + MINUTE)).toBe('1 hour 1 minute');
    expect(spanWords(2 * HOUR + 23 * MINUTE)).toBe('2 hours 23 minutes');
  });
});

describe('dates', () => {
  const evening = at('2026-11-23T22:40:00+08:00');

  it('are the utility’s, wherever the browser stands', () => {
    expect(clockTime(evening)).toBe('22:40');
    expect(isoDay(at('2026-11-23T23:30:00+08:00'))).toBe('2026-11-23');
    expect(isoDay(at('2026-11-24T00:30:00+08:00'))).toBe('2026-11-24');
    expect(clockTime(at('2026-11-24T00:05:00+08:00'))).toBe('00:05');
  });

  it('name the day and the year only where they differ', () => {
    expect(shortTime(evening - HOUR, evening)).toBe('21:40');
    expect(shortTime(evening - DAY, evening)).toBe('11月22日 22:40');
    expect(shortTime(at('2025-12-31T23:00:00+08:00'), evening)).toContain('2025');
    speak('en');
    expect(shortTime(evening - DAY, evening)).toBe('22 Nov, 22:40');
  });

  it('say months and days as people do', () => {
    expect(monthWords('2026-11')).toBe('2026年11月');
    expect(dayWords('2026-11-01')).toBe('11月1日');
    speak('en');
    expect(monthWords('2026-11')).toBe('November 2026');
    expect(dayWords('2026-11-30')).toBe('30 Nov');
    expect(monthWords('soon')).toBe('soon');
  });

  it('say their doubt once it matters', () => {
    expect(doubtWords([evening, MINUTE])).toBe('');
    expect(doubtWords([evening, 50 * MINUTE])).toBe('（±25 分钟）');
    expect(doubtWords([evening, 13 * HOUR])).toBe('（时间未校验）');
    expect(doubtWords(evening)).toBe('');
  });
});

describe('numbers', () => {
  it('never round up to everything', () => {
    expect(percent(299, 300)).toBe('99%');
    expect(percent(300, 300)).toBe('100%');
    expect(percent(0, 0)).toBe('0%');
  });

  it('show litres as cubic metres', () => {
    expect(volume(12_500)).toBe('12.5 m³');
    expect(volume(-11_000)).toBe('-11 m³');
  });
});
