import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults, findOverflow } from '#tests/support/axe.ts';
import { launchBrowser } from '#tests/support/browser.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { enterByName, openControlRoom, type RoomPage } from '#tests/support/room-pages.ts';
import { ServerProcess } from '#tests/support/server-process.ts';

let server: ServerProcess;
let browser: Browser;
let session: TestSession;
let moderator: TestPerson;
let staff: RoomPage;
let hoa: RoomPage;
let lan: RoomPage;

beforeAll(async () => {
  server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries({ topics: 1 });
      session = await make.makeSession({ series, title: 'Câu chuyện sản phẩm OCOP' });
      moderator = await make.makeModerator(series.seriesId, 'Phạm Thị Thu');
    },
  });
  browser = await launchBrowser();
  const { url } = server;
  const { code } = session;
  const phone = { width: 360, height: 640 };
  staff = await openControlRoom(browser, { url, code, person: moderator });
  hoa = await enterByName(browser, { url, code, name: 'Nguyễn Thị Hoa', viewport: phone });
  lan = await enterByName(browser, { url, code, name: 'Lê Thị Lan' });
  for (const { page } of [staff, hoa, lan]) {
    await page.getByRole('tab', { name: /^Trò chuyện/u }).click();
    await line(page).waitFor();
  }
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const line = (page: Page) => page.getByRole('textbox', { name: /^(?:Nhắn|Trả lời)/u });
const said = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });

/** As most people do it: write, Enter. */
async function say(page: Page, text: string): Promise<void> {
  await line(page).fill(text);
  await line(page).press('Enter');
}

async function chooseAct(page: Page, text: string, act: string): Promise<void> {
  await said(page, text)
    .getByRole('button', { name: /^Thao tác/u })
    .click();
  await said(page, text).getByRole('button', { name: act }).click();
}

describe('a class chats', () => {
  it('what one learner writes, the others read with the name', async () => {
    await say(hoa.page, 'Chào cả lớp từ Sơn La');
    for (const { page } of [lan, staff]) {
      await said(page, 'Chào cả lớp từ Sơn La').getByText('Nguyễn Thị Hoa').waitFor();
    }
    await said(hoa.page, 'Chào cả lớp từ Sơn La').getByText('Bạn', { exact: true }).waitFor();
    expect(await line(hoa.page).inputValue()).toBe('');
  });

  it('a script that is written stays a text, on every page', async () => {
    const script = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    await say(lan.page, script);
    for (const { page } of [hoa, staff]) {
      await said(page, script).waitFor();
      expect(await page.locator('[role=log] img, [role=log] script').count()).toBe(0);
      expect(await page.title()).not.toBe('1');
    }
  });

  it('a link is pressed where staff wrote it, and shows where it leads; a learner’s stays a text', async () => {
    await say(staff.page, 'Mẫu hồ sơ: https://ocop.gov.vn/mau và https://аpple.com');
    const item = said(hoa.page, 'Mẫu hồ sơ');
    const link = item.getByRole('link', { name: 'https://ocop.gov.vn/mau' });
    await link.waitFor();
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow ugc');
    expect(await link.getAttribute('target')).toBe('_blank');
    await item.getByText('dẫn tới xn--pple-43d.com').waitFor();

    await say(hoa.page, 'Xem https://qua-tang.example nhé');
    await said(lan.page, 'qua-tang.example').waitFor();
    expect(await said(lan.page, 'qua-tang.example').getByRole('link').count()).toBe(0);
    expect(await said(staff.page, 'qua-tang.example').getByRole('link').count()).toBe(1);
  });

  it('staff answer in a thread under the message, and its author is told wherever they look', async () => {
    await say(hoa.page, 'Hạn nộp là ngày nào ạ?');
    await hoa.page.getByRole('tab', { name: 'Tài liệu' }).click();
    await chooseAct(staff.page, 'Hạn nộp là ngày nào', 'Trả lời');
    await say(staff.page, 'Ngày 30/9 chị nhé');
    await lan.page.getByRole('list', { name: 'Trả lời cho Nguyễn Thị Hoa' }).getByText('Ngày 30/9').waitFor();
    await hoa.page.getByText('Phạm Thị Thu trả lời bạn: Ngày 30/9 chị nhé').waitFor();
    await hoa.page.getByRole('tab', { name: /^Trò chuyện.*1/u }).click();
    await said(hoa.page, 'Ngày 30/9').waitFor();
  });

  it('staff make a question of a message', async () => {
    await say(lan.page, 'Tem truy xuất mua ở đâu?');
    await chooseAct(staff.page, 'Tem truy xuất', 'Đưa vào Hỏi đáp');
    await said(staff.page, 'Tem truy xuất').getByText('Đã đưa vào Hỏi đáp').waitFor();
    await hoa.page.getByRole('tab', { name: 'Hỏi đáp' }).click();
    await hoa.page
      .getByRole('listitem')
      .filter({ hasText: 'Tem truy xuất' })
      .getByText('Lê Thị Lan')
      .waitFor();
    await hoa.page.getByRole('tab', { name: /^Trò chuyện/u }).click();
  });

  it('staff delete a message: learners lose it at once, staff see who deleted it', async () => {
    await say(lan.page, 'Mua hàng giá rẻ ở đây');
    await said(hoa.page, 'Mua hàng').waitFor();
    await chooseAct(staff.page, 'Mua hàng', 'Xoá');
    await said(hoa.page, 'Mua hàng').waitFor({ state: 'detached' });
    await said(lan.page, 'Mua hàng').waitFor({ state: 'detached' });
    await said(staff.page, 'Mua hàng').getByText('Phạm Thị Thu đã xoá tin này').waitFor();
  });

  it('a learner takes back their own by the keyboard alone', async () => {
    const { page } = lan;
    await say(page, 'Gõ nhầm');
    await said(page, 'Gõ nhầm').waitFor();
    const acts = said(page, 'Gõ nhầm').getByRole('button', { name: 'Thao tác với tin của Bạn' });
    await acts.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await said(hoa.page, 'Gõ nhầm').waitFor({ state: 'detached' });
    await expect.poll(() => line(page).evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('what staff say among themselves is counted for staff and unknown to learners', async () => {
    const colleague = await openControlRoom(browser, {
      url: server.url,
      code: session.code,
      person: moderator,
    });
    await colleague.page.getByRole('tab', { name: /^Trò chuyện/u }).click();
    await colleague.page.getByRole('button', { name: 'Ban tổ chức', exact: true }).click();
    await say(colleague.page, 'Mời chị Hoa phát biểu nhé');
    await staff.page.getByRole('button', { name: /^Ban tổ chức.*1 tin chưa đọc/u }).click();
    await said(staff.page, 'Mời chị Hoa phát biểu').getByText('Điều phối viên').waitFor();
    for (const { page } of [hoa, lan]) {
      expect(await page.getByText('Mời chị Hoa phát biểu').count()).toBe(0);
      expect(await page.getByRole('button', { name: 'Ban tổ chức' }).count()).toBe(0);
    }
    await staff.page.getByRole('button', { name: /^Cả lớp/u }).click();
    await colleague.page.context().close();
  });

  it('slow mode counts down on the page, and lets the next message go when it is over', async () => {
    await staff.page.getByRole('button', { name: 'Cài đặt trò chuyện' }).click();
    await staff.page.getByRole('button', { name: /^Mỗi tin cách 10/u }).click();
    await lan.page.getByText(/^Chế độ chậm/u).waitFor({ state: 'attached' });
    await say(lan.page, 'Tin thứ nhất');
    const wait = lan.page.getByRole('button', { name: /^Gửi sau \d+ giây$/u });
    await wait.waitFor();
    expect(await wait.isDisabled()).toBe(true);
    await line(lan.page).fill('Tin thứ hai');
    await line(lan.page).press('Enter');
    expect(await line(lan.page).inputValue()).toBe('Tin thứ hai');
    await lan.page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await said(hoa.page, 'Tin thứ hai').waitFor();
  });

  it('what is written without a network waits, and is sent once', async () => {
    await hoa.page.context().setOffline(true);
    await hoa.page
      .getByText(/mất mạng|không có mạng|nối lại/iu)
      .first()
      .waitFor();
    await say(hoa.page, 'Viết lúc mất mạng');
    await hoa.page.getByText('Chờ gửi', { exact: false }).waitFor();
    await hoa.page.context().setOffline(false);
    await said(lan.page, 'Viết lúc mất mạng').waitFor();
    await said(hoa.page, 'Viết lúc mất mạng').waitFor();
    expect(await said(lan.page, 'Viết lúc mất mạng').count()).toBe(1);
  });

  it('a learner’s applause is seen as a count by everybody', async () => {
    for (const { page } of [hoa, lan]) {
      await page.getByRole('button', { name: 'Biểu cảm' }).click();
      await page.getByRole('button', { name: /Vỗ tay/u }).click();
    }
    for (const { page } of [hoa, lan, staff]) {
      const applause = page.getByRole('list', { name: 'Biểu cảm' });
      await applause.getByRole('img', { name: 'Vỗ tay' }).waitFor();
    }
    await staff.page.getByRole('list', { name: 'Biểu cảm' }).waitFor({ state: 'detached' });
  });

  it('who reads further up is left there, and told how much has come', async () => {
    for (let count = 1; count <= 9; count += 1) await say(staff.page, `Thông báo số ${count}`);
    await said(hoa.page, 'Thông báo số 9').waitFor();
    await hoa.page.getByRole('log').evaluate((log) => log.scrollTo(0, 0));
    await hoa.page.getByRole('log').evaluate((log) => log.scrollTop === 0);
    await expect
      .poll(async () => {
        await say(staff.page, 'Tin mới');
        return hoa.page.getByRole('button', { name: /tin nhắn mới$/u }).count();
      })
      .toBe(1);
    expect(await hoa.page.getByRole('log').evaluate((log) => log.scrollTop)).toBe(0);
    await hoa.page.getByRole('button', { name: /tin nhắn mới$/u }).click();
    await hoa.page.getByRole('button', { name: /tin nhắn mới$/u }).waitFor({ state: 'detached' });
  });

  it('axe finds nothing, nothing is wider than a phone, and no page complained', async () => {
    for (const { page, errors } of [hoa, lan, staff]) {
      expect(await findFaults(page)).toEqual([]);
      expect(await findOverflow(page)).toBe(0);
      expect(errors.filter((error) => !/ERR_INTERNET_DISCONNECTED|WebSocket/u.test(error))).toEqual([]);
    }
  });
});
