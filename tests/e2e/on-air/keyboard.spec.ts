import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#tests/support/browser.ts';
import { type Classroom, makeClassroom } from '#tests/support/classroom.ts';
import { Factories } from '#tests/support/factories.ts';
import {
  buttonOf,
  choose,
  expectFocus,
  openTab,
  pressButton,
  pressKeyOn,
  tabTo,
} from '#tests/support/keyboard.ts';
import { holdChecks } from '#tests/support/presence-checks.ts';
import { enterByName, openControlRoom, type RoomPage } from '#tests/support/room-pages.ts';
import { listenToRegions, readAnnounced } from '#tests/support/screen-reader.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let browser: Browser;
let room: Classroom;
let trainer: Page;
let hoa: Page;
const opened: RoomPage[] = [];
/** The rest of the class, and a moderator, who need no page to be seen. */
let crowd: TestPage[];
let moderator: TestPage;

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  const make = new Factories(app);
  room = await makeClassroom(make, { state: 'live' });
  await holdChecks(app, room);
  browser = await launchBrowser();
  const { url } = app;
  const { code } = room.session;
  const { seriesId } = room.series;
  const initScript = listenToRegions;
  opened.push(
    await openControlRoom(browser, { url, code, person: room.trainer, initScript }),
    await enterByName(browser, {
      url,
      code,
      name: 'Nguyễn Thị Hoa',
      viewport: { width: 360, height: 640 },
      initScript,
    }),
  );
  const names = ['Lê Văn An', 'Vũ Thị Bích', 'Đỗ Văn Cảnh'];
  const learners = await Promise.all(names.map((name) => make.makeLearner(seriesId, name)));
  crowd = await Promise.all(learners.map(({ client }) => client.join(code)));
  moderator = await (await make.makeModerator(seriesId)).client.join(code);
  [trainer, hoa] = opened.map(({ page }) => page) as [Page, Page];
  await trainer.getByRole('tab', { name: /^Hỏi đáp/u }).waitFor();
  await hoa.getByRole('tab', { name: /^Hỏi đáp/u }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const onBoth = async () => {
  await expectFocus(trainer);
  await expectFocus(hoa);
};
const said = async (page: Page, part: string) =>
  (await readAnnounced(page)).filter((text) => text.includes(part));
const hears = (page: Page, part: string) => expect.poll(() => said(page, part), { timeout: 15_000 });

/** As the trainer's desk does, with fewer seconds. */
const countDown = (seconds: number, label: string) =>
  moderator.request('timer:start', { clientId: randomUUID(), seconds, label });

describe('the stage, by keyboard alone (R52, R53)', () => {
  it('a trainer goes on air and finds the next act under the hand', async () => {
    await pressButton(trainer, 'Lên hình');
    const dialog = trainer.getByRole('dialog');
    await pressKeyOn(trainer, buttonOf(dialog, /^Lên hình/u));
    await dialog.waitFor({ state: 'hidden' });
    await expectFocus(trainer);
    await pressButton(trainer, 'Tắt camera');
    await buttonOf(trainer, 'Bật camera').waitFor();
    await expectFocus(trainer);
  });

  it('a hand is told to staff once, and an invitation takes the learner to its question at once', async () => {
    await openTab(trainer, /^Học viên/u);
    await pressButton(hoa, 'Giơ tay');
    await buttonOf(hoa, 'Thứ 1 trong hàng').waitFor();
    await hears(trainer, 'Nguyễn Thị Hoa giơ tay').toHaveLength(1);
    await pressButton(trainer, 'Mời Nguyễn Thị Hoa lên phát biểu');
    await buttonOf(trainer, 'Rút lời mời Nguyễn Thị Hoa').waitFor();
    const dialog = hoa.getByRole('dialog', { name: 'Mời bạn lên phát biểu' });
    await dialog.waitFor();
    await expect
      .poll(() => dialog.evaluate((element) => element.contains(document.activeElement)))
      .toBe(true);
    await onBoth();
    await pressButton(trainer, 'Rút lời mời Nguyễn Thị Hoa');
    await dialog.waitFor({ state: 'hidden' });
    await onBoth();
  });

  it('whoever agrees goes on to the microphone and the band, and keeps their place in the page', async () => {
    if (await buttonOf(hoa, 'Giơ tay').isVisible()) await pressButton(hoa, 'Giơ tay');
    await pressButton(trainer, 'Mời Nguyễn Thị Hoa lên phát biểu');
    await pressButton(hoa, 'Đồng ý, thử micro');
    await hoa.getByRole('dialog', { name: 'Camera và micro' }).waitFor();
    await expectFocus(hoa);
    await pressButton(hoa, 'Lên phát biểu');
    await buttonOf(hoa, 'Tắt micro').waitFor();
    await onBoth();
  });

  it('is kept in order by staff: muted, held, darkened, made large, sent back', async () => {
    const acts = 'Thao tác với Nguyễn Thị Hoa';
    await pressButton(trainer, 'Tắt micro của Nguyễn Thị Hoa');
    await buttonOf(hoa, 'Bật micro').waitFor();
    await hears(hoa, 'đã tắt micro của bạn').toHaveLength(1);
    await onBoth();
    await pressButton(hoa, 'Bật micro');
    await buttonOf(trainer, 'Tắt micro của Nguyễn Thị Hoa').waitFor();
    await choose(trainer, acts, 'Khoá micro');
    await buttonOf(hoa, /đang khoá micro của bạn$/u).waitFor();
    await onBoth();
    await choose(trainer, acts, 'Mở khoá micro');
    await choose(trainer, acts, 'Tắt camera');
    await buttonOf(hoa, /đang tắt camera của bạn$/u).waitFor();
    await choose(trainer, acts, 'Phóng lớn cho cả lớp');
    await trainer.getByText('đang được phóng lớn').first().waitFor();
    await onBoth();
    await choose(trainer, 'Thao tác với tất cả', 'Tắt micro của học viên');
    await hears(trainer, 'Đã tắt micro.').toHaveLength(1);
    await choose(trainer, acts, 'Đưa về chỗ');
    await buttonOf(hoa, 'Giơ tay').waitFor();
    await onBoth();
  });
});

describe('the conversation, by keyboard alone (R52, R53)', () => {
  it('a learner writes; staff answer, make a question of it, delete, and change the channel', async () => {
    await openTab(hoa, /^Trò chuyện/u);
    await openTab(trainer, /^Trò chuyện/u);
    await tabTo(hoa, hoa.getByRole('textbox', { name: 'Nhắn cho cả lớp' }));
    await hoa.keyboard.type('Hạn nộp là ngày nào ạ?');
    await hoa.keyboard.press('Enter');
    const acts = 'Thao tác với tin của Nguyễn Thị Hoa';
    await pressButton(trainer, acts);
    await pressButton(trainer, 'Trả lời');
    await trainer.getByRole('textbox', { name: 'Trả lời Nguyễn Thị Hoa' }).waitFor();
    await trainer.keyboard.type('Ngày 30/9 chị nhé');
    await trainer.keyboard.press('Enter');
    await hoa.getByRole('list', { name: /^Trả lời cho/u }).waitFor();
    await pressButton(trainer, acts);
    await pressButton(trainer, 'Đưa vào Hỏi đáp');
    await trainer.getByText('Đã đưa vào Hỏi đáp').first().waitFor();
    await expectFocus(trainer);
    await pressButton(trainer, acts);
    await pressButton(trainer, 'Xoá');
    await trainer.getByText(/đã xoá tin này/u).waitFor();
    await onBoth();
    await pressButton(trainer, /^Ban tổ chức/u);
    await trainer.getByRole('textbox', { name: 'Nhắn trong ban tổ chức' }).waitFor();
    await expectFocus(trainer);
    await pressButton(trainer, /^Cả lớp/u);
    await choose(trainer, 'Cài đặt trò chuyện', /^Mỗi tin cách 10/u);
    await hoa.getByText(/^Chế độ chậm/u).waitFor({ state: 'attached' });
    await choose(trainer, 'Cài đặt trò chuyện', 'Không giới hạn');
    await hoa.getByText(/^Chế độ chậm/u).waitFor({ state: 'detached' });
    await onBoth();
  });

  it('twenty messages at once are told as a few, applause not at all', async () => {
    const before = (await readAnnounced(hoa)).length;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        crowd[index % crowd.length]?.request('chat:send', {
          clientId: randomUUID(),
          body: `Tin ${index + 1}`,
        }),
      ),
    );
    await Promise.all(crowd.map((page) => page.request('reaction:send', { kind: 'clap' })));
    await hoa.getByRole('list', { name: 'Biểu cảm' }).waitFor();
    await expect
      .poll(async () => (await readAnnounced(hoa)).slice(before).join('\n'), { timeout: 20_000 })
      .toMatch(/tin nhắn mới\. Mới nhất/u);
    const told = (await readAnnounced(hoa)).slice(before);
    expect(told.length).toBeLessThanOrEqual(3);
    expect(told.join('\n')).not.toContain('Vỗ tay');
    await pressButton(hoa, 'Biểu cảm');
    await pressButton(hoa, 'Vỗ tay');
    await onBoth();
  });

  it('a poll is told once as it opens and once with its results, and its counts never', async () => {
    await openTab(trainer, /^Thăm dò/u);
    await pressButton(trainer, 'Soạn thăm dò');
    const dialog = trainer.getByRole('dialog');
    await dialog.waitFor();
    await expect
      .poll(() => trainer.evaluate(() => document.activeElement?.getAttribute('name')))
      .toBe('prompt');
    await trainer.keyboard.type('Bạn bán hàng ở đâu?');
    await tabTo(trainer, dialog.getByLabel('Lựa chọn 1', { exact: true }));
    await trainer.keyboard.type('Ở chợ');
    await tabTo(trainer, dialog.getByLabel('Lựa chọn 2', { exact: true }));
    await trainer.keyboard.type('Trên mạng');
    await pressKeyOn(trainer, buttonOf(dialog, 'Mở cho học viên'));
    await hears(hoa, 'Có thăm dò mới: Bạn bán hàng ở đâu?').toHaveLength(1);
    await pressButton(hoa, 'Ở chợ');
    await hoa.getByText('Đã gửi. Bạn đổi được').waitFor();
    await onBoth();
    const before = [(await readAnnounced(trainer)).length, (await readAnnounced(hoa)).length];
    const { poll: made } = await moderator.waitFor('poll:staff_changed');
    const { pollId } = made;
    await Promise.all(crowd.map((page) => page.request('poll:answer', { pollId, choices: [1], words: [] })));
    await trainer.getByText('4 người trả lời', { exact: true }).waitFor();
    expect([(await readAnnounced(trainer)).length, (await readAnnounced(hoa)).length]).toEqual(before);
    await pressButton(hoa, 'Thu gọn thăm dò');
    await pressButton(trainer, 'Giữ lại kết quả: Bạn bán hàng ở đâu?');
    await pressButton(trainer, 'Đóng: Bạn bán hàng ở đâu?');
    await pressButton(trainer, 'Cho xem kết quả: Bạn bán hàng ở đâu?');
    await hears(hoa, 'Có kết quả thăm dò').toHaveLength(1);
    await onBoth();
    await pressButton(hoa, 'Cất đi');
    await hoa.getByRole('region', { name: 'Thăm dò' }).waitFor({ state: 'detached' });
    await onBoth();
  });

  it('a question is asked, voted for, answered aloud and leaves the list with the focus on the page', async () => {
    await crowd[0]?.request('question:ask', {
      clientId: randomUUID(),
      body: 'Mua tem ở đâu?',
      anonymous: false,
    });
    await openTab(hoa, /^Hỏi đáp/u);
    await openTab(trainer, /^Hỏi đáp/u);
    const vote = hoa.getByRole('listitem').filter({ hasText: 'Mua tem ở đâu?' }).getByRole('button');
    await pressKeyOn(hoa, vote, 'Space');
    await expect.poll(() => vote.getAttribute('aria-pressed')).toBe('true');
    await pressButton(hoa, 'Đặt câu hỏi');
    await hoa.getByLabel('Câu hỏi của bạn').waitFor();
    await hoa.keyboard.type('Phí đăng ký là bao nhiêu?');
    await hoa.keyboard.press('Control+Enter');
    await trainer.getByText('Phí đăng ký là bao nhiêu?').first().waitFor();
    await onBoth();
    await pressButton(trainer, 'Trả lời ngay: Phí đăng ký là bao nhiêu?');
    await pressButton(trainer, 'Đã trả lời xong: Phí đăng ký là bao nhiêu?');
    await hears(hoa, 'Câu hỏi của bạn').toHaveLength(1);
    await onBoth();
  });
});

describe('the class’s clock and captions (R53)', () => {
  it('captions are told once as being there, then shown and never read out', async () => {
    for (const text of ['Chào bà con.', 'Hôm nay ta học ghi nhãn.']) {
      await moderator.request('caption:say', {
        clientId: randomUUID(),
        language: 'vi',
        text,
        source: 'typed',
        startedAgoMs: 0,
      });
    }
    await hears(hoa, 'Buổi này có phụ đề.').toHaveLength(1);
    await choose(hoa, 'Thêm tuỳ chọn', 'Phụ đề');
    const dialog = hoa.getByRole('dialog', { name: 'Phụ đề' });
    await tabTo(hoa, dialog.getByRole('radio').first());
    await hoa.keyboard.press('ArrowDown');
    await hoa.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expectFocus(hoa);
    await choose(hoa, 'Thêm tuỳ chọn', 'Chất lượng hình và tiếng');
    await hoa.getByRole('dialog', { name: 'Chất lượng hình và tiếng' }).waitFor();
    await hoa.keyboard.press('Escape');
    await hoa.getByRole('dialog').waitFor({ state: 'hidden' });
    await onBoth();
    const last = await moderator.request('caption:say', {
      clientId: randomUUID(),
      language: 'vi',
      text: 'Nhãn ghi đủ năm điều.',
      source: 'typed',
      startedAgoMs: 0,
    });
    await hoa.getByTestId('captions').getByText(last.caption.text).waitFor();
    expect(await said(hoa, 'ghi')).toEqual([]);
  });

  it('of a countdown one hears its start and its last minute', async () => {
    await openTab(trainer, /^Thăm dò/u);
    await pressButton(trainer, '2 phút');
    await buttonOf(trainer, 'Tạm dừng').waitFor();
    await expectFocus(trainer);
    await pressButton(trainer, 'Tạm dừng');
    await pressButton(trainer, 'Chạy tiếp');
    const stop = trainer.getByRole('button', { name: /^Dừng/u }).last();
    await pressKeyOn(trainer, stop);
    await buttonOf(trainer, '2 phút').waitFor();
    await onBoth();
    await countDown(62, 'Thảo luận');
    await hears(hoa, 'Còn một phút. Thảo luận').toHaveLength(1);
    // It runs on while the door is seen to.
    await countDown(10, 'Kết luận');
  });
});

describe('order and the line (R52, R53)', () => {
  it('the door is told once, and answered by name', async () => {
    await openTab(trainer, /^Buổi học/u);
    await tabTo(trainer, trainer.getByRole('radio', { name: /^Không ai/u }));
    await trainer.keyboard.press('ArrowDown');
    await hears(trainer, 'Đã đổi cách vào phòng.').toHaveLength(1);
    const names = ['Vũ Thị Chờ', 'Lò Văn Đợi', 'Hà Thị Lâu', 'Trần Văn Sau'];
    const knock = async (name: string) => {
      const stranger = new Factories(app).makeStranger();
      await stranger.http('POST', `/api/rooms/${room.session.code}/enter`, {
        clientId: randomUUID(),
        name,
      });
      // Whoever must wait is answered with where they stand.
      await stranger.join(room.session.code).catch(() => {});
    };
    await Promise.all(names.map(knock));
    await hears(trainer, 'đang chờ ở cửa').toHaveLength(1);
    await openTab(trainer, /^Học viên/u);
    await pressButton(trainer, 'Cho Vũ Thị Chờ vào');
    await buttonOf(trainer, 'Cho Vũ Thị Chờ vào').waitFor({ state: 'detached' });
    await expectFocus(trainer);
    await pressButton(trainer, 'Không nhận Lò Văn Đợi');
    await buttonOf(trainer, 'Không nhận Lò Văn Đợi').waitFor({ state: 'detached' });
    await expectFocus(trainer);
    await pressButton(trainer, 'Cho tất cả vào');
    await buttonOf(trainer, 'Cho tất cả vào').waitFor({ state: 'detached' });
    await expectFocus(trainer);
    // With the list in sight there is no notice, and it is told all the same.
    await knock('Cao Thị Muộn');
    await hears(trainer, 'đang chờ ở cửa').toHaveLength(2);
    await pressButton(trainer, 'Cho Cao Thị Muộn vào');
    await buttonOf(trainer, 'Cho Cao Thị Muộn vào').waitFor({ state: 'detached' });
    await expectFocus(trainer);
  });

  it('somebody is shown out, and let in again', async () => {
    await choose(trainer, 'Thao tác với Đỗ Văn Cảnh', 'Mời ra khỏi buổi này…');
    await pressButton(trainer, /^Mời ra$/u);
    await trainer.getByRole('dialog').waitFor({ state: 'hidden' });
    await buttonOf(trainer, 'Thao tác với Đỗ Văn Cảnh').waitFor({ state: 'detached' });
    await expectFocus(trainer);
    await pressButton(trainer, 'Cho Đỗ Văn Cảnh vào lại');
    await buttonOf(trainer, 'Cho Đỗ Văn Cảnh vào lại').waitFor({ state: 'detached' });
    await expectFocus(trainer);
  });

  it('the countdown has come to its end, and nothing else was told of it', async () => {
    await hears(hoa, 'Hết giờ. Kết luận').toHaveLength(1);
    const told = (await readAnnounced(hoa)).filter((text) => /(?:Thảo|Kết) luận$/u.test(text));
    expect(told.map((text) => text.split(/ \d|\. /u)[0])).toEqual([
      'Bắt đầu đếm ngược',
      'Còn một phút',
      'Bắt đầu đếm ngược',
      'Hết giờ',
    ]);
  });

  it('a lock is a switch, and the learner’s focus goes on when what had it is locked', async () => {
    await openTab(trainer, /^Buổi học/u);
    await tabTo(hoa, buttonOf(hoa, 'Giơ tay'));
    await pressKeyOn(trainer, trainer.getByRole('switch', { name: 'Giơ tay' }), 'Space');
    await expect.poll(() => buttonOf(hoa, /khoá/u).isDisabled()).toBe(true);
    await onBoth();
    await pressKeyOn(trainer, trainer.getByRole('switch', { name: 'Giơ tay' }), 'Space');
    await buttonOf(hoa, 'Giơ tay').waitFor();
  });

  it('a lost line is told once, and once that it is back', async () => {
    const before = (await readAnnounced(hoa)).length;
    await hoa.context().setOffline(true);
    await expect
      .poll(async () => (await readAnnounced(hoa)).slice(before), { timeout: 20_000 })
      .toContainEqual(expect.stringMatching(/không có mạng|Mất kết nối/u));
    await hoa.context().setOffline(false);
    await hears(hoa, 'Đã nối lại.').toHaveLength(1);
    const told = (await readAnnounced(hoa)).slice(before);
    expect(told).toEqual([expect.stringMatching(/không có mạng|Mất kết nối/u), 'Đã nối lại.']);
    await expectFocus(hoa);
  });

  it('and the class is left by the keyboard', async () => {
    await pressButton(hoa, 'Rời lớp');
    const dialog = hoa.getByRole('dialog', { name: 'Rời lớp học?' });
    await pressKeyOn(hoa, buttonOf(dialog, 'Rời lớp'));
    await buttonOf(hoa, 'Vào lớp').waitFor();
    await expectFocus(hoa);
  });
});
