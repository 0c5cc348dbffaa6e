import type { Page } from 'playwright-core';

/** What a page's live regions gave out, in order, since it was opened with `listenToRegions` as its script. */
export async function readAnnounced(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as { announced?: string[] }).announced ?? []);
}

/**
 * Gathers what a screen reader would say by itself: text that comes into a live region, or a region that comes with its text.
 * Runs in each page before anything of its own.
 */
export function listenToRegions(): void {
  const announced: string[] = [];
  Object.assign(window, { announced });
  const regions = '[role=status], [role=alert], [role=log], [role=timer], [aria-live]';
  const politeness: Record<string, string> = { status: 'polite', alert: 'assertive', log: 'polite' };

  const isSaid = (region: Element): boolean => {
    const live = region.getAttribute('aria-live') ?? politeness[region.getAttribute('role') ?? ''] ?? 'off';
    return live !== 'off' && region.getClientRects().length > 0;
  };

  new MutationObserver((mutations) => {
    const said = new Map<Element, string[]>();
    const hear = (region: Element | null | undefined, text: string | null) => {
      const words = text?.replace(/\s+/gu, ' ').trim();
      if (!region || !words || !isSaid(region)) return;
      const texts = said.get(region) ?? [];
      if (!texts.includes(words)) texts.push(words);
      said.set(region, texts);
    };
    for (const { type, target, addedNodes } of mutations) {
      if (type === 'characterData') hear(target.parentElement?.closest(regions), target.textContent);
      for (const node of addedNodes) {
        if (!node.isConnected) continue;
        const around = target instanceof Element ? target.closest(regions) : null;
        if (around) hear(around, node.textContent);
        else if (node instanceof Element) {
          for (const region of [node, ...node.querySelectorAll('*')]) {
            if (region.matches(regions)) hear(region, region.textContent);
          }
        }
      }
    }
    for (const texts of said.values()) announced.push(texts.join(' '));
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
