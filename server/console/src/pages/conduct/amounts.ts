import type { Proposed, Range } from '$/api/types';
import { lang, t } from '$/i18n/texts.svelte';

const FEN_PER_YUAN = 100;

/** 1,000.50 元, from fen; a reward with its plus. */
export function yuanWords(fen: number, signed = false): string {
  const format = new Intl.NumberFormat(lang(), {
    minimumFractionDigits: fen % FEN_PER_YUAN === 0 ? 0 : 2,
    signDisplay: signed ? 'exceptZero' : 'auto',
  });
  return t('unit.yuan', { n: format.format(fen / FEN_PER_YUAN) });
}

/** A fixed amount, or from the least to the most. */
export function rangeWords({ least, most }: Range): string {
  if (least === most) return yuanWords(least);
  return t('conduct.range', { least: yuanWords(least), most: yuanWords(most) });
}

/** What is proposed of the person and of the department; empty where the clause names no amount. */
export function proposedWords({ person, department }: Proposed): string[] {
  return [
    ...(person ? [t('conduct.of_person', { amount: rangeWords(person) })] : []),
    ...(department ? [t('conduct.of_department', { amount: rangeWords(department) })] : []),
  ];
}

/** Fen from what somebody typed in yuan; nothing where it is no amount. */
export function fenOf(typed: string): number | undefined {
  const text = typed.trim();
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(text)) return undefined;
  return Math.round(Number(text) * FEN_PER_YUAN);
}
