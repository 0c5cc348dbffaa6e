import type { Page } from 'playwright-core';
import { readStats } from './room-pages.ts';

declare global {
  interface Window {
    /** What the page said about its line, in order, each once in a row. */
    saidOfLine?: string[];
  }
}

/** Notes from now on what a page says about its connection and its media. */
export async function watchLine(page: Page): Promise<void> {
  await page.evaluate(() => {
    const said: string[] = [];
    window.saidOfLine = said;
    const look = (): void => {
      for (const place of document.querySelectorAll('[data-testid="connection"], [data-mending]')) {
        const text = place.textContent?.trim();
        if (text && said.at(-1) !== text) said.push(text);
      }
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
}

export function readLine(page: Page): Promise<string[]> {
  return page.evaluate(() => window.saidOfLine ?? []);
}

/**
 * Looks for so long whether media arrive, and answers with the longest time in which none did: an interruption as its learner lives
 * through it, whatever mended it.
 */
export async function longestSilenceMs(page: Page, lookForMs: number): Promise<number> {
  const startedAtMs = performance.now();
  let lastMs = startedAtMs;
  let longestMs = 0;
  let last = await readStats(page);
  while (performance.now() - startedAtMs < lookForMs) {
    const now = await readStats(page);
    // Fewer than before: they come over a new transport, which counts from nothing.
    if (now.bytesReceived !== last.bytesReceived && now.bytesReceived > 0) lastMs = performance.now();
    longestMs = Math.max(longestMs, performance.now() - lastMs);
    last = now;
  }
  return longestMs;
}
