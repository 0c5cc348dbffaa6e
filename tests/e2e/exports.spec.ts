import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults, findOverflow } from '../support/axe.ts';
import { launchBrowser, type OpenOptions, openBrowserContext, watchForErrors } from '../support/browser.ts';
import { Factories } from '../support/factories.ts';
import { makeRecordedSeries, type RecordedSeries } from '../support/recorded-series.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { unzip } from '../support/unzip.ts';

let app: TestApp;
let browser: Browser;
let recorded: RecordedSeries;
let topicId: string;
const errors: string[][] = [];
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 20 } });
  browser = await launchBrowser();
  recorded = await makeRecordedSeries(new Factories(app), app);
  topicId = recorded.series.topicIds[0] ?? '';
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await app?.close();
  // Until the first byte of a download is made, there is no progress of it to be told.
  expect(errors.flat().filter((error) => !error.includes('404'))).toEqual([]);
});

async function open(path: string, options: Omit<OpenOptions, 'url' | 'cookie'> = {}): Promise<Page> {
  const cookie = recorded.organiser.client.cookieHeader;
  const context = await openBrowserContext(browser, { url: app.url, cookie, ...options });
  contexts.push(context);
  const page = await context.newPage();
  errors.push(watchForErrors(page));
  await page.goto(`/series/${recorded.series.seriesId}${path}`);
  return page;
}

async function download(page: Page, name: string): Promise<Buffer> {
  const begun = page.waitForEvent('download');
  await page.getByRole('link', { name: `Tải về: ${name}` }).click();
  return readFile(await (await begun).path());
}

async function expectInOrder(page: Page): Promise<void> {
  expect(await findOverflow(page)).toBe(0);
  expect(await findFaults(page)).toEqual([]);
}

describe('exports', () => {
  it('of a topic are found from its results, and all of them are of that topic', async () => {
    const page = await open(`/attendance/topics/${topicId}`);
    await page.getByRole('link', { name: 'Xuất dữ liệu' }).last().click();
    const choice = page.getByLabel('Xuất dữ liệu của');
    await choice.waitFor();
    expect(await choice.inputValue()).toBe(topicId);
    await page.getByText('Riêng chuyên đề này:').waitFor();
    await expectInOrder(page);

    const list = JSON.parse((await download(page, 'JSON')).toString());
    expect(list.scope.topicId).toBe(topicId);
    expect(list.topics.map((topic: { topicId: string }) => topic.topicId)).toEqual([topicId]);
    for (const form of ['Excel (XLSX)', 'Bản in (PDF)', 'CSV'])
      expect((await download(page, form)).length, form).toBeGreaterThan(100);
    const pack = unzip(await download(page, 'Hồ sơ (ZIP)'));
    expect(JSON.parse(pack.get('manifest.json') ?? '').scope).toMatchObject({ topicId, sessionId: null });
  }, 60_000);

  it('of the whole series are one choice away, and the choice stays in the address', async () => {
    const page = await open(`/exports?topicId=${topicId}`);
    await page.getByLabel('Xuất dữ liệu của').selectOption('');
    await page.getByText('Cả chương trình: mỗi học viên một dòng').waitFor();
    expect(new URL(page.url()).search).toBe('');
    const list = JSON.parse((await download(page, 'JSON')).toString());
    expect(list.scope.topicId).toBe(null);
    await page.getByLabel('Xuất dữ liệu của').selectOption(topicId);
    await page.getByText('Riêng chuyên đề này:').waitFor();
    expect(new URL(page.url()).searchParams.get('topicId')).toBe(topicId);
  }, 60_000);

  it('of a learner are found from their page, and hold nobody else; there is no pack of one', async () => {
    const { hoa } = recorded;
    const page = await open(`/attendance/people/${hoa.personId}`);
    await page.getByRole('link', { name: 'Xuất dữ liệu' }).last().click();
    await page.getByText('Riêng học viên này:').waitFor();
    const choice = page.getByLabel('Xuất dữ liệu của');
    await expect.poll(() => choice.locator('option:checked').innerText()).toBe(hoa.name);
    expect(await page.getByRole('heading', { name: 'Hồ sơ minh chứng' }).count()).toBe(0);
    const list = JSON.parse((await download(page, 'JSON')).toString());
    expect(list.learners.map(({ personId }: { personId: string }) => personId)).toEqual([hoa.personId]);
  }, 60_000);

  it.each(['light', 'dark'] as const)(
    'fit a phone, in English too (%s)',
    async (colorScheme) => {
      const viewport = { width: 360, height: 640 };
      const page = await open(`/exports?topicId=${topicId}`, { viewport, colorScheme });
      await page.getByLabel('Xuất dữ liệu của').waitFor();
      await expectInOrder(page);
      await page.getByRole('button', { name: 'Hiển thị' }).click();
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByLabel('Exports of').waitFor();
      await expectInOrder(page);
    },
    60_000,
  );
});
