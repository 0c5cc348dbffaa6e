import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults, findOverflow } from '../support/axe.ts';
import { launchBrowser, openBrowserContext, watchForErrors } from '../support/browser.ts';
import { makePlace, type Place, pasted, pasteOne } from '../support/enrolments.ts';
import { Factories, type TestPerson } from '../support/factories.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let browser: Browser;
let place: Place;
let organiser: Page;
const errors: string[][] = [];
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 20 } });
  browser = await launchBrowser();
  const make = new Factories(app);
  place = await makePlace(make);
  for (const name of ['Trần Văn Vắng', 'Nguyễn Thị Ở Lại'])
    await pasteOne(place, pasted(name, { phone: name === 'Trần Văn Vắng' ? '+84912345678' : null }));
  organiser = await openAs(await make.makeOrganiser(), { width: 360, height: 640 });
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await app?.close();
});

async function openAs(person: TestPerson, viewport = { width: 1280, height: 800 }): Promise<Page> {
  const context = await openBrowserContext(browser, {
    url: app.url,
    viewport,
    cookie: person.client.cookieHeader,
  });
  contexts.push(context);
  const page = await context.newPage();
  errors.push(watchForErrors(page));
  return page;
}

const learners = () => `/series/${place.series.seriesId}/learners`;

/** One story, told in order. */
describe('a learner who was taken off the list, and has no certificate', () => {
  it('is found among those who were taken off it', async () => {
    await organiser.goto(learners());
    await organiser.getByRole('button', { name: 'Thao tác với Trần Văn Vắng' }).click();
    await organiser.getByRole('button', { name: 'Gỡ khỏi chương trình' }).click();
    const dialog = organiser.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Gỡ khỏi chương trình' }).click();
    await organiser.getByText('Đã gỡ Trần Văn Vắng.').waitFor();

    await organiser.getByRole('link', { name: 'Người đã gỡ khỏi danh sách' }).click();
    await organiser.getByRole('cell', { name: 'Trần Văn Vắng', exact: true }).waitFor();
    expect(await organiser.getByText('Nguyễn Thị Ở Lại').count()).toBe(0);
    expect(await findOverflow(organiser)).toBe(0);
    expect(await findFaults(organiser)).toEqual([]);
  });

  it('by name without marks or by telephone, as on the list itself', async () => {
    const search = organiser.getByLabel(/^Tìm theo tên/u);
    await search.fill('ai khac');
    await organiser.getByText('Không có học viên nào khớp với “ai khac”').waitFor();
    for (const typed of ['van vang', '0912 345']) {
      await search.fill(typed);
      await organiser.getByText('Tìm thấy 1 học viên').waitFor();
    }
  });

  it('is erased when they ask for it, and stands on no list any more', async () => {
    await organiser.getByRole('button', { name: 'Xoá dữ liệu cá nhân của Trần Văn Vắng' }).click();
    await organiser.getByRole('dialog').getByText('Không hoàn tác được').waitFor();
    await organiser.getByRole('button', { name: 'Xoá vĩnh viễn' }).click();
    await organiser.getByText('Đã xoá dữ liệu cá nhân theo yêu cầu.').waitFor();
    await organiser.getByText('Chưa gỡ ai khỏi danh sách').waitFor();

    await organiser.getByRole('link', { name: 'Học viên' }).click();
    await organiser.getByRole('cell', { name: 'Nguyễn Thị Ở Lại', exact: true }).waitFor();
    expect(await organiser.getByRole('cell', { name: 'Trần Văn Vắng' }).count()).toBe(0);
    expect(await app.context.db.person.count({ where: { name: 'Trần Văn Vắng' } })).toBe(0);
  });

  it('is nobody’s business but the organisers’', async () => {
    const trainer = await openAs(place.trainer);
    await trainer.goto(learners());
    await trainer.getByRole('cell', { name: 'Nguyễn Thị Ở Lại', exact: true }).waitFor();
    expect(await trainer.getByRole('link', { name: 'Người đã gỡ khỏi danh sách' }).count()).toBe(0);
    await trainer.goto(`${learners()}/removed`);
    await trainer.getByRole('heading', { name: 'Không có trang này' }).waitFor();
  });

  it('whose pages have said nothing of an error', () => {
    expect(errors.flat()).toEqual([]);
  });
});
