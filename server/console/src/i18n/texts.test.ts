import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { fill, speak, t, word } from './texts.svelte';

const SRC = fileURLToPath(new URL('..', import.meta.url));
const TEXTS = fileURLToPath(new URL('../../../../texts', import.meta.url));
const LANGS = ['zh', 'en'] as const;

type Texts = Record<string, string>;
const read = (lang: string, part: string) =>
  JSON.parse(readFileSync(join(TEXTS, lang, `${part}.json`), 'utf8')) as Texts;
const own = { zh: read('zh', 'console'), en: read('en', 'console') };
const all = Object.assign({}, ...['core', 'server', 'console'].map((part) => read('zh', part))) as Texts;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(svelte|ts)$/.test(entry.name) && !entry.name.endsWith('.test.ts')
      ? [readFileSync(path, 'utf8')]
      : [];
  });
}

const source = sources(SRC).join('\n');
const used = [...source.matchAll(/\bt\(\s*'([^']+)'/g)].flatMap(([, key]) => key ?? []);
/** Keys that are put together: `board.${name}` may be any that starts and ends so. */
const families = [...source.matchAll(/(?:\b(?:t|has)\(|key =)\s*`([^`]+)`/g)].flatMap(([, key]) =>
  key?.includes('.') ? key : [],
);
const patterns = families.map(
  (key) => new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '[\\w.]+')}$`),
);

describe('the texts', () => {
  it('are the same in both languages, with the same places to fill', () => {
    expect(Object.keys(own.zh)).toEqual(Object.keys(own.en));
    const places = (text = '') => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    for (const key of Object.keys(own.zh)) expect(places(own.zh[key]), key).toEqual(places(own.en[key]));
  });

  it('do not say again what the core or the server says', () => {
    const others = { ...read('zh', 'core'), ...read('zh', 'server') };
    expect(Object.keys(own.zh).filter((key) => key in others)).toEqual([]);
  });

  it('have every key that the source uses', () => {
    expect(used.length).toBeGreaterThan(150);
    expect(used.filter((key) => !(key in all))).toEqual([]);
  });

  it('have at least one key for every family that the source puts together', () => {
    const empty = patterns.filter((pattern) => !Object.keys(all).some((key) => pattern.test(key)));
    expect(empty).toEqual([]);
  });

  it('have no key that nothing uses', () => {
    const words = [...source.matchAll(/\bword\('(\w+)'/g)].map(([, family]) => `${family}.`);
    const quoted = (key: string) => source.includes(`'${key}'`);
    const unused = Object.keys(own.zh).filter(
      (key) =>
        !used.includes(key) &&
        !quoted(key) &&
        !patterns.some((pattern) => pattern.test(key)) &&
        !words.some((family) => key.startsWith(family)),
    );
    expect(unused).toEqual([]);
  });

  it('are Chinese where they should be, with Chinese punctuation', () => {
    for (const [key, text] of Object.entries(own.zh)) {
      if (/\p{Script=Han}/u.test(text)) expect(text, key).not.toMatch(/\p{Script=Han}[,;:?()]/u);
    }
  });
});

describe('a text', () => {
  afterEach(() => speak('zh'));

  it('fills its places and leaves unknown ones to be seen', () => {
    expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}');
  });

  it('shows a missing key and an unknown code as they are', () => {
    expect(t('no.such.key')).toBe('no.such.key');
    expect(word('stage', 'on_fire')).toBe('on_fire');
  });

  it('follows the switch of the language', () => {
    expect(t('nav.now')).toBe('现场');
    speak('en');
    expect(t('nav.now')).toBe('Now');
  });

  it.each(LANGS)('has a word for every error that the page makes itself (%s)', (lang) => {
    speak(lang);
    for (const code of ['net.unreachable', 'net.unexpected'])
      expect(t(`error.${code}`)).not.toBe(`error.${code}`);
  });
});
