import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from '#tests/support/axe.ts';
import { launchBrowser } from '#tests/support/browser.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { enterByName, goOnAir, openControlRoom, type RoomPage } from '#tests/support/room-pages.ts';
import { ServerProcess } from '#tests/support/server-process.ts';
import { hearTones, writeTone } from '#tests/support/tones.ts';

/** Who speaks is told by the pitch of their microphone. */
const pitches = { trainer: 440, learner: 1_000, second: 1_560 };
const phone = { width: 360, height: 640 };

let server: ServerProcess;
let folder: string;
let session: TestSession;
let lan: TestPerson;
let binh: TestPerson;
const browsers: Browser[] = [];
let trainer: RoomPage;
let hoa: RoomPage;
let an: RoomPage;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lectern-tones-'));
  server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries({ topics: 1 });
      session = await make.makeSession({ series, state: 'live', title: 'Câu chuyện sản phẩm OCOP' });
      lan = await make.makeTrainer(series.seriesId, 'Lê Thị Lan');
      binh = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
    },
  });
  const { url } = server;
  const { code } = session;
  trainer = await openControlRoom(await launchWithTone('trainer'), { url, code, person: lan });
  const learners = { url, code, viewport: phone };
  hoa = await enterByName(await launchWithTone('learner'), { ...learners, name: 'Nguyễn Thị Hoa' });
  an = await enterByName(await launchWithTone('second'), { ...learners, name: 'Lê Văn An' });
  await goOnAir(trainer.page);
});
afterAll(async () => {
  for (const browser of browsers) await browser.close();
  await server?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** A browser of its own: the pitch of its microphone is set when it starts. */
async function launchWithTone(who: keyof typeof pitches): Promise<Browser> {
  const file = path.join(folder, `${who}.wav`);
  await writeTone(file, pitches[who]);
  const browser = await launchBrowser({ args: [`--use-file-for-fake-audio-capture=${file}`] });
  browsers.push(browser);
  return browser;
}

const all = Object.values(pitches);
const hears = (page: Page, heard: number[]) =>
  expect.poll(() => hearTones(page, all), { timeout: 60_000 }).toEqual(heard);

/** Walks with the Tab key until the focus is on what has this name, and presses Enter. */
async function pressByKeyboard(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name, disabled: false }).first();
  await button.waitFor();
  for (let stop = 0; stop < 80; stop += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

describe('a learner’s way to the stage, by keyboard alone', () => {
  it('everybody hears the trainer first', async () => {
    await hears(an.page, [pitches.trainer]);
    await hears(hoa.page, [pitches.trainer]);
  });

  it('a hand goes up, and both sides read its place', async () => {
    await pressByKeyboard(hoa.page, 'Giơ tay');
    await hoa.page.getByRole('button', { name: 'Thứ 1 trong hàng' }).waitFor();
    const tab = trainer.page.getByRole('tab', { name: /Học viên|Người/u });
    await tab.focus();
    await trainer.page.keyboard.press('Enter');
    await trainer.page.getByRole('listitem').filter({ hasText: 'Nguyễn Thị Hoa' }).first().waitFor();
  });

  it('an invitation is agreed to, the microphone checked, and the other learner hears the learner (R25)', async () => {
    await pressByKeyboard(trainer.page, 'Mời Nguyễn Thị Hoa lên phát biểu');
    await hoa.page.getByRole('dialog', { name: 'Mời bạn lên phát biểu' }).waitFor();
    expect(await findFaults(hoa.page)).toEqual([]);
    await pressByKeyboard(hoa.page, 'Đồng ý, thử micro');
    // Nobody hears them while they try.
    await hoa.page.getByRole('dialog', { name: 'Camera và micro' }).waitFor();
    expect(await hearTones(an.page, all)).toEqual([pitches.trainer]);
    await pressByKeyboard(hoa.page, 'Lên phát biểu');
    await hears(an.page, [pitches.trainer, pitches.learner]);
    await hears(trainer.page, [pitches.learner]);
    // Oneself one does not hear.
    await hears(hoa.page, [pitches.trainer]);
    await an.page.getByRole('img', { name: 'Nguyễn Thị Hoa đang nói' }).first().waitFor();
  });

  it('the stage is without faults for axe, on each side', async () => {
    for (const { page } of [hoa, an, trainer]) expect(await findFaults(page)).toEqual([]);
  });

  it('a mute silences at once, and is undone by the one who was muted', async () => {
    const item = trainer.page.getByRole('listitem').filter({ hasText: 'Nguyễn Thị Hoa' }).first();
    await item.getByRole('button', { name: 'Tắt micro' }).focus();
    await trainer.page.keyboard.press('Enter');
    await hoa.page.getByText('Lê Thị Lan đã tắt micro của bạn').first().waitFor();
    await hears(an.page, [pitches.trainer]);
    await pressByKeyboard(hoa.page, 'Bật micro');
    await hears(an.page, [pitches.trainer, pitches.learner]);
  });

  it('after kill -9 of the server the learner goes on speaking without a touch (R7)', async () => {
    await server.kill('SIGKILL');
    await server.restart();
    await hears(an.page, [pitches.trainer, pitches.learner]);
  });

  it('sent back to the audience, the learner is silent', async () => {
    await pressByKeyboard(trainer.page, 'Thao tác với Nguyễn Thị Hoa');
    await pressByKeyboard(trainer.page, 'Đưa về chỗ');
    await hoa.page.getByRole('button', { name: 'Giơ tay' }).waitFor();
    await hears(an.page, [pitches.trainer]);
  });
});

describe('when the line of the trainer who leads is lost', () => {
  it('everybody reads it, a second trainer takes over with one act and is heard, and the text goes (R27)', async () => {
    const second = await openControlRoom(await launchWithTone('second'), {
      url: server.url,
      code: session.code,
      person: binh,
    });
    await trainer.page.context().close();
    const words = 'Giảng viên Lê Thị Lan mất kết nối từ';
    await an.page.getByText(words).waitFor();
    await second.page.getByText(words).waitFor();
    await second.page.getByRole('button', { name: 'Tiếp quản lớp' }).click();
    const dialog = second.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Lên hình' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await hears(an.page, [pitches.second]);
    await an.page.getByText(words).waitFor({ state: 'hidden' });
    expect(second.errors).toEqual([]);
  });

  it('no page complained but about the lines that were cut', () => {
    const errors = [...trainer.errors, ...hoa.errors, ...an.errors].filter(
      (error) => !/WebSocket|ERR_CONNECTION_REFUSED|Failed to load resource/u.test(error),
    );
    expect(errors).toEqual([]);
  });
});
