import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults, findOverflow } from '#tests/support/axe.ts';
import { launchBrowser, openBrowserContext, watchForErrors } from '#tests/support/browser.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { enterByName, openControlRoom, type RoomPage } from '#tests/support/room-pages.ts';
import { ServerProcess } from '#tests/support/server-process.ts';

let server: ServerProcess;
let browser: Browser;
let series: TestSeries;
let session: TestSession;
let person: TestPerson;
let trainer: RoomPage;
let hoa: RoomPage;
let lan: RoomPage;
let site: RoomPage;

const phone = { width: 360, height: 640 };
const first = 'Hồ sơ đăng ký OCOP cần những giấy tờ gì?';
const second = 'Đăng ký OCOP thì hồ sơ gồm giấy tờ nào ạ?';

beforeAll(async () => {
  server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      series = await make.makeSeries({ topics: 1 });
      session = await make.makeSession({ series, title: 'Hồ sơ sản phẩm OCOP' });
      person = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
    },
  });
  browser = await launchBrowser();
  const { url } = server;
  const { code } = session;
  trainer = await openControlRoom(browser, { url, code, person });
  hoa = await enterByName(browser, { url, code, name: 'Nguyễn Thị Hoa', viewport: phone });
  lan = await enterByName(browser, { url, code, name: 'Lê Thị Lan', viewport: phone });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** With the keyboard alone: whatever is meant is reached by its focus and pressed. */
async function press(page: Page, name: string | RegExp, root: ReturnType<Page['getByRole']> | Page = page) {
  const button = root.getByRole('button', { name }).first();
  await button.focus();
  await page.keyboard.press('Enter');
}

async function startAsking(page: Page, text: string): Promise<void> {
  await press(page, 'Đặt câu hỏi');
  await page.getByLabel('Câu hỏi của bạn').waitFor();
  await page.keyboard.type(text);
}

const queueItem = (text: string) => trainer.page.getByRole('listitem').filter({ hasText: text });
async function expectNoFaults({ page }: RoomPage): Promise<void> {
  expect(await findFaults(page)).toEqual([]);
  expect(await findOverflow(page)).toBeLessThanOrEqual(0);
}

describe('questions, by keyboard from the first word to the published page', () => {
  it('while somebody types, what was asked already is offered to vote for', async () => {
    await startAsking(hoa.page, first);
    await hoa.page.keyboard.press('Control+Enter');
    await lan.page.getByText(first).waitFor();

    await startAsking(lan.page, 'dang ky ocop ho so can giay to gi');
    const offered = lan.page.getByRole('region', { name: 'Có phải bạn muốn hỏi…' });
    await offered.getByText(first, { exact: true }).waitFor();
    await expectNoFaults(lan);
    await press(lan.page, /^Tôi cũng muốn hỏi/u, offered);
    await queueItem(first).getByText('1', { exact: true }).waitFor();
  });

  it('staff see what is likely the same, merge it, and take it out again', async () => {
    await startAsking(lan.page, second);
    await lan.page.keyboard.press('Control+Enter');
    const item = queueItem(second).filter({ hasText: 'Lê Thị Lan' });
    await item.getByText('Có thể trùng với').waitFor();
    await expectNoFaults(trainer);
    await press(trainer.page, 'Gộp lại', item);
    await lan.page.getByText(`Đã gộp vào “${first}”`).first().waitFor();
    await press(trainer.page, 'Tách ra');
    await item.getByText('Có thể trùng với').waitFor();

    // Once more by the list, where it is chosen by hand.
    await press(trainer.page, 'Thao tác khác', item);
    await press(trainer.page, 'Gộp vào câu hỏi khác…', item);
    const dialog = trainer.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: first }).focus();
    await trainer.page.keyboard.press('Space');
    await expectNoFaults(trainer);
    await press(trainer.page, 'Gộp', dialog);
    await queueItem(first).getByText('Gồm 1 câu hỏi được gộp').waitFor();
    await lan.page.getByText(`Đã gộp vào “${first}”`).first().waitFor();
  });

  it('it is assigned, and found under one’s own', async () => {
    const item = queueItem(first);
    await press(trainer.page, 'Thao tác khác', item);
    await press(trainer.page, 'Phân công trả lời…', item);
    const dialog = trainer.page.getByRole('dialog');
    await dialog.getByLabel('Người trả lời').selectOption({ label: 'Trần Văn Bình' });
    await press(trainer.page, 'Lưu', dialog);
    await item.getByText('Phân công: Trần Văn Bình').waitFor();
    await trainer.page.getByLabel('Hiện', { exact: true }).selectOption('mine');
    await item.waitFor();
  });

  it('what is answered aloud says when, on the page of whoever asked either question', async () => {
    const item = queueItem(first);
    await press(trainer.page, 'Trả lời ngay', item);
    await press(trainer.page, 'Đã trả lời xong', item);
    const mark = /Đã trả lời trực tiếp lúc \d\d:\d\d, phút \d+/u;
    await hoa.page.getByText(mark).first().waitFor();
    await lan.page.getByText(mark).first().waitFor();
  });

  it('after the end it is answered in writing, and the one whose question was merged is told', async () => {
    const { client } = person;
    await client.http('POST', `/api/sessions/${session.sessionId}/move`, { move: 'end' });
    await lan.page.getByRole('heading', { name: 'Câu hỏi của bạn' }).waitFor();

    site = await openSite(`/sessions/${session.sessionId}/questions`);
    await site.page.getByLabel('Hiện', { exact: true }).selectOption('answered');
    const record = site.page.getByRole('listitem').filter({ hasText: first });
    await press(site.page, /^Trả lời$/u, record);
    const dialog = site.page.getByRole('dialog');
    await dialog.getByLabel('Câu trả lời').fill('Năm loại giấy tờ, xem trang 5.');
    await expectNoFaults(site);
    await press(site.page, 'Lưu nháp', dialog);
    await record.getByText('Có bản nháp').waitFor();
    await press(site.page, /^Trả lời$/u, record);
    await press(site.page, 'Công bố câu trả lời', dialog);

    const own = lan.page.getByRole('listitem').filter({ hasText: second });
    await own.getByText('Năm loại giấy tờ, xem trang 5.').waitFor();
    await own.getByText('Mới', { exact: true }).waitFor();
    await expectNoFaults(lan);
    await lan.page.reload();
    await own.getByText('Năm loại giấy tờ, xem trang 5.').waitFor();
  });

  it('and published as a page that needs no script', async () => {
    const [topicId = ''] = series.topicIds;
    await site.page.goto(`/series/${series.seriesId}/topics/${topicId}`);
    await site.page.getByLabel(first).focus();
    await site.page.keyboard.press('Space');
    await site.page.getByLabel(first).and(site.page.locator(':checked')).waitFor();
    await press(site.page, 'Đăng trang hỏi đáp');
    const address = await site.page.getByLabel('Địa chỉ của trang').inputValue();
    await expectNoFaults(site);

    const context = await browser.newContext({ javaScriptEnabled: false, viewport: phone, locale: 'vi' });
    const page = await context.newPage();
    const path = new URL(address).pathname;
    expect((await page.goto(server.url + path))?.status()).toBe(200);
    await page.getByRole('heading', { name: first }).waitFor();
    await page.getByText('Năm loại giấy tờ, xem trang 5.').waitFor();
    expect(await page.content()).not.toContain('Nguyễn Thị Hoa');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByText('One question answered').waitFor();

    const scripted = await (
      await openBrowserContext(browser, { url: server.url, viewport: phone })
    ).newPage();
    const errors = watchForErrors(scripted);
    await scripted.goto(path);
    await expectNoFaults({ page: scripted, errors });
    expect(errors).toEqual([]);
  });

  it('and no page complained', () => {
    for (const { errors } of [trainer, hoa, lan, site]) expect(errors).toEqual([]);
  });
});

async function openSite(path: string): Promise<RoomPage> {
  const context = await openBrowserContext(browser, { url: server.url, cookie: person.client.cookieHeader });
  const page = await context.newPage();
  const errors = watchForErrors(page);
  await page.goto(path);
  return { page, errors };
}
