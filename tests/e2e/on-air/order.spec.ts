import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from '#tests/support/axe.ts';
import { launchBrowser, openBrowserContext, watchForErrors } from '#tests/support/browser.ts';
import { putEar, readEar } from '#tests/support/ear.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { enterByName, goOnAir, openControlRoom, perceive, type RoomPage } from '#tests/support/room-pages.ts';
import { ServerProcess } from '#tests/support/server-process.ts';

let server: ServerProcess;
let browser: Browser;
let session: TestSession;
let teacher: TestPerson;
let listed: TestPerson;
let latecomer: TestPerson;
let trainer: RoomPage;
let nuisance: RoomPage;
let bystander: RoomPage;

beforeAll(async () => {
  server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries({ topics: 2 });
      session = await make.makeSession({ series, title: 'Câu chuyện sản phẩm OCOP' });
      teacher = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
      listed = await make.makeLearner(series.seriesId, 'Đặng Thị Hoà');
      latecomer = await make.makeLearner(series.seriesId, 'Lò Văn Muộn');
    },
  });
  browser = await launchBrowser();
  trainer = await openControlRoom(browser, { url: server.url, code: session.code, person: teacher });
  await goOnAir(trainer.page);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Somebody by name, with an ear of the test's own in the page. */
async function enterWithEar(name: string): Promise<RoomPage> {
  const context = await openBrowserContext(browser, { url: server.url });
  await putEar(context);
  const page = await context.newPage();
  const errors = watchForErrors(page);
  await page.goto(`/s/${session.code}`);
  await page.getByLabel('Họ và tên').fill(name);
  await page.getByRole('button', { name: 'Vào lớp' }).click();
  return { page, errors };
}

/** The page of somebody who is on the list, at the door. */
async function openDoor(person: TestPerson): Promise<Page> {
  const context = await openBrowserContext(browser, {
    url: server.url,
    cookie: person.client.cookieHeader,
    viewport: { width: 360, height: 640 },
  });
  const page = await context.newPage();
  await page.goto(`/s/${session.code}`);
  await page.getByRole('button', { name: 'Vào lớp' }).click();
  return page;
}

const openTab = (name: RegExp) => trainer.page.getByRole('tab', { name }).click();
const hears = (page: Page) => expect.poll(async () => (await perceive(page)).hears, { timeout: 20_000 });

/** With nothing but the Tab key. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the Tab key does not lead there');
}

describe('somebody who disturbs the class', () => {
  it('is shown out by keyboard: no packet and no track a second later, while another goes on hearing (R6, R46)', async () => {
    nuisance = await enterWithEar('Phạm Văn Ồn');
    bystander = await enterByName(browser, { url: server.url, code: session.code, name: 'Nguyễn Thị Hoa' });
    await hears(nuisance.page).toBe(true);
    await hears(bystander.page).toBe(true);

    const { page } = trainer;
    await openTab(/^Học viên/u);
    await tabTo(page, page.getByRole('searchbox', { name: 'Tìm theo tên' }));
    // Without tone marks.
    await page.keyboard.type('pham van on');
    const menu = page.getByRole('button', { name: 'Thao tác với Phạm Văn Ồn' });
    await menu.waitFor();
    await tabTo(page, menu);
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Mời ra khỏi buổi này…' }));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Mời Phạm Văn Ồn ra/u });
    await dialog.waitFor();
    expect(await findFaults(page)).toEqual([]);
    await tabTo(page, dialog.getByRole('button', { name: 'Mời ra' }));
    const before = await readEar(nuisance.page);
    expect(before.silentAt).toBe(0);
    const pressedAt = Date.now();
    expect(pressedAt - before.lastPacketAt).toBeLessThan(1_000);
    await page.keyboard.press('Enter');

    await nuisance.page.getByText('Ban tổ chức đã mời bạn ra khỏi buổi này').first().waitFor();
    await expect.poll(async () => (await readEar(nuisance.page)).silentAt).toBeGreaterThan(0);
    const after = await readEar(nuisance.page);
    expect(after.lastPacketAt - pressedAt).toBeLessThan(1_000);
    expect(after.silentAt - pressedAt).toBeLessThan(1_000);
    await dialog.waitFor({ state: 'hidden' });
    await hears(bystander.page).toBe(true);
    expect(await readEar(nuisance.page)).toEqual(after);
  });

  it('finds no way back, and staff can let them return', async () => {
    const { page } = nuisance;
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
    await page.reload();
    await page.getByText('Ban tổ chức đã mời bạn ra khỏi buổi này').first().waitFor();
    expect(await page.getByRole('button', { name: 'Vào lớp' }).count()).toBe(0);

    await trainer.page.getByRole('button', { name: 'Cho Phạm Văn Ồn vào lại' }).click();
    await trainer.page.getByText('Phạm Văn Ồn vào lại được rồi.').waitFor();
    await page.reload();
    await page.getByRole('tab', { name: /^Hỏi đáp/u }).waitFor();
    expect(nuisance.errors).toEqual([]);
    await page.close();
  });
});

describe('the door', () => {
  it('makes a newcomer wait, and a knock is answered by letting them in', async () => {
    await openTab(/^Buổi học/u);
    // It changes when the server has changed it: that is what is waited for here, and below.
    await trainer.page.getByRole('radio', { name: /^Người ngoài danh sách/u }).click();
    await trainer.page.getByText('Đã đổi cách vào phòng.').waitFor();

    const newcomer = await enterByName(browser, { url: server.url, code: session.code, name: 'Vũ Thị Chờ' });
    await newcomer.page.getByText('Bạn đang chờ ở cửa').first().waitFor();
    await newcomer.page.getByText('Bạn vào với tên Vũ Thị Chờ.').waitFor();
    expect(await findFaults(newcomer.page)).toEqual([]);
    // Whoever is on the list comes straight in.
    const learner = await openDoor(listed);
    await learner.getByRole('tab', { name: /^Hỏi đáp/u }).waitFor();
    await learner.close();

    await trainer.page.getByText('1 người đang chờ ở cửa.').waitFor();
    await openTab(/^Học viên/u);
    expect(await findFaults(trainer.page)).toEqual([]);
    await trainer.page.getByRole('button', { name: 'Cho Vũ Thị Chờ vào', exact: true }).click();
    await newcomer.page.getByRole('tab', { name: /^Hỏi đáp/u }).waitFor();
    await hears(newcomer.page).toBe(true);
    expect(newcomer.errors).toEqual([]);
    await newcomer.page.close();
  });

  it('that is locked says so, and takes in whoever stands before it when it is unlocked', async () => {
    await openTab(/^Buổi học/u);
    const lock = trainer.page.getByRole('switch', { name: /^Khoá phòng/u });
    await lock.click();
    await trainer.page.getByText('Đã khoá phòng.').waitFor();

    const stranger = await enterByName(browser, { url: server.url, code: session.code, name: 'Người Lạ' });
    await stranger.page.getByText('Phòng học đang khoá, không nhận thêm người mới.').waitFor();
    await stranger.page.close();

    const page = await openDoor(latecomer);
    await page.getByText('Phòng đang khoá').first().waitFor();
    await lock.click();
    await page.getByRole('tab', { name: /^Hỏi đáp/u }).waitFor();
    await page.close();
  });

  it('and what learners may do is theirs to see', async () => {
    await trainer.page.getByRole('switch', { name: 'Đặt câu hỏi' }).click();
    const { page } = bystander;
    await page.getByText('Ban tổ chức đang tạm khoá phần đặt câu hỏi.').waitFor();
    expect(await page.getByRole('button', { name: 'Đặt câu hỏi' }).isDisabled()).toBe(true);
    await trainer.page.getByRole('switch', { name: 'Đặt câu hỏi' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Đặt câu hỏi' }).isEnabled()).toBe(true);
    expect(bystander.errors).toEqual([]);
    expect(trainer.errors).toEqual([]);
  });
});
