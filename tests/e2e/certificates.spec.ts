import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults, findOverflow } from '../support/axe.ts';
import { launchBrowser, openBrowserContext, watchForErrors } from '../support/browser.ts';
import { type CertifiedSeries, makeCertifiedSeries } from '../support/certificates.ts';
import { Factories, type TestPerson } from '../support/factories.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let browser: Browser;
let certified: CertifiedSeries;
let organiser: Page;
const errors: string[][] = [];
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 20 } });
  browser = await launchBrowser();
  certified = await makeCertifiedSeries(new Factories(app), app, [
    'Nguyễn Thị Hoà',
    'Y Bhĭu Niê',
    'Đặng Văn An',
  ]);
  organiser = await openAs(certified.organiser);
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await app?.close();
});

async function openAs(person?: TestPerson, viewport = { width: 1280, height: 800 }): Promise<Page> {
  const context = await openBrowserContext(browser, {
    url: app.url,
    viewport,
    ...(person ? { cookie: person.client.cookieHeader } : {}),
  });
  contexts.push(context);
  const page = await context.newPage();
  errors.push(watchForErrors(page));
  return page;
}

const phone = { width: 360, height: 640 };
let code = '';

/** One story, told in order. */
describe('an organiser certifies a series', () => {
  it('by a template that is seen with a name before it is kept', async () => {
    await organiser.goto(`/series/${certified.series.seriesId}/certificates`);
    await organiser.getByRole('link', { name: 'Soạn mẫu giấy' }).click();
    await organiser.getByLabel('Đơn vị cấp 1').fill('SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\nTRUNG TÂM KHUYẾN NÔNG');
    await organiser.getByLabel('Chức vụ').fill('GIÁM ĐỐC');
    await organiser.getByLabel('Họ và tên người ký').fill('Đặng Quý Nhân');
    await organiser.getByLabel('Mẫu số', { exact: true }).fill('{nnnn}');
    await organiser.getByLabel('Mẫu số', { exact: true }).fill('{nnnn}/GCN-OCOP');
    const preview = organiser.getByRole('img', { name: /^Bản xem thử trang 1/u });
    await preview.waitFor({ timeout: 60_000 });
    expect(await findFaults(organiser)).toEqual([]);
    await organiser.getByRole('button', { name: 'Lưu mẫu' }).click();
    await organiser.getByText('Đã lưu mẫu, bản 1.').waitFor();
  }, 90_000);

  it('by issuing to all who qualify, and follows the files in the register', async () => {
    await organiser.goto(`/series/${certified.series.seriesId}/certificates/issue`);
    await organiser.getByText('3 người đủ điều kiện, chưa có giấy').waitFor();
    await organiser.getByText('Chưa đủ chuyên đề').waitFor();
    expect(await findFaults(organiser)).toEqual([]);
    await organiser.getByRole('button', { name: 'Cấp cho cả 3 người đủ điều kiện' }).click();
    await organiser.getByRole('button', { name: 'Cấp giấy', exact: true }).click();
    await organiser.getByText('0001/GCN-OCOP').waitFor();
    await organiser.getByText('đang in tệp').first().waitFor({ state: 'detached', timeout: 60_000 });
    expect(await organiser.getByText('Hợp lệ').count()).toBeGreaterThanOrEqual(3);
    expect(await findFaults(organiser)).toEqual([]);
  }, 90_000);

  it('where a reason is asked for on a sheet that holds all of it', async () => {
    await organiser
      .getByRole('button', { name: /^Thao tác với giấy/u })
      .first()
      .click();
    await organiser.getByRole('button', { name: 'Thu hồi', exact: true }).click();
    const dialog = organiser.getByRole('dialog', { name: /^Thu hồi giấy số/u });
    await dialog.getByRole('button', { name: 'Thu hồi' }).click();
    await dialog.getByText('Hãy ghi lý do; lý do nằm trong sổ cấp.').waitFor();
    // A cell of the register, from which it opens, holds its text on one line.
    const isWithin = await dialog.evaluate((sheet) => {
      const { left, right } = sheet.getBoundingClientRect();
      return [...sheet.querySelectorAll('p, textarea, button')].every((part) => {
        const own = part.getBoundingClientRect();
        return own.left >= left && own.right <= right;
      });
    });
    expect(isWithin).toBe(true);
    await dialog.getByRole('button', { name: 'Huỷ' }).click();
  }, 60_000);

  it('whose lists have on paper a name for each column, and nothing that could be pressed', async () => {
    const heading = (name: string) => organiser.getByRole('columnheader', { name, exact: true });
    await organiser.emulateMedia({ media: 'print' });
    for (const name of ['Họ và tên', 'Tình trạng']) expect(await heading(name).count(), name).toBe(1);
    expect(await heading('Thao tác').count()).toBe(0);
    // Columns that are sorted by a button have their name without it.
    await organiser.goto(`/series/${certified.series.seriesId}/certificates/issue`);
    await heading('Chuyên đề đạt').waitFor();
    for (const name of ['Họ và tên', 'Tình trạng']) expect(await heading(name).count(), name).toBe(1);
    expect(await heading('Cấp').count()).toBe(0);
    await organiser.emulateMedia({ media: 'screen' });
  }, 60_000);

  it('whose learner sees it on a phone and takes it home as a file', async () => {
    const [hoa] = certified.learners as [TestPerson];
    const page = await openAs(hoa, phone);
    await page.goto('/certificates');
    const picture = page.getByRole('img', { name: /^Trang 1/u });
    await picture.waitFor();
    await page.waitForFunction(() => [...document.images].some((image) => image.naturalWidth === 1080));
    expect(await findOverflow(page)).toBe(0);
    expect(await findFaults(page)).toEqual([]);
    const download = page.waitForEvent('download');
    const link = page.getByRole('link', { name: 'Tải tệp PDF' });
    await link.click();
    const file = await readFile(await (await download).path());
    expect(file.subarray(0, 5).toString()).toBe('%PDF-');
    // What the browser has made of the name when it says that a download begins depends on how far the answer has come.
    const { headers } = await hoa.client.http('GET', (await link.getAttribute('href')) ?? '');
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toMatch(
      /Giấy chứng nhận - 0002.*\.pdf/u,
    );
    code = (await page.getByRole('link', { name: 'Trang kiểm tra' }).getAttribute('href')) ?? '';
    expect(code).toMatch(/^\/v\/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/u);
  }, 60_000);

  it('which anybody checks on a phone, without a sign-in and without a script', async () => {
    const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false, baseURL: app.url });
    contexts.push(context);
    const page = await context.newPage();
    await page.goto(`${code}?language=vi`);
    await page.getByText('Hợp lệ').waitFor();
    await page.getByText('N. T. H.').waitFor();
    await page.goto('/v?language=vi');
    await page.getByLabel('Mã kiểm tra').fill(code.slice(3).toLowerCase().replaceAll('-', ' '));
    await page.getByRole('button', { name: 'Kiểm tra' }).click();
    await page.getByText('Hợp lệ').waitFor();

    const reader = await openAs(undefined, phone);
    await reader.goto(`${code}?language=vi`);
    expect(await findOverflow(reader)).toBe(0);
    expect(await findFaults(reader)).toEqual([]);
  }, 60_000);

  it('and whose pages have said nothing of an error', () => {
    expect(errors.flat()).toEqual([]);
  });
});
