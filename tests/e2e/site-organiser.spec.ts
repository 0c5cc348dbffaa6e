import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSlideDeckPdf } from '#prisma/seed-materials.ts';
import { ensureFirstOrganiserLink } from '#server/features/accounts/first-organiser.ts';
import { launchBrowser, openBrowserContext, watchForErrors } from '../support/browser.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const password = 'mot hat gao bay hat vang';

let app: TestApp;
let browser: Browser;
let organiser: Page;
let trainer: Page;
const errors: string[][] = [];
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 20 } });
  browser = await launchBrowser();
  organiser = await openSomeone();
  trainer = await openSomeone();
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await app?.close();
});

/** Another person at another machine. */
async function openSomeone(): Promise<Page> {
  const context = await openBrowserContext(browser, { url: app.url });
  contexts.push(context);
  const page = await context.newPage();
  errors.push(watchForErrors(page));
  return page;
}

async function createAccount(page: Page, { name, email }: { name: string; email: string }): Promise<void> {
  await page.getByLabel('Họ và tên').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
}

/** One story, told in order: each step stands on what the one before has made. */
describe('an organiser prepares a series', () => {
  it('by the link that the first start prints, which leaves the address bar at once', async () => {
    const link = await ensureFirstOrganiserLink(app.context, app.url);
    await organiser.goto(link ?? '');
    await organiser.getByRole('heading', { name: 'Tạo tài khoản đầu tiên' }).waitFor();
    expect(organiser.url()).toBe(`${app.url}/invitation`);

    await organiser.getByRole('button', { name: 'Tạo tài khoản' }).click();
    await organiser.getByText('Hãy nhập họ và tên.').waitFor();
    expect(
      await organiser.getByLabel('Họ và tên').evaluate((field) => field === document.activeElement),
    ).toBe(true);

    // A reload loses what was typed, not the invitation.
    await organiser.reload();
    await createAccount(organiser, { name: 'Nguyễn Thị Thu Hà', email: 'thuha@sonongnghiep.vn' });
    await organiser.getByText('Bạn chưa có chương trình nào').waitFor();
  });

  it('names it, and adds topics one after the other', async () => {
    await organiser.getByRole('link', { name: 'Tạo chương trình' }).click();
    await organiser.getByLabel('Tên chương trình').fill('Tập huấn OCOP 2021');
    await organiser.getByRole('button', { name: 'Tạo chương trình' }).click();
    await organiser.getByRole('heading', { level: 1, name: 'Tập huấn OCOP 2021' }).waitFor();

    const field = organiser.getByLabel('Tên chuyên đề mới');
    for (const title of ['Câu chuyện sản phẩm', 'Bao bì và nhãn mác', 'Phương án kinh doanh']) {
      await field.fill(title);
      await field.press('Enter');
      await organiser.getByRole('link', { name: title }).waitFor();
    }
  });

  it('sorts the topics by keyboard and by dragging, and the order holds', async () => {
    const titles = () => organiser.locator('ol a[href*="/topics/"]').allInnerTexts();
    const handle = organiser.getByRole('button', { name: 'Di chuyển: Phương án kinh doanh' });
    await handle.focus();
    await organiser.keyboard.press('ArrowUp');
    await expect.poll(titles).toEqual(['Câu chuyện sản phẩm', 'Phương án kinh doanh', 'Bao bì và nhãn mác']);
    expect(await handle.evaluate((button) => button === document.activeElement)).toBe(true);

    const last = await organiser.getByRole('link', { name: 'Bao bì và nhãn mác' }).boundingBox();
    await organiser.getByRole('button', { name: 'Di chuyển: Câu chuyện sản phẩm' }).hover();
    await organiser.mouse.down();
    await organiser.mouse.move(last?.x ?? 0, (last?.y ?? 0) + 40, { steps: 5 });
    await organiser.mouse.up();
    const sorted = ['Phương án kinh doanh', 'Bao bì và nhãn mác', 'Câu chuyện sản phẩm'];
    await expect.poll(titles).toEqual(sorted);

    await organiser.waitForLoadState('networkidle');
    await organiser.reload();
    await organiser.getByRole('link', { name: 'Câu chuyện sản phẩm' }).waitFor();
    expect(await titles()).toEqual(sorted);
  });

  it('plans a session, told in words as everybody will read it', async () => {
    await organiser.getByRole('link', { name: 'Thêm buổi học' }).click();
    await organiser.getByLabel('Tên buổi học').fill('Buổi 1: Khai mạc');
    await organiser.getByLabel('Ngày học').fill('2031-09-30');
    await organiser.getByLabel('Kết thúc lúc').fill('07:00');
    await organiser.getByLabel('1. Phương án kinh doanh').check();
    await organiser.getByRole('button', { name: 'Thêm buổi học' }).click();
    await organiser.getByText('Giờ kết thúc phải sau giờ bắt đầu.').waitFor();

    await organiser.getByLabel('Kết thúc lúc').fill('11:30');
    await organiser.getByText('Thứ Ba, 30/09/2031, 08:00–11:30 (giờ Việt Nam)').waitFor();
    await organiser.getByRole('button', { name: 'Thêm buổi học' }).click();
    await organiser.getByRole('heading', { level: 1, name: 'Buổi 1: Khai mạc' }).waitFor();
    await organiser.getByRole('img', { name: 'Mã QR dẫn tới buổi học' }).waitFor();
  });

  it('invites a trainer, who accepts on another machine and finds the series', async () => {
    await organiser.getByRole('link', { name: 'Tập huấn OCOP 2021' }).click();
    await organiser.getByRole('link', { name: 'Ban tổ chức' }).click();
    await organiser.getByRole('button', { name: 'Mời thêm người' }).click();
    await organiser.getByLabel('Ghi chú cho riêng bạn').fill('thầy Bình');
    await organiser.getByRole('button', { name: 'Tạo liên kết mời' }).click();
    const link = await organiser.getByLabel('Liên kết mời', { exact: true }).inputValue();
    await organiser.getByRole('button', { name: 'Tôi đã sao chép' }).click();
    await organiser.getByText('thầy Bình').waitFor();

    await trainer.goto(link);
    await trainer.getByRole('heading', { name: 'Mời bạn làm giảng viên' }).waitFor();
    await createAccount(trainer, { name: 'Trần Văn Bình', email: 'binh@daihoc.vn' });
    await trainer.getByRole('heading', { level: 1, name: 'Tập huấn OCOP 2021' }).waitFor();

    await trainer.goto(link);
    await trainer.getByRole('heading', { name: 'Lời mời này không còn dùng được' }).waitFor();
  });

  it('pastes a list of learners as it comes, and is shown what will not be taken', async () => {
    await organiser.getByRole('link', { name: 'Học viên' }).click();
    await organiser.getByRole('button', { name: 'Thêm học viên' }).click();
    await organiser
      .getByLabel('Danh sách học viên')
      .fill(
        [
          'STT\tHọ và tên\tĐiện thoại\tE-mail',
          '1\tĐặng Thị Hoà\t912345678\thoa@hoptacxa.vn',
          '2\tLê Văn An\t0987 654 321',
          '3\tPhạm Văn Cường\t12345678901',
          'Lê Văn An, 0987654321',
        ].join('\n'),
      );
    await organiser.getByText('2 học viên sẽ được thêm').waitFor();
    await organiser.getByText('Dòng 4: số điện thoại chưa đúng').waitFor();
    await organiser.getByText('Dòng 5: trùng với dòng trên').waitFor();
    await organiser.getByRole('button', { name: 'Thêm 2 học viên' }).click();
    await organiser.getByRole('cell', { name: 'Đặng Thị Hoà', exact: true }).waitFor();

    await organiser.getByLabel('Tìm theo tên, số điện thoại, e-mail').fill('dang thi hoa');
    await organiser.getByText('Tìm thấy 1 học viên').waitFor();
    expect(await organiser.getByRole('cell', { name: 'Lê Văn An', exact: true }).count()).toBe(0);
  });

  it('copies a personal link, and whoever opens it comes in under their own name', async () => {
    await organiser.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await organiser.getByRole('button', { name: 'Sao chép liên kết của Đặng Thị Hoà' }).click();
    await organiser.getByText('Đã sao chép liên kết của Đặng Thị Hoà.').waitFor();
    const link = await organiser.evaluate(() => navigator.clipboard.readText());

    const learner = await openSomeone();
    await learner.goto(link);
    await learner.getByText('Đặng Thị Hoà').first().waitFor();
    const me = await learner.context().request.get('/api/me');
    expect(await me.json()).toMatchObject({ me: { name: 'Đặng Thị Hoà' } });
  });
});

describe('a trainer prepares a session', () => {
  it('by uploading slides, which can be leafed through, and learns what is wrong with a broken file', async () => {
    await trainer.goto('/');
    await trainer.getByRole('link', { name: 'Tập huấn OCOP 2021' }).last().click();
    await trainer.getByRole('link', { name: 'Phương án kinh doanh' }).last().click();
    await trainer.getByText('Chưa có tài liệu nào').waitFor();

    const pdf = makeSlideDeckPdf({
      title: 'Phương án kinh doanh',
      slides: [{ heading: 'Thị trường', lines: ['Ai mua?', 'Mua bao nhiêu?'] }],
    });
    await trainer.locator('input[type="file"]').setInputFiles([
      { name: 'Phương án.pdf', mimeType: 'application/pdf', buffer: pdf },
      { name: 'Hỏng.pdf', mimeType: 'application/pdf', buffer: Buffer.from('đây không phải PDF') },
    ]);
    await trainer.getByText('2 trang', { exact: false }).waitFor({ timeout: 100_000 });
    const broken = trainer.getByRole('alert').filter({ hasText: 'Hỏng.pdf' });
    await broken.waitFor();
    await trainer.getByRole('button', { name: 'Bỏ Hỏng.pdf khỏi danh sách' }).click();
    await broken.waitFor({ state: 'detached' });

    await trainer.getByRole('button', { name: 'Xem Phương án.pdf' }).click();
    await trainer.getByRole('img', { name: 'Trang 1 trên 2 của Phương án.pdf' }).waitFor();
    await trainer.keyboard.press('ArrowRight');
    await trainer.getByRole('img', { name: 'Trang 2 trên 2 của Phương án.pdf' }).waitFor();
    await trainer.keyboard.press('Escape');

    await trainer.getByRole('switch', { name: 'Cho học viên tải về' }).check();
    await trainer.reload();
    await trainer.getByText('2 trang', { exact: false }).waitFor();
    expect(await trainer.getByRole('switch', { name: 'Cho học viên tải về' }).isChecked()).toBe(true);
  });

  it('by writing a feedback form, whose draft outlives a look at another page', async () => {
    await trainer.getByRole('link', { name: 'Buổi 1: Khai mạc' }).click();
    await trainer.getByRole('link', { name: 'Góp ý' }).click();
    await trainer.getByRole('link', { name: 'Sửa phiếu góp ý' }).click();
    await trainer.getByRole('button', { name: 'Thêm câu hỏi' }).click();
    await trainer.getByRole('button', { name: 'Chọn một câu' }).click();
    await trainer.getByRole('button', { name: 'Lưu phiếu góp ý' }).click();
    await trainer.getByText('Hãy viết câu hỏi.').waitFor();

    const question = trainer.getByRole('group', { name: /^Câu \d+$/u }).last();
    await question.getByLabel('Câu hỏi').fill('Anh/chị đã có sản phẩm OCOP chưa?');
    await question.getByLabel('Lựa chọn 1', { exact: true }).fill('Đã có');
    await question.getByLabel('Lựa chọn 2', { exact: true }).fill('Chưa có');

    await trainer.getByRole('link', { name: 'Điểm danh' }).click();
    await trainer.getByText('Chưa có điểm danh').waitFor();
    await trainer.goBack();
    await trainer.getByText('Có thay đổi chưa lưu').waitFor();
    await trainer.getByRole('button', { name: 'Lưu phiếu góp ý' }).click();
    await trainer.getByText('Đã lưu phiếu góp ý.').waitFor();

    await trainer.reload();
    const preview = trainer.getByRole('region', { name: 'Học viên sẽ thấy' });
    await preview.getByText('Anh/chị đã có sản phẩm OCOP chưa?').waitFor();
    await preview.getByLabel('Chưa có').check();
  });

  it('by opening the doors, starting and ending it, each with its time', async () => {
    await trainer.getByRole('link', { name: 'Tổng quan' }).click();
    await trainer.getByRole('button', { name: 'Mở cửa phòng học' }).click();
    await trainer.getByRole('link', { name: 'Vào phòng học' }).waitFor();
    await trainer.getByRole('button', { name: 'Bắt đầu buổi học' }).click();
    await trainer.getByText('Đang diễn ra', { exact: true }).waitFor();
    await trainer.getByRole('button', { name: 'Kết thúc buổi học' }).click();
    await trainer.getByRole('dialog').getByRole('button', { name: 'Kết thúc buổi học' }).click();
    await trainer.getByText('Đã kết thúc', { exact: true }).waitFor();
  });
});

it('what was done stands in the log, in sentences', async () => {
  await organiser.getByRole('link', { name: 'Nhật ký' }).click();
  await organiser.getByText('Trần Văn Bình kết thúc buổi học').waitFor();
  expect(await organiser.locator('main').innerText()).not.toMatch(/(^|\s)[a-z_]+\.[a-z_]+/mu);
});

it('nothing went wrong in anybody’s console', () => {
  // Chromium itself writes a line for each refusal; the refusals here were meant.
  const unexpected = errors
    .flat()
    .filter((line) => !/the server responded with a status of 4\d\d/u.test(line));
  expect(unexpected).toEqual([]);
});
