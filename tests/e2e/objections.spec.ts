import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults, findOverflow } from '#tests/support/axe.ts';
import {
  launchBrowser,
  type OpenOptions,
  openBrowserContext,
  watchForErrors,
} from '#tests/support/browser.ts';
import { Factories, type TestPerson, type TestSeries } from '#tests/support/factories.ts';
import { pressButton, pressKeyOn } from '#tests/support/keyboard.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

const MINUTE_MS = 60_000;
const words = 'Em học đến hết buổi nhưng mạng cả thôn bị rớt.';
const answer = 'Đã đối chiếu với danh sách ký tên của hội trường xã.';

let app: TestApp;
let browser: Browser;
let series: TestSeries;
/** The learner's own record on her telephone, and the desk of whoever answers. */
let record: Page;
let desk: Page;
const contexts: BrowserContext[] = [];
const errors: string[][] = [];

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 20 } });
  const make = new Factories(app);
  series = await make.makeSeries();
  const trainer = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
  const hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoà');
  await holdHalfAttended(make, hoa);
  browser = await launchBrowser();
  record = await open(`/series/${series.seriesId}/my-record`, hoa, { viewport: { width: 360, height: 640 } });
  desk = await open(`/series/${series.seriesId}/objections`, trainer, { colorScheme: 'dark' });
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await app?.close();
  expect(errors.flat()).toEqual([]);
});

/** The first topic was taught for an hour, of which this learner was there for the first half. */
async function holdHalfAttended(make: Factories, { personId }: TestPerson): Promise<void> {
  const { db } = app.context;
  const { sessionId } = await make.makeSession({ series, state: 'ended' });
  const endedAt = new Date(Date.now() - 5 * MINUTE_MS);
  const startedAt = new Date(endedAt.getTime() - 60 * MINUTE_MS);
  const leftAt = new Date(startedAt.getTime() + 30 * MINUTE_MS);
  await db.session.update({ where: { id: sessionId }, data: { startedAt, endedAt } });
  await db.topicWindow.updateMany({ where: { sessionId }, data: { startedAt, endedAt } });
  await db.presenceInterval.create({
    data: {
      id: randomUUID(),
      sessionId,
      personId,
      role: 'LEARNER',
      startedAt,
      lastProofAt: leftAt,
      endedAt: leftAt,
    },
  });
}

async function open(path: string, person: TestPerson, options: Partial<OpenOptions>): Promise<Page> {
  const context = await openBrowserContext(browser, {
    url: app.url,
    cookie: person.client.cookieHeader,
    ...options,
  });
  contexts.push(context);
  const page = await context.newPage();
  errors.push(watchForErrors(page));
  await page.goto(path);
  return page;
}

async function expectInOrder(page: Page): Promise<void> {
  expect(await findFaults(page)).toEqual([]);
  expect(await findOverflow(page)).toBe(0);
}

const topic = (page: Page) => page.getByRole('listitem').filter({ hasText: 'Chuyên đề 1' });
const passed = (page: Page, count: number) =>
  page
    .getByRole('progressbar', { name: 'Chuyên đề đã đạt' })
    .and(page.locator(`[aria-valuetext^="${count} /"]`));

describe('an objection', () => {
  it('is made on a telephone, from the topic that was judged, and not without words', async () => {
    await topic(record).getByText('Chưa đủ thời lượng').waitFor();
    await passed(record, 0).waitFor();
    await pressButton(record, 'Khiếu nại “Chuyên đề 1”');
    const dialog = record.getByRole('dialog', { name: 'Khiếu nại “Chuyên đề 1”' });
    await pressKeyOn(record, dialog.getByRole('button', { name: 'Gửi khiếu nại' }));
    await dialog.getByText('Hãy viết lý do khiếu nại.').waitFor();
    await expectInOrder(record);
    await dialog.getByLabel('Nội dung khiếu nại').fill(words);
    await pressKeyOn(record, dialog.getByRole('button', { name: 'Gửi khiếu nại' }));
    await topic(record).getByText('Chờ ban tổ chức trả lời').waitFor();
    await topic(record).getByText(words).waitFor();
  });

  it('is decided by staff beside what was recorded, and not without a choice and a reason', async () => {
    await desk.reload();
    await pressButton(desk, 'Giải quyết khiếu nại của Nguyễn Thị Hoà');
    const dialog = desk.getByRole('dialog', { name: 'Giải quyết khiếu nại của Nguyễn Thị Hoà' });
    await dialog.getByText('Đã ghi nhận 30/60 phút').waitFor();
    await dialog.getByText(words).waitFor();
    await pressKeyOn(desk, dialog.getByRole('button', { name: 'Lưu quyết định' }));
    await dialog.getByText('Hãy chọn một quyết định.').waitFor();
    await dialog.getByText('Hãy nêu lý do.').waitFor();
    await expectInOrder(desk);
    await dialog.getByRole('radio', { name: /^Chấp nhận: xác nhận đã học/u }).check();
    await dialog.getByLabel('Lý do').fill(answer);
    await pressKeyOn(desk, dialog.getByRole('button', { name: 'Lưu quyết định' }));
    await desk.getByText('Không có khiếu nại nào đang chờ').waitFor();
    await desk.getByRole('heading', { name: 'Đã giải quyết' }).waitFor();
    await desk.getByText(answer).waitFor();
  });

  it('is answered where it was made: the learner reads who decided what and why, and the figure has changed', async () => {
    await record.reload();
    await topic(record).getByText('Được chấp nhận').waitFor();
    await topic(record).getByText('Ban tổ chức đã điều chỉnh thành “Xác nhận thủ công”').waitFor();
    await topic(record)
      .getByText(/Trần Văn Bình.*Trước đó: Chưa đủ thời lượng, 30 phút/u)
      .waitFor();
    expect(await topic(record).getByText(answer).count()).toBe(1);
    await passed(record, 1).waitFor();
    await expectInOrder(record);
  });

  it('may be corrected again: withdrawn with a reason, and what was recorded stands, for the learner too', async () => {
    await desk.getByRole('link', { name: 'Nguyễn Thị Hoà' }).click();
    await pressButton(desk, 'Rút lại điều chỉnh');
    const dialog = desk.getByRole('dialog', { name: 'Rút lại điều chỉnh' });
    await dialog.getByLabel('Lý do').fill('Danh sách ký tên là của buổi khác.');
    await expectInOrder(desk);
    await pressKeyOn(desk, dialog.getByRole('button', { name: 'Rút lại điều chỉnh' }));
    await desk.getByText(/^Đã rút lại: Trần Văn Bình.*Danh sách ký tên là của buổi khác\.$/u).waitFor();
    await pressButton(desk, 'Điều chỉnh: 1. Chuyên đề 1');
    await desk.getByRole('dialog', { name: 'Điều chỉnh kết quả của Nguyễn Thị Hoà' }).waitFor();
    await expectInOrder(desk);
    await record.reload();
    await passed(record, 0).waitFor();
    await topic(record).getByText('Danh sách ký tên là của buổi khác.').waitFor();
  });
});
