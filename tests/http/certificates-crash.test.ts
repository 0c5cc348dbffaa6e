import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { dataOf } from '#tests/support/answers.ts';
import { CertificateDesk, type CertifiedSeries, makeCertifiedSeries } from '#tests/support/certificates.ts';
import { Factories } from '#tests/support/factories.ts';
import { ServerProcess } from '#tests/support/server-process.ts';

const CERTIFICATES = 45;

let server: ServerProcess;
let certified: CertifiedSeries;

beforeAll(async () => {
  const names = Array.from(
    { length: CERTIFICATES },
    (_, at) => `Học Viên ${String(at + 1).padStart(2, '0')}`,
  );
  server = await ServerProcess.start({
    prepare: async (world) => {
      certified = await makeCertifiedSeries(new Factories(world), world, names);
    },
  });
}, 90_000);
afterAll(() => server.close());

it('a server that is killed in the middle of a run goes on where it was: none missing, none twice, no half file', async () => {
  const desk = new CertificateDesk(certified.organiser.client, certified.series.seriesId);
  await dataOf(desk.keepTemplate());
  await dataOf(desk.issue());
  const ready = async () => (await desk.latestRun())?.ready ?? 0;
  await vi.waitFor(async () => expect(await ready()).toBeGreaterThan(0), { timeout: 60_000, interval: 250 });
  expect(await ready()).toBeLessThan(CERTIFICATES);
  await server.kill('SIGKILL');

  await server.restart();
  await desk.waitForRun({ state: 'done' });

  const lines = await desk.register();
  expect(lines.map(({ number }) => number)).toEqual(Array.from({ length: CERTIFICATES }, (_, at) => at + 1));
  expect(new Set(lines.map(({ personId }) => personId)).size).toBe(CERTIFICATES);
  const folder = path.join(server.dataDir, 'certificates');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.pdf'));
  expect(files.sort()).toEqual(lines.map(({ certificateId }) => `${certificateId}.pdf`).sort());
  for (const { certificateId, sha256 } of lines) {
    const bytes = await readFile(path.join(folder, `${certificateId}.pdf`));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
  expect(await readdir(path.join(folder, 'drafts'))).toEqual([]);
}, 240_000);
