import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { ServerProcess } from '#tests/support/server-process.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let server: ServerProcess;
let session: TestSession;
let trainer: TestPerson;
const learners: TestPerson[] = [];

beforeAll(async () => {
  server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries();
      session = await make.makeSession({ series });
      trainer = await make.makeTrainer(series.seriesId);
      for (let count = 0; count < 5; count += 1) learners.push(await make.makeLearner(series.seriesId));
    },
  });
}, 90_000);
afterAll(() => server.close());

it('what was acknowledged is there exactly once after kill -9, and a repeat of the rest changes nothing (R7, R11)', async () => {
  const written = new Map<string, { body: string; acked: boolean }>();
  for (let round = 0; round < 3; round += 1) {
    const pages = await Promise.all(learners.map((learner) => learner.client.join(session.code)));
    const writing = pages.map((page, index) => writeUntilCut(page, `vòng ${round} người ${index}`, written));
    await expect
      .poll(() => [...written.values()].filter((entry) => entry.acked).length)
      .toBeGreaterThan(round * 8 + 8);
    await server.kill('SIGKILL');
    await Promise.all(writing);
    await server.restart();
  }

  // The page sends again whatever was not acknowledged, and for good measure what was.
  const owner = await trainer.client.join(session.code);
  const before = owner.snapshot.questions.questions.map((question) => question.body);
  for (const { body, acked } of written.values())
    if (acked) expect(before.filter((b) => b === body)).toEqual([body]);
  expect(new Set(before).size).toBe(before.length);
}, 120_000);

it('a page comes back to a new life of the room with a snapshot, and goes on (R1, R7)', async () => {
  const [learner] = learners;
  const page = await learner?.client.join(session.code);
  const position = page?.joined?.position;
  await server.kill('SIGKILL');
  await server.restart();
  const back = await learner?.client.join(session.code, { position: position ?? null });
  expect(back?.joined?.position.epoch).not.toBe(position?.epoch);
  expect(back?.snapshot.session.state).toBe('live');
  expect(back?.snapshot.questions.questions.length).toBeGreaterThan(0);
}, 90_000);

/** Asks one after the other until the server is gone. */
async function writeUntilCut(
  page: TestPage,
  prefix: string,
  written: Map<string, { body: string; acked: boolean }>,
): Promise<void> {
  for (let count = 0; count < 6; count += 1) {
    const clientId = randomUUID();
    const entry = { body: `${prefix} câu ${count}`, acked: false };
    written.set(clientId, entry);
    const input = { clientId, body: entry.body, anonymous: false };
    const ack = await Promise.race([
      page.requestRaw('question:ask', input),
      new Promise<undefined>((resolve) => page.socket.once('disconnect', () => resolve(undefined))),
    ]);
    if (!ack) return;
    entry.acked = ack.ok;
  }
}
