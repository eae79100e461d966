import { remembered, remember } from './remembered';

export type Lang = 'zh' | 'en';
export const LANGS: readonly Lang[] = ['zh', 'en'];

type Texts = Record<string, string>;
/** What stands in for a `{name}` of a text. */
export type Params = Record<string, string | number>;

// The words of the core (stages, clocks, checks), of the server (errors) and of this page, one flat file each.
const files = import.meta.glob<Texts>('$texts/*/{core,server,console}.json', {
  eager: true,
  import: 'default',
});

const catalog: Record<Lang, Texts> = { zh: collect('zh'), en: collect('en') };

function collect(lang: Lang): Texts {
  const parts = Object.entries(files).filter(([path]) => path.includes(`/${lang}/`));
  return Object.assign({}, ...parts.map(([, texts]) => texts)) as Texts;
}

function preferred(): Lang {
  const kept = remembered('lang');
  if (kept === 'zh' || kept === 'en') return kept;
  const first = globalThis.navigator?.language ?? 'zh';
  return first.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

let current = $state<Lang>(preferred());

/** The language that the page speaks now. Reading it in a component follows the switch. */
export function lang(): Lang {
  return current;
}

export function speak(next: Lang): void {
  current = next;
  remember('lang', next);
}

/** The text of a key in the page's language; a missing key shows itself, so that it is seen and mended. */
export function t(key: string, params: Params = {}): string {
  return fill(catalog[current][key] ?? key, params);
}

export function has(key: string): boolean {
  return key in catalog[current];
}

/** The word for a code of the API, for example `word('stage', 'on_site')`; a code without a word shows itself. */
export function word(family: string, code: string, params: Params = {}): string {
  const key = `${family}.${code}`;
  return has(key) ? t(key, params) : code;
}

export function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
