import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AttendanceReportDto } from '#shared/features/attendance.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { findFaults } from '#tests/support/axe.ts';
import { launchBrowser } from '#tests/support/browser.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { FarServer } from '#tests/support/far-server.ts';
import { makeDeck, uploadReady } from '#tests/support/material-uploads.ts';
import {
  chooseRung,
  enterByName,
  goOnAir,
  openControlRoom,
  perceive,
  type RoomPage,
  readStats,
} from '#tests/support/room-pages.ts';
import type { TestPage } from '#tests/support/test-client.ts';

const NAME = 'Nguyễn Thị Hoa';

let far: FarServer;
let browser: Browser;
let session: TestSession;
let person: TestPerson;
let lead: TestPage;
let material: MaterialDto;
let trainer: RoomPage;
let learner: RoomPage;

beforeAll(async () => {
  far = await FarServer.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries({ topics: 1 });
      session = await make.makeSession({ series });
      person = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
    },
  });
  material = await uploadReady(person, { topicId: session.topicIds[0] ?? '', bytes: makeDeck(3) });
  lead = await person.client.join(session.code);
  await turnTo(1);
  browser = await launchBrowser();
  trainer = await openControlRoom(browser, { url: far.server.url, code: session.code, person });
  await goOnAir(trainer.page);
  learner = await enterByName(browser, {
    url: far.url,
    code: session.code,
    name: NAME,
    viewport: { width: 360, height: 640 },
  });
});
afterAll(async () => {
  lead?.close();
  await browser?.close();
  await far?.close();
});
beforeEach(() => {
  for (const relay of far.relays) relay.set({});
});

async function turnTo(page: number): Promise<void> {
  await lead.request('slide:lead', { slide: { materialId: material.materialId, page } });
}

const rungShown = (page: Page) => page.locator('[data-rung]').getAttribute('data-rung');

async function attendedSeconds(): Promise<number> {
  const path = `/api/sessions/${session.sessionId}/attendance`;
  const { body } = await person.client.http<AttendanceReportDto>('GET', path);
  return body.rows.find(({ name }) => name === NAME)?.seconds ?? 0;
}

/** What every rung leaves in place: the slide that the trainer turns to, a question, and being counted. */
async function expectClassGoesOn(slide: number, question: string): Promise<void> {
  const before = await attendedSeconds();
  await turnTo(slide);
  await learner.page
    .getByRole('img', { name: `Trang ${slide} trên 4` })
    .first()
    .waitFor();
  await learner.page.getByRole('button', { name: 'Đặt câu hỏi' }).click();
  await learner.page.getByLabel('Câu hỏi của bạn').fill(question);
  await learner.page.getByRole('button', { name: 'Gửi câu hỏi' }).click();
  await lead.waitFor('question:staff_changed', (news) => news.question.body === question);
  await expect.poll(attendedSeconds, { timeout: 20_000 }).toBeGreaterThan(before);
}

async function expectPerceived(expected: { sees: boolean; hears: boolean }): Promise<void> {
  await expect.poll(() => perceive(learner.page), { timeout: 60_000 }).toEqual(expected);
}

const staffSee = (rung: 'full' | 'small' | 'sound' | 'slides') =>
  expect
    .poll(
      () =>
        lead.news
          .filter(({ name }) => name === 'media:rungs_changed')
          .map(({ data }) => (data as { audienceRungs: Record<string, number> }).audienceRungs[rung])
          .at(-1),
      { timeout: 20_000 },
    )
    .toBe(1);

describe('each rung, by choice', () => {
  it('small picture: the smallest layer, however large it stands', async () => {
    await expectPerceived({ sees: true, hears: true });
    await chooseRung(learner.page, 'Hình nhỏ');
    await expect
      .poll(async () => (await readStats(learner.page)).frameHeight, { timeout: 30_000 })
      .toBeLessThanOrEqual(180);
    await expectPerceived({ sees: true, hears: true });
    await staffSee('small');
    await expectClassGoesOn(2, 'Hỏi khi hình nhỏ');
  });

  it('sound and slides: no byte of video (R18)', async () => {
    await chooseRung(learner.page, 'Tiếng và trang chiếu');
    await expectPerceived({ sees: false, hears: true });
    await staffSee('sound');
    await expectClassGoesOn(3, 'Hỏi khi chỉ có tiếng');
  });

  it('slides and text: no byte of sound either', async () => {
    await chooseRung(learner.page, 'Trang chiếu và chữ');
    await expect.poll(async () => (await readStats(learner.page)).receiving).toBe('idle');
    expect((await readStats(learner.page)).bytesReceived).toBe(0);
    await expectPerceived({ sees: false, hears: false });
    await expectClassGoesOn(2, 'Hỏi khi chỉ có chữ');
    await staffSee('slides');
    expect(await findFaults(learner.page)).toEqual([]);
  });

  it('is remembered by a page that is opened again, which enters at that rung', async () => {
    await learner.page.reload();
    await expect.poll(() => rungShown(learner.page), { timeout: 30_000 }).toBe('slides');
    expect((await readStats(learner.page)).receiving).toBe('idle');
  });

  it('everything: back again at once', async () => {
    await chooseRung(learner.page, 'Tự động');
    await expectPerceived({ sees: true, hears: true });
    await staffSee('full');
  });
});

describe('by itself', () => {
  it('a bad line is gone down on, in words that say why, and climbed back from', async () => {
    await expectPerceived({ sees: true, hears: true });
    far.media.set({ lossShare: 0.4, delayMs: 150 }, 'down');
    await learner.page
      .getByText(/^Mạng yếu: đã chuyển sang/u)
      .first()
      .waitFor({ timeout: 60_000 });
    expect(['small', 'sound', 'slides']).toContain(await rungShown(learner.page));

    far.media.set({});
    await learner.page
      .getByText(/^Mạng đã tốt hơn: đã chuyển lên/u)
      .first()
      .waitFor({ timeout: 90_000 });
    await expect.poll(() => learner.page.locator('[data-rung]').count(), { timeout: 120_000 }).toBe(0);
    await expectPerceived({ sees: true, hears: true });
  }, 240_000);

  it('the person’s own choice holds on the same line', async () => {
    await chooseRung(learner.page, 'Hình đầy đủ');
    far.media.set({ lossShare: 0.4, delayMs: 150 }, 'down');
    await learner.page.locator('[data-quality="poor"]').first().waitFor({ timeout: 60_000 });
    expect(await learner.page.locator('[data-rung]').count()).toBe(0);
  });
});
