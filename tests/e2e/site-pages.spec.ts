import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Story, seedPassword } from '#prisma/seed.ts';
import { findFaults } from '../support/axe.ts';
import type { OpenOptions } from '../support/browser.ts';
import { inSeries, inSession, type SiteLook, StorySite, sitePages } from '../support/site-pages.ts';
import { TestClient } from '../support/test-client.ts';

let site: StorySite;
let story: Story;
let organiserCookie: string;

beforeAll(async () => {
  site = await StorySite.start();
  ({ story, organiserCookie } = site);
});
afterAll(() => site?.close());

const series = (rest: string) => inSeries(story, rest);
const session = (number: number, rest: string) => inSession(story, number, rest);
const openPage = (address: string, options: Omit<OpenOptions, 'url'> = {}): Promise<Page> =>
  site.open(address, options);

// Light and dark in turn: both are looked at on every page where there is time for it (site-pages.long.spec.ts).
it.each(sitePages.map((one, at) => ({ ...one, look: at % 2 === 0 ? 'phone' : 'desk' }) as const))(
  '$name has its heading and title, fits a phone and a desk, and axe finds nothing ($look)',
  ({ look, ...one }) => site.check(one, [look satisfies SiteLook]),
);

it.each([
  { name: 'the front page', at: () => '/', reads: 1 },
  { name: 'the programme', at: () => series(''), reads: 2 },
  { name: 'the learners', at: () => series('/learners'), reads: 3 },
  { name: 'the results of a series', at: () => series('/attendance'), reads: 3 },
  {
    name: 'the results of a topic',
    at: () => series(`/attendance/topics/${story.topicIds[0]}`),
    reads: 3,
  },
  { name: 'the account page', at: () => '/account', reads: 1 },
])('$name: what the browser is told to ask for ahead is what the page reads, once', async ({ at, reads }) => {
  const page = await openPage('/sign-in', { cookie: organiserCookie });
  let asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/api/')) asked.push(pathname + search);
  });
  const told: string[] = [];
  const isPage = (url: URL): boolean => url.pathname === at();
  await page.route(isPage, async (route) => {
    const response = await route.fetch();
    const { link = '', ...headers } = response.headers();
    told.push(...[...link.matchAll(/<([^>]+)>/gu)].map(([, address]) => address ?? ''));
    await route.fulfill({ response, headers });
  });
  // Without being told, the page asks for all of it by itself …
  await page.goto(at(), { waitUntil: 'networkidle' });
  expect(told).toHaveLength(reads);
  expect(asked).toEqual(expect.arrayContaining(told));

  // … and being told, for nothing a second time.
  await page.unroute(isPage);
  asked = [];
  await page.goto(at(), { waitUntil: 'networkidle' });
  for (const address of told) expect(asked.filter((each) => each === address)).toEqual([address]);
});

it('a visitor from another country reads the site in English, chosen once and kept', async () => {
  const page = await openPage('/');
  await page.getByRole('button', { name: 'Hiển thị' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Live training, on your own server' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Live training, on your own server' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

it('a page that needs a sign-in asks for one, and comes back to where it was', async () => {
  const page = await openPage(series('/learners'));
  await page.getByLabel('E-mail hoặc số điện thoại').fill(story.organiser.email);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(seedPassword);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByRole('heading', { name: 'Học viên', exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe(series('/learners'));
});

it('a slip in a session code is told on the front page, and the right one leads to the room', async () => {
  const page = await openPage('/');
  const code = page.getByLabel('Mã buổi học');
  await code.fill('abc');
  await page.getByRole('button', { name: 'Vào phòng học' }).click();
  await page.getByText('Mã gồm 6 đến 16 chữ cái và chữ số').waitFor();
  expect(await code.evaluate((field) => field === document.activeElement)).toBe(true);

  const { code: right } = story.sessions[3] ?? { code: '' };
  await code.fill(` ${right.toUpperCase()} `);
  await page.getByRole('button', { name: 'Vào phòng học' }).click();
  await page.waitForURL(`**/s/${right}`);
});

describe('attendance', () => {
  it('is found by name without marks, filtered, sorted, and taken along as a spreadsheet', async () => {
    const page = await openPage(session(1, '/attendance'), { cookie: organiserCookie });
    const rows = page.locator('tbody tr').filter({ has: page.getByRole('cell') });
    await page.getByText('40 học viên', { exact: true }).waitFor();
    const names = () =>
      page.getByRole('table', { name: 'Điểm danh' }).locator('tbody td:first-child').allInnerTexts();

    const sample = story.learners[0]?.name ?? '';
    const plain = sample.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/giu, 'd').toLowerCase();
    await page.getByLabel('Tìm theo tên').fill(plain);
    await page.getByText('1 học viên', { exact: true }).waitFor();
    expect(await names()).toEqual([sample]);

    await page.getByLabel('Tìm theo tên').fill('');
    await page.getByLabel('Hiện', { exact: true }).selectOption('none');
    await page.getByText('6 học viên', { exact: true }).last().waitFor();
    await page.getByLabel('Hiện', { exact: true }).selectOption('self');
    await page.getByRole('button', { name: 'Tổng thời gian' }).click();
    const minutes = await page
      .getByRole('table', { name: 'Điểm danh' })
      .locator('tbody td:nth-child(6)')
      .allInnerTexts();
    const figures = minutes.map((text) => Number.parseInt(text, 10));
    expect(figures).toEqual([...figures].sort((left, right) => left - right));
    expect(await rows.count()).toBeGreaterThan(0);

    const link = page.getByRole('link', { name: 'Tải bảng tính (CSV)' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const bytes = await readFile(await download.path());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    // The name comes from the server: what a busy browser suggests before the answer is there may be another.
    const answer = await page.request.get((await link.getAttribute('href')) ?? '');
    expect(answer.headers()['content-disposition']).toMatch(/filename="danh-sach-diem-danh-.*\.csv"/u);
  });

  it('follows who comes and who goes while the session is live', async () => {
    const page = await openPage(session(4, '/attendance'), { cookie: organiserCookie });
    const [learner] = story.learners;
    const { code } = story.sessions[3] ?? { code: '' };
    const present = page.locator('dl div', { hasText: 'Đang có mặt' }).locator('dd span').first();
    await expect.poll(() => present.innerText()).toBe('0');

    const phone = new TestClient(site.app.url);
    await phone.http('POST', `/api/rooms/${code}/enter`, { linkToken: learner?.linkToken });
    const inRoom = await phone.join(code);
    await expect.poll(() => present.innerText(), { timeout: 20_000 }).toBe('1');
    const row = page.getByRole('row', { name: learner?.name ?? '' });
    await row.getByText('Đang có mặt').waitFor();

    inRoom.close();
    await expect.poll(() => present.innerText(), { timeout: 20_000 }).toBe('0');
    await page
      .getByRole('region', { name: 'Đã rời lớp' })
      .getByRole('listitem')
      .first()
      .getByText(learner?.name ?? '')
      .waitFor();
  });

  it('has its curve to read as a table as well', async () => {
    const page = await openPage(session(2, '/attendance'), { cookie: organiserCookie });
    const figure = page.getByRole('figure', { name: 'Diễn biến buổi học' });
    await figure.locator('svg').first().waitFor();
    await figure.getByText('Xem bảng số liệu').click();
    await figure.getByRole('table').getByRole('cell', { name: 'Chuyên đề' }).first().waitFor();
    expect(await findFaults(page)).toEqual([]);
  });
});

describe('the results of a series', () => {
  it('are gone through by keyboard, cell by cell, to the page of a learner', async () => {
    const page = await openPage(series('/attendance'), { cookie: organiserCookie });
    const grid = page.getByRole('grid', { name: 'Học viên theo chuyên đề' });
    await grid.waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe('41');
    const detail = page.getByTestId('cell-detail');

    await grid.focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    await expect.poll(() => detail.innerText()).toMatch(/, Chuyên đề 1: .+ phút/u);
    await page.keyboard.press('Control+End');
    await expect.poll(() => detail.innerText()).toMatch(/, Chuyên đề 11: chưa dạy$/u);
    const active = await grid.getAttribute('aria-activedescendant');
    await page.locator(`[id="${active}"]`).waitFor({ state: 'visible' });

    const name = (await detail.innerText()).split(',')[0] ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'Bản ghi gốc' }).waitFor();
  });

  it('are a table for whoever wants figures, and whole on paper whatever the screen shows', async () => {
    const page = await openPage(series('/attendance'), { cookie: organiserCookie });
    await page.getByRole('grid').waitFor();
    await page.getByLabel('Bảng số liệu').check();
    const rows = page.getByRole('table', { name: 'Học viên theo chuyên đề' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(40);
    await page.getByLabel('Kết quả', { exact: true }).selectOption('almost');
    await expect.poll(() => rows.count()).toBeLessThan(40);
    await page.getByLabel('Kết quả', { exact: true }).selectOption('all');
    await page.getByLabel('Bản đồ nhiệt').check();

    await page.getByRole('grid').waitFor();
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => rows.count()).toBe(40);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('grid').waitFor();
  });
});
