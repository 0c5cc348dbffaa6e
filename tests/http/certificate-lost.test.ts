import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { codeOf } from '#tests/support/answers.ts';
import {
  type IssuedSeries,
  issueToAll,
  makeCertifiedSeries,
  WITH_RUNS,
} from '#tests/support/certificates.ts';
import { Factories } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { unzip } from '#tests/support/unzip.ts';

// Files are drawn behind everything else that the machine does.
vi.setConfig(WITH_RUNS);

let app: TestApp;
let issued: IssuedSeries;
beforeAll(async () => {
  app = await startTestApp();
  issued = await issueToAll(
    await makeCertifiedSeries(new Factories(app), app, ['Đặng Văn An', 'Y Bhĭu Niê']),
  );
});
afterAll(() => app.close());

const loseFile = (certificateId: string) =>
  rm(path.join(app.dataDir, 'certificates', `${certificateId}.pdf`));

it('a file that is gone from the disk is drawn anew, the same to the last bit', async () => {
  const { lines, organiser, series } = issued;
  const [line] = lines;
  await loseFile(line?.certificateId ?? '');
  const address = `/files/series/${series.seriesId}/certificates/${line?.certificateId}`;
  const { body } = await organiser.client.http<Uint8Array>('GET', address);
  expect(createHash('sha256').update(body).digest('hex')).toBe(line?.sha256);
});

it('one that could only be drawn otherwise, as after a change of fonts, says by name that it is lost and what to do', async () => {
  const { lines, organiser, series } = issued;
  const [line] = lines;
  const certificateId = line?.certificateId ?? '';
  await loseFile(certificateId);
  await app.context.db.certificate.update({
    where: { id: certificateId },
    data: { fileSha256: createHash('sha256').update('as the fonts were').digest() },
  });
  const folder = `/files/series/${series.seriesId}/certificates`;
  const { client } = organiser;
  expect(await codeOf(client.http('GET', `${folder}/${certificateId}`))).toBe('file_lost');

  const read = await fetch(`${app.url}${folder}/${certificateId}`, {
    headers: { cookie: client.cookieHeader, accept: 'text/html,*/*;q=0.8' },
  });
  expect(read.status).toBe(410);
  const page = await read.text();
  expect(page).toContain('từ bản sao lưu');
  expect(page).toContain('from a backup');

  const archive = unzip((await client.http<Uint8Array>('GET', folder)).body);
  expect([...archive.keys()]).toEqual(['0002-y-bhiu-nie.pdf', '0000-THIEU-MISSING.txt']);
  expect(archive.get('0000-THIEU-MISSING.txt')).toContain(line?.serial);
});
