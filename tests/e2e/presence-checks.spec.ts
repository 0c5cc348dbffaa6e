import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults, findOverflow } from '#tests/support/axe.ts';
import { launchBrowser } from '#tests/support/browser.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { pressKeyOn } from '#tests/support/keyboard.ts';
import { holdChecks } from '#tests/support/presence-checks.ts';
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
      await holdChecks(world, { session, trainer: person });
    },
  });
  browser = await launchBrowser();
  const at = { url: server.url, code: session.code };
  trainer = await openControlRoom(browser, { ...at, person });
  hoa = await enterByName(browser, { ...at, name: 'Nguyễn Thị Hoa', viewport: phone });
  lan = await enterByName(browser, { ...at, name: 'Lê Thị Lan', viewport: phone });
  await trainer.page.getByRole('tab', { name: /^Học viên/u }).click();
  for (const { page } of [hoa, lan]) await page.getByRole('button', { name: 'Đặt câu hỏi' }).waitFor();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const card = (page: Page) => page.getByRole('region', { name: 'Xác nhận có mặt' });

async function expectInOrder({ page }: RoomPage): Promise<void> {
  expect(await findFaults(page)).toEqual([]);
  expect(await findOverflow(page)).toBe(0);
}

describe('a presence check', () => {
  it('comes to every learner, takes no focus, is said once, and covers neither the stage nor the way out', async () => {
    await pressKeyOn(trainer.page, trainer.page.getByRole('button', { name: 'Hỏi ngay' }));
    for (const { page } of [hoa, lan]) {
      const answer = card(page).getByRole('button', { name: 'Tôi đang học' });
      await answer.waitFor();
      await page
        .getByRole('status')
        .filter({ hasText: 'Cần xác nhận có mặt' })
        .waitFor({ state: 'attached' });
      expect(await page.evaluate(() => document.activeElement?.closest('[data-check]') ?? null)).toBeNull();
      const box = await answer.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      const stage = await page.getByRole('main').boundingBox();
      expect((await card(page).boundingBox())?.y).toBeGreaterThanOrEqual(
        (stage?.y ?? 0) + (stage?.height ?? 0),
      );
      // Would fail if anything lay over it.
      await page.getByRole('button', { name: 'Rời lớp' }).click({ trial: true });
    }
    await expectInOrder(hoa);
  });

  it('is answered in one press, says so, and staff see it', async () => {
    await pressKeyOn(hoa.page, card(hoa.page).getByRole('button', { name: 'Tôi đang học' }));
    await card(hoa.page).getByText('Đã ghi nhận lúc').waitFor();
    await card(trainer.page).getByText('Đã trả lời 1/2').waitFor();
    await expectInOrder(hoa);
    await pressKeyOn(trainer.page, card(trainer.page).getByRole('button', { name: 'Ai chưa trả lời' }));
    await trainer.page.getByRole('dialog').getByText('Lê Thị Lan').waitFor();
    await expectInOrder(trainer);
    await trainer.page.keyboard.press('Escape');
  });

  it('that is answered without a network counts with that time, though it is over when the answer comes', async () => {
    await lan.page.context().setOffline(true);
    await card(lan.page).getByRole('button', { name: 'Tôi đang học' }).click();
    await card(lan.page).getByText('được giữ lại và sẽ tự gửi').waitFor();
    await pressKeyOn(trainer.page, card(trainer.page).getByRole('button', { name: 'Đóng sớm' }));
    await card(trainer.page).getByText('Các lượt trước (1)').click();
    await lan.page.context().setOffline(false);
    await card(lan.page).getByText('Đã ghi nhận lúc').waitFor();
    await card(trainer.page).getByText('Đã trả lời 2/2').waitFor();
  }, 60_000);

  it('with a code word shows the word to who reads it aloud, and takes it without marks', async () => {
    await pressKeyOn(trainer.page, trainer.page.getByRole('button', { name: 'Hỏi bằng từ khoá' }));
    const notice = trainer.page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: 'Hãy đọc to từ này' });
    const word = (await notice.getByRole('strong').innerText()).trim();
    const field = card(hoa.page).getByLabel('Từ bạn nghe được');
    await field.fill('không nghe rõ');
    await hoa.page.keyboard.press('Enter');
    await card(hoa.page).getByText('Chưa đúng. Bạn còn 2 lần thử.').waitFor();
    await expectInOrder(hoa);
    await field.fill(
      word
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/gu, '')
        .replace(/đ/gu, 'd'),
    );
    await hoa.page.keyboard.press('Enter');
    await card(hoa.page).getByText('Đã ghi nhận lúc').waitFor();
    await expectInOrder(trainer);
  });

  it('is held back for a while by staff, who see until when', async () => {
    await pressKeyOn(trainer.page, card(trainer.page).getByRole('button', { name: 'Đóng sớm' }).first());
    await trainer.page.getByRole('button', { name: 'Cho tự động trở lại' }).click();
    await card(trainer.page).getByText('Lượt tự động kế tiếp sẽ đến trước').waitFor();
    await trainer.page.getByRole('button', { name: 'Tạm ngừng', exact: true }).click();
    await trainer.page.getByText('Tạm ngừng 10 phút').click();
    await card(trainer.page).getByText('Đang tạm ngừng lượt tự động đến').waitFor();
  });
});
