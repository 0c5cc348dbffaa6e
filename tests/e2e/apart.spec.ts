import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openBrowserContext } from '../support/browser.ts';
import { Factories } from '../support/factories.ts';
import { type MixedSession, makeMixedSession } from '../support/mixed-session.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let browser: Browser;
let mixed: MixedSession;

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 20 } });
  mixed = await makeMixedSession(new Factories(app), app);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function open(path: string): Promise<Page> {
  const cookie = mixed.organiser.client.cookieHeader;
  const context = await openBrowserContext(browser, { url: app.url, cookie });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

/** A figure and what is said under it, by its term. */
const factOf = async (page: Page, term: string): Promise<string> =>
  page
    .locator('dl > div', { has: page.locator('dt', { hasText: new RegExp(`^${term}$`, 'u') }) })
    .locator('dd')
    .innerText();

const lines = (text: string): string[] => text.split('\n').filter(Boolean);

describe('the results of a series', () => {
  it('tell those in a hall, elsewhere and confirmed by staff apart, and count as the rule does', async () => {
    const page = await open(`/series/${mixed.series.seriesId}/attendance`);
    await page.getByText('Xem bảng số liệu').click();
    const cells = await page.locator('details tbody tr').first().locator('td').allInnerTexts();
    // Passed, by staff, in a hall, elsewhere, short, absent: ten in all.
    expect(cells).toEqual(['1. Chuyên đề 1', '1', '1', '2', '1', '1', '4']);
    const summary = await page.getByText('4 lượt đạt trên tổng số 10 lượt').innerText();
    expect(summary).toContain('Xem ở kênh khác (không tính là đạt): 1');

    expect(lines(await factOf(page, 'Tham dự ít nhất 1 chuyên đề'))).toEqual([
      '6',
      'tự tham dự 2 · tại hội trường 2 · ở kênh khác 1 · xác nhận thủ công 1',
    ]);
    expect(await factOf(page, 'Đạt ít nhất 1 chuyên đề')).toBe('4');
  });

  it('begin on the first page of paper, with the numbers of the figure opened', async () => {
    const page = await open(`/series/${mixed.series.seriesId}/attendance`);
    await page.getByText('Xem bảng số liệu').click();
    await page.emulateMedia({ media: 'print' });
    const looks = await page.locator('figure').evaluate((figure) => ({
      breakInside: getComputedStyle(figure).breakInside,
      head: getComputedStyle(figure.querySelector('thead th') as Element).position,
    }));
    expect(looks).toEqual({ breakInside: 'auto', head: 'static' });
  });
});

describe('a session that is over', () => {
  it('counts each way for itself, and who waits for a hall to be confirmed', async () => {
    const page = await open(`/sessions/${mixed.sessionId}/attendance`);
    const facts = page.locator('dl').first().locator('> div');
    await page.getByText('Tự tham dự').first().waitFor();
    expect((await facts.allInnerTexts()).slice(0, 5).map(lines)).toEqual([
      ['Tự tham dự', '2', 'trên 10 học viên'],
      ['Học tại hội trường', '2'],
      ['Xem ở kênh khác', '1'],
      ['Xác nhận thủ công', '1'],
      ['Vắng', '4', 'gồm 1 người ở hội trường chờ công nhận'],
    ]);
    const groups = page.getByRole('table', { name: 'Theo nhóm học viên' }).locator('tbody tr').first();
    expect((await groups.locator('td').allInnerTexts()).slice(0, 5)).toEqual(['2', '2', '1', '1', '10']);
    await page.getByLabel('Hiện', { exact: true }).selectOption('elsewhere');
    await page.getByRole('row', { name: 'Vũ Thị Giang' }).getByText('Xem ở kênh khác').waitFor();
  });
});
