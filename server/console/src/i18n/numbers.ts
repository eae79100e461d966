import { lang, t } from './texts.svelte';

const LITRES_PER_CUBIC_METRE = 1000;

export function count(n: number): string {
  return new Intl.NumberFormat(lang()).format(n);
}

/** Whole percent, rounded down: 299 of 300 is not yet everything. */
export function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.floor((part / whole) * 100)}%`;
}

/** 12.5 m³, from litres. */
export function volume(litres: number): string {
  return t('unit.cubic_metres', {
    n: new Intl.NumberFormat(lang(), { maximumFractionDigits: 3 }).format(litres / LITRES_PER_CUBIC_METRE),
  });
}
