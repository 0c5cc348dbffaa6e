import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from '../support/axe.ts';
import { launchBrowser, type OpenOptions, openBrowserContext, watchForErrors } from '../support/browser.ts';
import { makePlace, type Place, pasted, pasteOne } from '../support/enrolments.ts';
import { Factories, type TestPerson } from '../support/factories.ts';
import { openControlRoom } from '../support/room-pages.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const phone = { width: 360, height: 640 };

let app: TestApp;
let make: Factories;
let browser: Browser;
let place: Place;
const errors: string[][] = [];
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 20 } });
  make = new Factories(app);
  browser = await launchBrowser();
  place = await makePlace(make);
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await app?.close();
});

async function open(
  path: string,
  options: Partial<OpenOptions> & { person?: TestPerson } = {},
): Promise<Page> {
  const { person, ...rest } = options;
  const cookie = person && { cookie: person.client.cookieHeader };
  const context = await openBrowserContext(browser, { url: app.url, ...cookie, ...rest });
  contexts.push(context);
  const page = await context.newPage();
  errors.push(watchForErrors(page));
  await page.goto(path);
  return page;
}

describe('a hall with one telephone', () => {
  let host: Page;
  let guest: TestPerson;

  it('is registered by a learner, who finds the others by name and adds whom nobody knows', async () => {
    const learner = await make.makeLearner(place.series.seriesId, 'Trịnh Xuân Bách');
    guest = await make.makeLearner(place.series.seriesId, 'Lô Văn Páo');
    await pasteOne(place, pasted('Nguyễn Thị Bé Ba', { organisation: 'Tổ hợp tác số 3' }));
    host = await open(`/halls/${place.session.code}`, { person: learner, viewport: phone });
    await host.getByLabel('Tên hội trường').fill('Hội trường UBND xã Nam Cát');
    await host.getByLabel('Địa điểm').fill('Nam Cát, Nghệ An');
    await host.getByRole('button', { name: 'Đăng ký' }).click();
    await host.getByRole('heading', { level: 1, name: 'Hội trường UBND xã Nam Cát' }).waitFor();
    await host.getByText('Đang chờ ban tổ chức công nhận hội trường').waitFor();

    for (const [typed, name] of [
      ['be ba', 'Nguyễn Thị Bé Ba'],
      ['lo pao', 'Lô Văn Páo'],
    ] as const) {
      await host.getByLabel('Tìm học viên theo tên', { exact: true }).and(host.locator('input')).fill(typed);
      await host.getByRole('button', { name: 'Tìm', exact: true }).click();
      await host.getByRole('button', { name: new RegExp(name, 'u') }).click();
      await host.getByRole('checkbox', { name: new RegExp(name, 'u') }).waitFor();
    }
    await host.getByRole('button', { name: 'Người chưa có trong danh sách lớp' }).click();
    await host.getByLabel('Họ và tên').fill('Vi Thị Lả');
    await host.getByRole('button', { name: 'Thêm người này' }).click();
    await host.getByRole('checkbox', { name: /Vi Thị Lả/u }).waitFor();
  });

  it('shows digits that somebody with a telephone types, and its attester says who is here', async () => {
    const page = await open(`/halls/${place.session.code}`, { person: guest, viewport: phone });
    const digits = await host.getByText(/^\d{4}$/u).innerText();
    await page.getByLabel('4 số trên màn hình').fill(digits);
    await page.getByRole('button', { name: 'Xác nhận có mặt' }).click();
    await page.getByText('Đã xác nhận bạn có mặt tại Hội trường UBND xã Nam Cát.').waitFor();
    await host.getByText('đã tự xác nhận').waitFor();

    await host.getByRole('checkbox', { name: /Vi Thị Lả/u }).check();
    await host.getByRole('checkbox', { name: /Lô Văn Páo/u }).check();
    await host.getByRole('button', { name: 'Xác nhận 2 người có mặt' }).click();

    await host.getByText(/^\d{2}:\d{2}, 2 người$/u).waitFor();
    expect(await findFaults(host)).toEqual([]);
  });

  it('counts once staff have confirmed it, which its attester sees', async () => {
    const desk = await open(`/sessions/${place.session.sessionId}/beyond`, { person: place.trainer });
    await desk.getByText('Chờ công nhận', { exact: true }).waitFor();
    expect(await findFaults(desk)).toEqual([]);
    await desk.getByRole('button', { name: 'Công nhận', exact: true }).click();
    await desk.getByText('Đã công nhận', { exact: true }).waitFor();
    await host.reload();
    await host.getByText('Hội trường UBND xã Nam Cát').first().waitFor();
    expect(await host.getByText('Đang chờ ban tổ chức công nhận hội trường').count()).toBe(0);
  });
});

describe('a code for viewers elsewhere', () => {
  it('lies over the stage of whoever runs the room, and is typed at a short address without a room', async () => {
    const { page: room } = await openControlRoom(browser, {
      url: app.url,
      code: place.session.code,
      person: place.trainer,
    });
    contexts.push(room.context());
    const desk = await open(`/sessions/${place.session.sessionId}/beyond`, { person: place.trainer });
    await desk.getByText('Hội trường UBND xã Nam Cát').first().waitFor();
    await desk.getByRole('button', { name: 'Hiện một mã ngay' }).click();
    const overlay = room.getByRole('complementary', { name: 'Bạn đang xem trên nền tảng khác?' });
    const letters = await overlay.getByText(/^[A-Z]{5}$/u).innerText();

    const viewer = await open(`/t/${place.session.code}`, { viewport: phone });
    await viewer.getByLabel('Họ và tên').fill('Nguyễn Thị Xem');
    await viewer.getByLabel('Số điện thoại').fill('0912 345 678');
    await viewer.getByRole('button', { name: 'Tiếp tục' }).click();
    await viewer.getByLabel('Mã 5 chữ cái').fill(letters.toLowerCase());
    await viewer.getByRole('button', { name: 'Gửi mã' }).click();
    await viewer.getByText('Đã nhận mã. Cảm ơn bạn!').waitFor();
    await viewer.getByText('Chuyên đề 1: 1 trong 1 mã').waitFor();
    expect(await findFaults(viewer)).toEqual([]);

    await desk.getByRole('cell', { name: '0912 345 678' }).waitFor();
    expect(await findFaults(desk)).toEqual([]);
  });

  it('leaves no page with anything to complain of', () => {
    expect(errors.flat()).toEqual([]);
  });
});
