import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const css = readFileSync(fileURLToPath(new URL('tokens.css', import.meta.url)), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

function colours(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', hex = '']) => [name, hex]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const TEXT_ON: [text: string, grounds: string[]][] = [
  ['ink', ['ground', 'surface', 'sunken', 'accent-ground']],
  ['ink-quiet', ['ground', 'surface', 'sunken', 'accent-ground']],
  ['accent', ['ground', 'surface', 'sunken', 'accent-ground']],
  ['on-accent', ['accent']],
  ['late', ['surface', 'late-ground']],
  ['soon', ['surface', 'soon-ground']],
  ['fine', ['surface', 'fine-ground']],
  ['doubt', ['surface', 'doubt-ground']],
];

describe.each([
  ['light', colours(light)],
  ['dark', new Map([...colours(light), ...colours(dark)])],
])('%s colours', (_, palette) => {
  const pairs = TEXT_ON.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const));

  it.each(pairs)('%s on %s can be read by tired eyes (7 : 1)', (text, ground) => {
    expect(contrast(palette.get(text) ?? '', palette.get(ground) ?? '')).toBeGreaterThanOrEqual(7);
  });
});
