import { useSyncExternalStore } from 'react';
import { readChoice, storeChoice } from './storage.ts';

/** `auto` follows the device. */
export type ThemeChoice = 'light' | 'dark' | 'auto';

/** `first-paint.js` reads the same key before anything is drawn. */
const storageKey = 'lectern.theme';

const listeners = new Set<() => void>();
let choice: ThemeChoice | undefined;

export function themeChoice(): ThemeChoice {
  if (choice === undefined) {
    const stored = readChoice(storageKey);
    choice = stored === 'light' || stored === 'dark' ? stored : 'auto';
  }
  return choice;
}

export function chooseTheme(next: ThemeChoice): void {
  choice = next;
  storeChoice(storageKey, next === 'auto' ? null : next);

  const page = document.documentElement;
  if (next === 'auto') delete page.dataset.theme;
  else page.dataset.theme = next;
  colourBrowserBar();

  for (const listener of listeners) listener();
}

export function useTheme(): [ThemeChoice, (next: ThemeChoice) => void] {
  return [useSyncExternalStore(subscribe, themeChoice), chooseTheme];
}

/** The two `theme-color` tags follow the device; once a person has chosen, both say the colour of the page. */
export function colourBrowserBar(): void {
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim();
  for (const tag of document.querySelectorAll('meta[name="theme-color"]')) tag.setAttribute('content', paper);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
