import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findFaults } from '../support/axe.ts';
import { launchBrowser, type OpenOptions, openBrowserContext, watchForErrors } from '../support/browser.ts';
import { type BuiltPages, serveBuiltSite } from '../support/built-pages.ts';

let pages: BuiltPages;
let browser: Browser;

beforeAll(async () => {
  [pages, browser] = await Promise.all([serveBuiltSite(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await pages?.close();
});

/** The gallery in a browser of its own; the test fails if anything goes wrong in its console. */
async function openGallery(options: Omit<OpenOptions, 'url'> = {}): Promise<Page> {
  const context = await openBrowserContext(browser, { url: pages.url, ...options });
  const page = await context.newPage();
  const errors = watchForErrors(page);
  onTestFinished(async () => {
    await context.close();
    expect(errors).toEqual([]);
  });
  await page.goto('/gallery');
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const focused = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
  );

/** Each size and each theme once: a fault of one theme shows at any size, and one of a size in any theme. */
const looks = [
  { colorScheme: 'light', viewport: { width: 360, height: 640 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
] as const;

describe('every component', () => {
  it.each(looks)('has no fault that axe can find ($colorScheme, $viewport.width px)', async (look) => {
    const page = await openGallery(look);
    expect(await findFaults(page)).toEqual([]);
  });

  it('has none in a dialog, a menu and a notice either', async () => {
    const page = await openGallery();
    await page.getByRole('button', { name: 'Thông báo có việc cần làm' }).click();
    await page.getByRole('button', { name: 'Gửi lại' }).waitFor();
    await page.getByRole('button', { name: 'Thêm thao tác' }).click();
    expect(await findFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Hỏi và thất bại' }).click();
    await page.getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await page.getByText('Không kết nối được với máy chủ').waitFor();
    expect(await findFaults(page)).toEqual([]);
  });

  it('fits a phone of 320 px, in both languages, without scrolling sideways', async () => {
    for (const language of ['Tiếng Việt', 'English']) {
      const page = await openGallery({ viewport: { width: 320, height: 568 } });
      await page.getByRole('button', { name: 'Hiển thị' }).click();
      await page.getByRole('button', { name: language }).click();
      const overflow = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(overflow, language).toBe(0);
    }
  });

  it('can be hit with a thumb: nothing to press is smaller than 44 px, but in dense tables', async () => {
    const page = await openGallery({ viewport: { width: 360, height: 640 } });
    const small = await page.evaluate(() => {
      const isTarget =
        'button, select, textarea, summary, [role="tab"], input:not([type="checkbox"], [type="radio"])';
      const isSmall = (element: Element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 0 && (Math.round(width) < 44 || Math.round(height) < 44);
      };
      return [...document.querySelectorAll(isTarget)]
        .filter(
          (element) => isSmall(element) && !element.closest('table') && !/_small_/.test(element.className),
        )
        .map((element) => element.outerHTML.slice(0, 120));
    });
    expect(small).toEqual([]);
  });
});

describe('by keyboard', () => {
  it('the first thing is a way past the header, straight to the content', async () => {
    const page = await openGallery();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Đến nội dung chính');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'main');
  });

  it('a dialog takes the focus to its first field, keeps it, and gives it back on Esc', async () => {
    const page = await openGallery();
    await page.getByRole('button', { name: 'Mở hộp thoại' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Thêm chuyên đề' });
    await dialog.waitFor();
    expect(
      await dialog.getByLabel('Tên chuyên đề').evaluate((field) => field === document.activeElement),
    ).toBe(true);

    for (let press = 0; press < 6; press += 1) {
      await page.keyboard.press('Tab');
      // Between its last and its first stop, the browser's own bars have the focus: then the page has none.
      const isInside = await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
      );
      expect(isInside).toBe(true);
    }

    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.textContent === 'Mở hộp thoại');
  });

  it('what fails in a question stays open and says why', async () => {
    const page = await openGallery();
    await page.getByRole('button', { name: 'Hỏi và thất bại' }).click();
    const dialog = page.getByRole('dialog', { name: 'Kết thúc buổi học?' });
    await dialog.getByRole('button', { name: 'Kết thúc' }).press('Enter');
    await dialog.getByRole('alert').getByText('Không kết nối được với máy chủ').waitFor();
    await dialog.getByRole('button', { name: 'Huỷ' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
  });

  it('tabs are one stop, arrows go round them, and the panel follows', async () => {
    const page = await openGallery();
    const tab = (name: string) => page.getByRole('tab', { name });
    await tab('Câu hỏi').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tabpanel', { name: 'Người dự' }).waitFor();
    expect(await tab('Người dự').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('End');
    await page.getByRole('tabpanel', { name: 'Tài liệu' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tabpanel', { name: 'Câu hỏi' }).waitFor();
    expect(await tab('Câu hỏi').evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.locator('[role="tab"][tabindex="0"]').count()).toBe(1);
  });

  it('a menu opens, is walked through with arrows past what is locked, and closes with the focus on its button', async () => {
    const page = await openGallery();
    const button = page.getByRole('button', { name: 'Thêm thao tác' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Khoá' }).waitFor();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    const visited: unknown[] = [];
    for (let press = 0; press < 4; press += 1) {
      await page.keyboard.press('ArrowDown');
      visited.push(await focused(page));
    }
    expect(visited).toEqual(['Sửa', 'Tải về', 'Xoá', 'Sửa']);

    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.textContent === 'Thêm thao tác');
    expect(await button.getAttribute('aria-expanded')).toBe('false');
  });
});

describe('what a person chose', () => {
  it('of language and theme is there at once after a reload, before anything is drawn', async () => {
    const page = await openGallery();
    await page.getByRole('button', { name: 'Hiển thị' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Components', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Display' }).click();
    await page.getByRole('button', { name: 'Dark', exact: true }).click();

    await page.reload({ waitUntil: 'commit' });
    await page.waitForFunction(() => document.body !== null);
    expect(
      await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme]),
    ).toEqual(['en', 'dark']);
    await page.getByRole('heading', { name: 'Components', level: 1 }).waitFor();
    const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(paper).toBe('rgb(23, 21, 18)');
  });

  it('of order sorts a list of people by their given names', async () => {
    const page = await openGallery();
    const names = () =>
      page.getByRole('table', { name: 'Người dự chuyên đề 1' }).locator('tbody td:first-child');
    expect(await names().allTextContents()).toEqual([
      'Trần Văn An',
      'Nguyễn Thị Ngọc Ánh',
      'Dương Văn Bình',
      'Đặng Thị Hoà',
    ]);
    await page.getByRole('button', { name: 'Có mặt' }).click();
    await page.locator('[aria-sort="ascending"]', { hasText: 'Có mặt' }).waitFor();
    expect(await names().first().textContent()).toBe('Nguyễn Thị Ngọc Ánh');
  });
});

describe('the frame of the site', () => {
  it('leads from page to page without loading anew, and back', async () => {
    const page = await openGallery();
    await page.goto('/no/such/page');
    const missing = page.getByRole('heading', { name: 'Không có trang này' });
    await missing.waitFor();
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));

    await page.getByRole('link', { name: 'Về trang đầu' }).click();
    await page.waitForURL((url) => url.pathname !== '/no/such/page');
    await page.goBack();
    await missing.waitFor();
    expect(await page.evaluate(() => Reflect.get(window, 'isSamePage'))).toBe(true);
  });

  it('shows the licences of everything that travels with the page', async () => {
    const answer = await fetch(`${pages.url}/notices.txt`);
    const text = await answer.text();
    for (const name of ['preact', 'i18next', 'react-router', '@tanstack/react-query', 'Be Vietnam Pro']) {
      expect(text).toContain(name);
    }
  });
});
