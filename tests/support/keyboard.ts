import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const STOPS_MAX = 120;

/** Walks with the Tab key, in the direction in which it lies, until the focus is there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    const way = await target.evaluate((element) => {
      const { activeElement } = document;
      if (element === activeElement) return 'there';
      const isBefore = activeElement && element.compareDocumentPosition(activeElement) & 4;
      return isBefore ? 'Shift+Tab' : 'Tab';
    });
    if (way === 'there') return;
    await page.keyboard.press(way);
  }
  throw new Error(`the Tab key does not lead to ${target}`);
}

/** Reaches it by the Tab key and presses it. */
export async function pressKeyOn(
  page: Page,
  target: Locator,
  key: 'Enter' | 'Space' = 'Enter',
): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Fails when the focus is nowhere: whoever goes by keyboard would begin at the top of the page. */
export async function expectFocus(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName ?? 'BODY'), { timeout: 5_000 })
    .not.toBe('BODY');
}
