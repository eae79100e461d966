import { afterEach, describe, expect, it } from 'vitest';
import type { Job } from '$/api/types';
import { speak } from '$/i18n/texts.svelte';
import { readHouseholds } from './households';
import { readYuan, yuan } from './money';
import { arranged, matching } from './search';

const job = (id: string, due?: number, verdict: 'open' | 'met' = 'open'): Job => ({
  id,
  kind: 'connection',
  applicant: `applicant of ${id}`,
  phone: '',
  address: 'River Street 3',
  area: 'N',
  department: 'D',
  stage: 'accepted',
  milestones: {},
  households: [],
  proven: 0,
  missing: [],
  unexpected: 0,
  ...(due === undefined
    ? {}
    : {
        limit: {
          day: '2026-02-24',
          missing_notices: [],
          clock: { kind: 'connect', clause: '3.4.1', due, verdict, remaining_ms: 0 },
        },
      }),
});

afterEach(() => speak('zh'));

describe('the list', () => {
  it('has the nearest limit that runs first', () => {
    const jobs = [job('a'), job('b', 9), job('c', 1, 'met'), job('d', 5)];
    expect(arranged(jobs).map(({ id }) => id)).toEqual(['d', 'b', 'a', 'c']);
  });

  it('is searched by every word', () => {
    expect(matching([job('a'), job('b')], 'river OF b').map(({ id }) => id)).toEqual(['b']);
  });
});

describe('households', () => {
  it('are read line by line, in either comma', () => {
    expect(readHouseholds('101, 1 单元 101，王芳\n\n102\t1 单元 102')).toEqual([
      { id: '101', address: '1 单元 101', customer: '王芳' },
      { id: '102', address: '1 单元 102', customer: '' },
    ]);
    expect(readHouseholds('101')).toBeUndefined();
    expect(readHouseholds('')).toEqual([]);
  });
});

describe('sums', () => {
  it('are typed in yuan and kept in fen', () => {
    expect(['79999', '79999.9', '0.05', '1.005', '-1', 'x'].map(readYuan)).toEqual([
      7_999_900,
      7_999_990,
      5,
      undefined,
      undefined,
      undefined,
    ]);
    expect(yuan(50)).toBe('0.50 元');
    speak('en');
    expect(yuan(500_000)).toBe('5,000.00 yuan');
  });
});
