import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findFaults, findOverflow } from '#tests/support/axe.ts';
import { launchBrowser } from '#tests/support/browser.ts';
import { type Classroom, makeClassroom } from '#tests/support/classroom.ts';
import { Factories } from '#tests/support/factories.ts';
import { enterByName, openControlRoom, type RoomPage } from '#tests/support/room-pages.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let browser: Browser;
let room: Classroom;
let captioner: RoomPage;
let learner: RoomPage;

beforeAll(async () => {
  app = await startTestApp();
  const make = new Factories(app);
  room = await makeClassroom(make, { state: 'live' });
  browser = await launchBrowser();
  const person = await make.makeModerator(room.series.seriesId);
  captioner = await openControlRoom(browser, { url: app.url, code: room.session.code, person });
  learner = await enterByName(browser, {
    url: app.url,
    code: room.session.code,
    name: 'Nguyễn Thị Hoa',
    viewport: { width: 360, height: 640 },
  });
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const shown = () => learner.page.getByTestId('captions');

it('a captioner opens the desk and types a caption by keyboard alone', async () => {
  const { page } = captioner;
  await page.getByRole('button', { name: 'Viết phụ đề cho buổi này' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Lời đang nói').focus();
  await page.keyboard.type('Chào bà con.');
  await page.keyboard.press('Enter');
  await page.getByRole('listitem').filter({ hasText: 'Chào bà con.' }).waitFor();
  expect(await page.getByLabel('Lời đang nói').inputValue()).toBe('');
});

it('a learner is told once that there are captions, and turns them on', async () => {
  const { page } = learner;
  await page.getByText('Buổi này có phụ đề.').waitFor();
  await page.getByRole('button', { name: 'Thêm tuỳ chọn' }).click();
  await page.getByRole('button', { name: 'Phụ đề', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Phụ đề' });
  await dialog.getByText('Chào bà con.').waitFor();
  await dialog.getByRole('radio', { name: 'Tiếng Việt' }).check();
  expect(await findFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

it('the learner reads along while it is typed, and after', async () => {
  await captioner.page.getByLabel('Lời đang nói').pressSequentially('Hôm nay ta học', { delay: 30 });
  await shown().getByText('Hôm nay ta học').waitFor();
  await captioner.page.getByLabel('Lời đang nói').pressSequentially(' ghi nhãn.');
  await captioner.page.keyboard.press('Enter');
  // The draft may have had all of its words before it was sent.
  await shown().locator('[data-draft]').waitFor({ state: 'detached' });
  await shown().getByText('Hôm nay ta học ghi nhãn.').waitFor();
  expect(await findOverflow(learner.page)).toBe(0);
});

it('a script that is pasted goes out caption by caption with Enter', async () => {
  const { page } = captioner;
  await page.getByLabel('Lời đang nói').focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', 'Bước một: rửa sạch.\nBước hai: để ráo.');
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await page.getByText('Còn 2 câu đã chuẩn bị').waitFor();
  await page.keyboard.press('Enter');
  await shown().getByText('Bước một: rửa sạch.').waitFor();
  await page.keyboard.press('Enter');
  await shown().getByText('Bước hai: để ráo.').waitFor();
  expect(await findFaults(page)).toEqual([]);
});

it('what was mistyped is mended for everybody', async () => {
  const { page } = captioner;
  await page.getByRole('button', { name: 'Sửa “Bước hai: để ráo.”' }).click();
  await page.getByRole('textbox', { name: 'Sửa “Bước hai: để ráo.”' }).fill('Bước hai: phơi khô.');
  await page.keyboard.press('Enter');
  await shown().getByText('Bước hai: phơi khô.').waitFor();
});

it('a service writes through its address, and the choice outlives a reload', async () => {
  const { page } = captioner;
  await page.getByRole('tab', { name: 'Dịch vụ' }).click();
  await page.getByRole('button', { name: 'Tạo địa chỉ' }).click();
  const url = await page.getByLabel('Địa chỉ nhận phụ đề').inputValue();
  await learner.page.reload();
  await learner.page.getByRole('button', { name: 'Đặt câu hỏi' }).waitFor();

  const answer = await fetch(`${url}&seq=1`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: 'Từ dịch vụ',
  });
  expect(answer.status).toBe(200);
  await shown().getByText('Từ dịch vụ').waitFor();
});

it('nothing went wrong in the consoles', () => {
  expect([...captioner.errors, ...learner.errors]).toEqual([]);
});
