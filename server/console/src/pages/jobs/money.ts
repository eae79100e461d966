import { lang, t } from '$/i18n/texts.svelte';

const FEN_PER_YUAN = 100;

/** 1,234.50 yuan, from fen. */
export function yuan(fen: number): string {
  const n = new Intl.NumberFormat(lang(), { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return t('unit.yuan', { n: n.format(fen / FEN_PER_YUAN) });
}

/** Fen from what somebody typed in yuan, with at most two decimals; `undefined`: it is no sum. */
export function readYuan(text: string): number | undefined {
  const match = /^(\d{1,10})(?:[.](\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  return Number(match[1]) * FEN_PER_YUAN + Number((match[2] ?? '').padEnd(2, '0'));
}
