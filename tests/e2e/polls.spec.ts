import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults, findOverflow } from '#tests/support/axe.ts';
import { launchBrowser } from '#tests/support/browser.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { PollDesk } from '#tests/support/polls.ts';
import { enterByName, openControlRoom, type RoomPage } from '#tests/support/room-pages.ts';
import { ServerProcess } from '#tests/support/server-process.ts';

const phone = { width: 360, height: 640 };

let server: ServerProcess;
let browser: Browser;
let session: TestSession;
let person: TestPerson;
let trainer: RoomPage;
let hoa: RoomPage;
let lan: RoomPage;

beforeAll(async () => {
  server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries({ topics: 1 });
      session = await make.makeSession({ series, title: 'Câu chuyện sản phẩm OCOP' });
      person = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
    },
  });
  browser = await launchBrowser();
  const at = { url: server.url, code: session.code };
  trainer = await openControlRoom(browser, { ...at, person });
  hoa = await enterByName(browser, { ...at, name: 'Nguyễn Thị Hoa', viewport: phone });
  lan = await enterByName(browser, { ...at, name: 'Lê Thị Lan', viewport: phone });
  await trainer.page.getByRole('tab', { name: 'Thăm dò' }).click();
  for (const { page } of [hoa, lan]) await page.getByRole('button', { name: 'Đặt câu hỏi' }).waitFor();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const card = (page: Page) => page.getByRole('region', { name: 'Thăm dò' });
/** Whoever is asked finds everything by the keyboard alone. */
async function pressOn(page: Page, name: string): Promise<void> {
  await card(page).getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
}
async function expectInOrder({ page }: RoomPage): Promise<void> {
  expect(await findFaults(page)).toEqual([]);
  expect(await findOverflow(page)).toBe(0);
}

describe('a quiz on the spot', () => {
  it('is written, with its right answer, and opened by the keyboard', async () => {
    const { page } = trainer;
    await page.getByRole('button', { name: 'Soạn thăm dò' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('prompt');
    await page.keyboard.type('Một sản phẩm OCOP được xếp tối đa mấy sao?');
    await dialog.getByLabel('Lựa chọn 1', { exact: true }).focus();
    await page.keyboard.type('Bốn sao');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Năm sao');
    await dialog.getByLabel('Có đáp án đúng (trắc nghiệm)').focus();
    await page.keyboard.press('Space');
    await dialog.getByLabel('Lựa chọn 2 là đáp án đúng').focus();
    await page.keyboard.press('Space');
    await dialog.getByLabel('Giải thích').fill('Hạng cao nhất là năm sao.');
    expect(await dialog.getByLabel('Giữ lại kết quả').isChecked()).toBe(true);
    expect(await findFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Mở cho học viên' }).focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('opens for learners by itself, takes no focus, is said once, and says who sees what', async () => {
    for (const { page } of [hoa, lan]) {
      await card(page).getByText('Một sản phẩm OCOP').waitFor();
      await page
        .getByRole('status')
        .filter({ hasText: 'Có thăm dò mới: Một sản phẩm OCOP' })
        .waitFor({ state: 'attached' });
      expect(await page.evaluate(() => document.activeElement?.closest('[data-poll]') ?? null)).toBeNull();
      await card(page).getByText('Giảng viên thấy ai trả lời gì').waitFor();
    }
    await expectInOrder(hoa);
  });

  it('is answered in one press, and the answer is changed', async () => {
    await pressOn(hoa.page, 'Bốn sao');
    await card(hoa.page).getByText('Đã gửi. Bạn đổi được').waitFor();
    await pressOn(hoa.page, 'Năm sao');
    await pressOn(lan.page, 'Bốn sao');
    await trainer.page.getByText('2 người trả lời', { exact: true }).waitFor();
    await trainer.page.getByText('1 trên 2 người trả lời đúng').waitFor();
    await expectInOrder(trainer);
  });

  it('is made small and large again', async () => {
    await pressOn(lan.page, 'Thu gọn thăm dò');
    await card(lan.page).getByRole('button', { name: 'Bốn sao' }).waitFor({ state: 'hidden' });
    await pressOn(lan.page, 'Mở thăm dò');
    await card(lan.page).getByRole('button', { name: 'Bốn sao' }).waitFor();
  });

  it('makes room on a phone for the tab that is pressed', async () => {
    await lan.page.getByRole('tab', { name: 'Tài liệu' }).click();
    await card(lan.page).getByRole('button', { name: 'Bốn sao' }).waitFor({ state: 'hidden' });
    await lan.page.getByText('Chưa có tài liệu').waitFor();
    await pressOn(lan.page, 'Mở thăm dò');
    await card(lan.page).getByRole('button', { name: 'Bốn sao' }).waitFor();
  });

  it('keeps the answer over a reload', async () => {
    await hoa.page.reload();
    await card(hoa.page).getByRole('button', { name: 'Năm sao', pressed: true }).waitFor();
  });

  it('closes with its results held back, and then tells who was right and why', async () => {
    await trainer.page.getByRole('button', { name: /^Đóng: / }).focus();
    await trainer.page.keyboard.press('Enter');
    await card(hoa.page).getByText('Giảng viên sẽ cho xem kết quả sau.').waitFor();
    expect(await card(hoa.page).getByRole('table').count()).toBe(0);

    await trainer.page.getByRole('button', { name: 'Cho xem kết quả' }).focus();
    await trainer.page.keyboard.press('Enter');
    await card(hoa.page).getByText('Bạn trả lời đúng').waitFor();
    await card(lan.page).getByText('Bạn trả lời chưa đúng').waitFor();
    for (const { page } of [hoa, lan]) {
      await card(page).getByText('Đáp án: Năm sao').waitFor();
      await card(page).getByText('Hạng cao nhất là năm sao.').waitFor();
      await card(page)
        .getByRole('row', { name: /Năm sao.*1/u })
        .waitFor();
    }
    await expectInOrder(hoa);
    await expectInOrder(lan);
  });

  it('tells staff who answered what', async () => {
    await trainer.page.getByRole('button', { name: 'Thao tác khác với thăm dò này' }).click();
    await trainer.page.getByRole('button', { name: 'Ai trả lời gì' }).click();
    const dialog = trainer.page.getByRole('dialog');
    await dialog.getByText('Lê Thị Lan').waitFor();
    await dialog.getByText('Nguyễn Thị Hoa').waitFor();
    await trainer.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });
});

describe('a word cloud', () => {
  it('grows with what people write, in whatever spelling, and loses what staff hide', async () => {
    const desk = new PollDesk(person, session);
    await desk.make({ kind: 'words', prompt: 'Đặc sản của xã bạn?', wordsMax: 2, heldBack: false });
    for (const [page, words] of [
      [hoa.page, ['Mật ong', 'Chè']],
      [lan.page, ['mat ong', 'Tỏi']],
    ] as const) {
      await card(page).getByLabel('Từ thứ 1').fill(words[0]);
      await card(page).getByLabel('Từ thứ 2').fill(words[1]);
      await page.keyboard.press('Enter');
      await card(page).getByText('Đã gửi. Bạn đổi được').waitFor();
    }
    const words = card(hoa.page).getByRole('listitem');
    await expect.poll(() => words.allInnerTexts()).toHaveLength(3);
    expect((await words.allInnerTexts())[0]).toMatch(/^m[ậa]t ong 2$/iu);
    await trainer.page.getByRole('button', { name: 'Ẩn từ “Tỏi”' }).click();
    await expect.poll(() => words.allInnerTexts()).toHaveLength(2);
    await expectInOrder(hoa);
  });
});

describe('a countdown', () => {
  it('is seen by everybody, counts, says that it began, and chimes only for who wants it', async () => {
    await trainer.page.getByLabel('Để làm gì').fill('Giải lao');
    await trainer.page.getByRole('button', { name: '1 phút', exact: true }).click();
    const timer = hoa.page.getByRole('region', { name: 'Đồng hồ: Giải lao' }).getByRole('timer');
    await timer.waitFor();
    const first = await timer.innerText();
    expect(first).toMatch(/^(?:1:00|0:5\d)$/u);
    await expect.poll(() => timer.innerText(), { timeout: 10_000 }).not.toBe(first);
    await hoa.page
      .getByRole('status')
      .filter({ hasText: 'Bắt đầu đếm ngược' })
      .waitFor({ state: 'attached' });
    const chime = hoa.page.getByRole('button', { name: 'Báo chuông khi hết giờ' });
    expect(await chime.getAttribute('aria-pressed')).toBe('false');
    await chime.focus();
    await hoa.page.keyboard.press('Enter');
    expect(await chime.getAttribute('aria-pressed')).toBe('true');
    await expectInOrder(hoa);
  });

  it('stands still for everybody while it is paused', async () => {
    await trainer.page.getByRole('button', { name: 'Tạm dừng' }).click();
    await hoa.page.getByText('Đang tạm dừng').waitFor({ state: 'attached' });
    await trainer.page.getByRole('button', { name: 'Chạy tiếp' }).click();
    await hoa.page.getByText('Đang tạm dừng').waitFor({ state: 'detached' });
  });
});

describe('the server’s death in the middle', () => {
  it('takes neither the poll, nor an answer, nor the countdown along (R7)', async () => {
    const desk = new PollDesk(person, session);
    await desk.make({
      kind: 'rating',
      prompt: 'Buổi học hôm nay thế nào?',
      heldBack: false,
    });
    await pressOn(hoa.page, '4 Tốt');
    await card(hoa.page).getByText('Đã gửi. Bạn đổi được').waitFor();
    const page = await person.client.join(session.code);
    await page.request('timer:start', { clientId: randomUUID(), seconds: 25, label: 'Làm bài tập' });
    await server.kill('SIGKILL');

    // Written while nobody is there to take it.
    await pressOn(lan.page, '5 Rất tốt');
    await server.restart();
    await card(lan.page).getByText('Đã gửi. Bạn đổi được').waitFor({ timeout: 60_000 });
    await expect
      .poll(async () => (await desk.list()).find(({ state }) => state === 'open')?.results, {
        timeout: 30_000,
      })
      .toMatchObject({ answered: 2, counts: [0, 0, 0, 1, 1], mean: 4.5 });
    await trainer.page.getByText('Điểm trung bình: 4,5 trên 5').waitFor({ timeout: 60_000 });
    await card(hoa.page).getByText('2 người trả lời', { exact: true }).waitFor({ timeout: 60_000 });
  });

  it('leaves the countdown its end, and everybody sees it', async () => {
    for (const { page } of [trainer, hoa, lan]) {
      const chip = page.getByRole('region', { name: 'Đồng hồ: Làm bài tập' });
      await chip.getByText('Hết giờ').waitFor({ timeout: 60_000 });
      await page
        .getByRole('status')
        .filter({ hasText: 'Hết giờ. Làm bài tập' })
        .waitFor({ state: 'attached' });
    }
  });
});

it('the session’s page tells the results afterwards, and prepares the next poll', async () => {
  const page = await trainer.page.context().newPage();
  await page.goto(`/sessions/${session.sessionId}/polls`);
  await page.getByRole('heading', { name: 'Một sản phẩm OCOP được xếp tối đa mấy sao?' }).waitFor();
  await page.getByRole('row', { name: /Năm sao.*1/u }).waitFor();
  await page.getByRole('button', { name: 'Soạn thăm dò' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Câu hỏi').fill('Bạn sẽ áp dụng điều gì?');
  await dialog.getByLabel('Loại').selectOption('words');
  await dialog.getByRole('button', { name: 'Lưu để mở sau' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Bạn sẽ áp dụng điều gì?' }).waitFor();
  expect(await findFaults(page)).toEqual([]);
  expect(await page.getByRole('link', { name: 'Tải bảng kết quả (CSV)' }).getAttribute('href')).toContain(
    '/polls.csv?language=vi',
  );
  await trainer.page.getByText('Bạn sẽ áp dụng điều gì?').waitFor();
});

it('no page complained about anything but the lost connection', () => {
  for (const { errors } of [trainer, hoa, lan]) {
    expect(errors.filter((text) => !/ERR_CONNECTION|WebSocket|Failed to load resource/u.test(text))).toEqual(
      [],
    );
  }
});
