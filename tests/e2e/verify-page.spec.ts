import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findFaults, findOverflow } from '../support/axe.ts';
import { launchBrowser, watchForErrors } from '../support/browser.ts';
import { Factories } from '../support/factories.ts';
import { makeRecordedSeries, type RecordedSeries } from '../support/recorded-series.ts';
import { sealAgain } from '../support/seal-again.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { unzipBytes } from '../support/unzip.ts';

let app: TestApp;
let browser: Browser;
let recorded: RecordedSeries;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchBrowser();
  recorded = await makeRecordedSeries(new Factories(app), app);
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function downloadPack(): Promise<Uint8Array> {
  const { series, organiser } = recorded;
  const address = `/files/series/${series.seriesId}/evidence-pack?`;
  return (await organiser.client.http<Uint8Array>('GET', address)).body;
}

async function unpack(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const folder = await makeTemporaryFolder();
  for (const [name, content] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

/** As an auditor does on a telephone or a computer without a network: the page of the pack, as a file. */
async function openVerifier(folder: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, colorScheme });
  const page = await context.newPage();
  const errors = watchForErrors(page);
  onTestFinished(async () => {
    await context.close();
    expect(errors).toEqual([]);
  });
  await context.setOffline(true);
  await page.goto(pathToFileURL(path.join(folder, 'verify.html')).href);
  return page;
}

async function expectInOrder(page: Page): Promise<void> {
  expect(await findOverflow(page)).toBe(0);
  expect(await findFaults(page)).toEqual([]);
}

describe('the page in an evidence pack, opened from a disk', () => {
  it('says of the archive that it holds, in two languages, and shows that first', async () => {
    const zip = await downloadPack();
    const folder = await unpack(unzipBytes(zip));
    const archive = path.join(folder, 'pack.zip');
    await writeFile(archive, zip);
    const page = await openVerifier(folder);
    await expectInOrder(page);
    await page.getByLabel('Chọn tệp ZIP').setInputFiles(archive);
    const verdict = page.getByText('Hồ sơ còn nguyên vẹn.', { exact: true });
    await verdict.waitFor();
    await page.getByText('The pack holds.', { exact: true }).waitFor();
    await expect
      .poll(() => verdict.evaluate((at) => at.getBoundingClientRect().bottom < innerHeight))
      .toBe(true);
    await page.getByText(/kết quả của \d+ người đều khớp/u).waitFor();
    await expectInOrder(page);
  });

  it('names in the unpacked folder what somebody changed who can sign anew', async () => {
    const files = unzipBytes(await downloadPack());
    const list = files.get('lists/attendance.json')?.toString() ?? '';
    const forged = await sealAgain(files, { 'lists/attendance.json': list.replace('"absent"', '"passed"') });
    const folder = await unpack(forged);
    const page = await openVerifier(folder, 'dark');
    await page.getByLabel('Chọn thư mục').setInputFiles(folder);
    await page.getByText('Hồ sơ KHÔNG còn nguyên vẹn.').waitFor();
    await page.getByText('1 result does not agree with the list').waitFor();
    expect(await page.getByText('undefined').count()).toBe(0);
    await expectInOrder(page);
  });

  it('tells a file that was lost before it was made from one that was changed', async () => {
    await app.context.db.material.create({
      data: {
        topicId: recorded.series.topicIds[0] ?? '',
        clientId: randomUUID(),
        position: 1,
        fileName: 'Bài giảng.pdf',
        mediaType: 'application/pdf',
        sizeBytes: 1,
        sha256: new Uint8Array(randomBytes(32)),
        state: 'READY',
      },
    });
    const folder = await unpack(unzipBytes(await downloadPack()));
    const page = await openVerifier(folder);
    await page.getByLabel('Chọn thư mục').setInputFiles(folder);
    await page.getByText(/^Hồ sơ KHÔNG ĐẦY\sĐỦ; phần còn lại vẫn nguyên vẹn\.$/u).waitFor();
    await page.getByText('(Bài giảng.pdf)').waitFor();
    await expectInOrder(page);
  });

  it('says of anything else that it cannot be read', async () => {
    const folder = await unpack(unzipBytes(await downloadPack()));
    const other = path.join(folder, 'other.zip');
    await writeFile(other, 'không phải tệp ZIP');
    const page = await openVerifier(folder);
    await page.getByLabel('Chọn tệp ZIP').setInputFiles(other);
    await page.getByText('Không đọc được tệp này.').waitFor();
    await expectInOrder(page);
  });
});
