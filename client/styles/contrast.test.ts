import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The values of one theme: the first rule is light, the others change it. */
function tokensOf(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  const entries = [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [
    match[1] ?? '',
    match[2] ?? '',
  ]);
  return Object.fromEntries(entries);
}

const light = tokensOf(':root');
const themes = {
  light,
  dark: { ...light, ...tokensOf(":root[data-theme='dark']") },
  'dark by device': { ...light, ...tokensOf(":root:not([data-theme='light'])") },
};

/** WCAG 2.2, relative luminance of #rrggbb. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first: string, second: string): number {
  const [darker = 0, lighter = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const texts: [string, string][] = [
  ...['ink', 'ink-soft', 'accent-ink', 'danger-ink'].flatMap((ink): [string, string][] => [
    [ink, 'paper'],
    [ink, 'surface'],
    [ink, 'surface-sunken'],
  ]),
  ['success-ink', 'paper'],
  ['success-ink', 'surface'],
  ['warning-ink', 'paper'],
  ['warning-ink', 'surface'],
  ['accent-ink', 'accent-soft'],
  ['danger-ink', 'danger-soft'],
  ['warning-ink', 'warning-soft'],
  ['success-ink', 'success-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
  ['on-live', 'live'],
  ['on-stage', 'stage'],
  ['on-stage-soft', 'stage'],
  ['on-stage', 'stage-raised'],
  ['on-stage-soft', 'stage-raised'],
];

/** What is not text but has to be seen: edges of controls, bars, the focus. */
const shapes: [string, string][] = [
  ['rule-strong', 'paper'],
  ['rule-strong', 'surface'],
  ['accent', 'paper'],
  ['accent', 'surface'],
  ['accent', 'surface-sunken'],
  ['danger', 'surface'],
  ['focus', 'paper'],
  ['focus', 'surface'],
];

describe.each(Object.entries(themes))('in the %s theme', (_name, tokens) => {
  const between = (first: string, second: string) => contrast(tokens[first] ?? '', tokens[second] ?? '');

  it.each(texts)('%s can be read on %s (4.5 : 1)', (ink, ground) => {
    expect(between(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)('%s can be told from %s (3 : 1)', (shape, ground) => {
    expect(between(shape, ground)).toBeGreaterThanOrEqual(3);
  });
});

describe('the dark theme', () => {
  it('is the same whether it was chosen or follows the device', () => {
    expect(themes['dark by device']).toEqual(themes.dark);
  });
});
