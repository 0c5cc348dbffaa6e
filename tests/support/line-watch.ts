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

/** How long until more media arrive than have so far: counted from the call. */
export async function untilMediaArrive(page: Page, timeoutMs = 60_000): Promise<number> {
  const startedAtMs = performance.now();
  const before = await readStats(page);
  let last = before.bytesReceived;
  for (;;) {
    const { bytesReceived } = await readStats(page);
    // A new transport counts from nothing.
    if (bytesReceived > last || (bytesReceived > 0 && bytesReceived < before.bytesReceived)) break;
    last = bytesReceived;
    if (performance.now() - startedAtMs > timeoutMs) throw new Error('no media arrive');
    await new Promise((resolve) => setImmediate(resolve));
  }
  return performance.now() - startedAtMs;
}
