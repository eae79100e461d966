import { afterEach, expect, it } from 'vitest';
import { speak } from '$/i18n/texts.svelte';
import { fenOf, proposedWords, yuanWords } from './amounts';

afterEach(() => speak('zh'));

it('says fen in yuan, and a reward with its plus', () => {
  expect(yuanWords(100_000)).toBe('1,000 元');
  expect(yuanWords(-20_050)).toBe('-200.50 元');
  expect(yuanWords(5_000, true)).toBe('+50 元');
});

it('says what a clause allows', () => {
  const range = { least: 10_000, most: 100_000 };
  expect(proposedWords({ department: range })).toEqual(['部门 100 元 至 1,000 元']);
  expect(proposedWords({ person: { least: 2_000, most: 2_000 } })).toEqual(['个人 20 元']);
  expect(proposedWords({})).toEqual([]);
});

it('reads an amount in yuan to the fen, and nothing else', () => {
  expect(fenOf('200')).toBe(20_000);
  expect(fenOf(' 0.29 ')).toBe(29);
  for (const wrong of ['', '-1', '1.234', '1e3', '一百']) expect(fenOf(wrong)).toBeUndefined();
});
