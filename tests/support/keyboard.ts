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

export const buttonOf = (root: Page | Locator, name: string | RegExp) =>
  root.getByRole('button', { name }).first();
export const pressButton = (page: Page, name: string | RegExp) => pressKeyOn(page, buttonOf(page, name));

/** One stop of the Tab key leads to the tabs; the arrows choose. */
export async function openTab(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, page.getByRole('tab', { selected: true }));
  const target = page.getByRole('tab', { name });
  for (let step = 0; step < 6; step += 1) {
    if ((await target.getAttribute('aria-selected')) === 'true') return;
    await page.keyboard.press('ArrowRight');
  }
  throw new Error(`the arrows do not lead to ${name}`);
}

/** Opens what can be done with somebody or something, and chooses from that list. */
export async function choose(page: Page, menu: string, act: string | RegExp): Promise<void> {
  await pressButton(page, menu);
  await pressKeyOn(page, buttonOf(page.getByRole('list', { name: menu }), act));
}
