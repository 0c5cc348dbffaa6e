import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { AttendanceReportDto, AttendanceRowDto } from '#shared/features/attendance.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { ServerProcess } from '#tests/support/server-process.ts';
import type { TestPage } from '#tests/support/test-client.ts';

/** Proofs of life are written every second; the rest is for a slow machine to finish a write. */
const LOST_AT_MOST_MS = 1_000 + 1_000;

let server: ServerProcess;
let session: TestSession;
let trainer: TestPerson;
let hoa: TestPerson;

beforeAll(async () => {
  server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries();
      session = await make.makeSession({ series });
      trainer = await make.makeTrainer(series.seriesId);
      hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
    },
  });
}, 90_000);
afterAll(() => server.close());

async function readRow(): Promise<AttendanceRowDto & { asOf: string }> {
  const path = `/api/sessions/${session.sessionId}/attendance`;
  const { body } = await trainer.client.http<AttendanceReportDto>('GET', path);
  const [row] = body.rows;
  if (!row) throw new Error('the learner is not in the report');
  return { ...row, asOf: body.asOf };
}

/**
 * Any request is a proof of life. Returns a time before the last of them, by the server's clock: it is carried on without the
 * corrections that this process's gets.
 */
async function proveAlive(page: TestPage): Promise<number> {
  const { now } = await page.join(session.code);
  await page.join(session.code);
  return Date.parse(now);
}

async function stayFor(page: TestPage, ms: number): Promise<void> {
  const fromMs = await proveAlive(page);
  await vi.waitUntil(async () => (await proveAlive(page)) - fromMs >= ms, { timeout: 15_000, interval: 200 });
}

it('a kill -9 costs a learner a second at most after their last sign of life, and nothing once they are back', async () => {
  const page = await hoa.client.join(session.code);
  await stayFor(page, 4_000);
  const { firstSeenAt } = await readRow();
  const lastProofMs = await proveAlive(page);
  await server.kill('SIGKILL');
  await server.restart();

  const closed = await readRow();
  expect(closed).toMatchObject({ present: false, firstSeenAt });
  const lastSeenMs = Date.parse(closed.lastSeenAt ?? '');
  expect(lastProofMs - lastSeenMs).toBeLessThan(LOST_AT_MOST_MS);
  expect(closed.seconds).toBe(Math.floor((lastSeenMs - Date.parse(firstSeenAt ?? '')) / 1000));

  await hoa.client.join(session.code);
  const back = await vi.waitUntil(async () => {
    const row = await readRow();
    return row.present && row;
  });
  expect(back.seconds).toBe(Math.floor((Date.parse(back.asOf) - Date.parse(firstSeenAt ?? '')) / 1000));
}, 90_000);

it('a stop that is asked for costs nothing: presence is written to the last proof of life', async () => {
  const page = await hoa.client.join(session.code);
  const lastProofMs = await proveAlive(page);
  await server.kill('SIGTERM');
  await server.restart();

  const row = await readRow();
  expect(row.present).toBe(false);
  expect(Date.parse(row.lastSeenAt ?? '')).toBeGreaterThanOrEqual(lastProofMs);
}, 90_000);
