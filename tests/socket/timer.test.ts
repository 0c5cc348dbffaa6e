import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TimerDto } from '#shared/features/timer.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let session: TestSession;
let learner: TestPerson;
let learnerPage: TestPage;
let staffPage: TestPage;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  session = await make.makeSession();
  learner = await make.makeLearner(session.seriesId);
  const moderator = await make.makeModerator(session.seriesId);
  [learnerPage, staffPage] = await Promise.all([
    learner.client.join(session.code),
    moderator.client.join(session.code),
  ]);
  return () => {
    for (const page of [learnerPage, staffPage]) page.close();
  };
});

async function start({ seconds = 300, label = 'Giải lao', clientId = randomUUID() } = {}): Promise<TimerDto> {
  const { timer } = await staffPage.request('timer:start', { clientId, seconds, label });
  if (!timer) throw new Error('no timer');
  return timer;
}

const secondsTo = (endsAt: string | null | undefined) =>
  (Date.parse(endsAt ?? '') - app.context.clock.now().getTime()) / 1_000;

describe('a countdown', () => {
  it('is told to everybody as an end by the server’s clock, and comes with the snapshot (R32)', async () => {
    const { timerId } = await start();
    const { timer } = await learnerPage.waitFor('timer:changed');
    expect(timer).toMatchObject({ timerId, label: 'Giải lao', seconds: 300, remainingMs: null });
    expect(secondsTo(timer?.endsAt)).toBeGreaterThan(290);
    expect(secondsTo(timer?.endsAt)).toBeLessThanOrEqual(300);
    const late = await learner.client.join(session.code);
    expect(late.snapshot.timer).toEqual(timer);
    late.close();
  });

  it('is started once by one id, even after it was stopped (R11)', async () => {
    const clientId = randomUUID();
    const [first, second] = await Promise.all([start({ clientId }), start({ clientId })]);
    expect(second.endsAt).toBe(first.endsAt);
    await staffPage.request('timer:stop', { timerId: clientId });
    const again = await staffPage.request('timer:start', { clientId, seconds: 300, label: '' });
    expect(again.timer).toBeNull();
  });

  it('stands still, and goes on with what was left', async () => {
    const { timerId } = await start();
    const { timer: standing } = await staffPage.request('timer:pause', { timerId, paused: true });
    expect(standing).toMatchObject({ endsAt: null });
    expect(standing?.remainingMs).toBeGreaterThan(290_000);
    await staffPage.request('timer:pause', { timerId, paused: true });
    const { timer } = await staffPage.request('timer:pause', { timerId, paused: false });
    expect(secondsTo(timer?.endsAt) * 1_000).toBeLessThanOrEqual(standing?.remainingMs ?? 0);
    await learnerPage.waitFor('timer:changed', (news) => news.timer?.endsAt === timer?.endsAt);
  });

  it('is lengthened to what it should be: a repeat adds nothing', async () => {
    const { timerId, endsAt } = await start();
    const longer = { timerId, seconds: 360 };
    const { timer } = await staffPage.request('timer:extend', longer);
    expect(Date.parse(timer?.endsAt ?? '')).toBe(Date.parse(endsAt ?? '') + 60_000);
    expect((await staffPage.request('timer:extend', longer)).timer).toEqual(timer);
  });

  it('that has run out takes a minute more from now, and cannot stand still', async () => {
    const { timerId } = await start({ seconds: 60 });
    const endsAt = new Date(app.context.clock.now().getTime() - 5_000);
    await app.context.db.sessionTimer.update({ where: { sessionId: session.sessionId }, data: { endsAt } });
    await expect(staffPage.request('timer:pause', { timerId, paused: true })).rejects.toMatchObject({
      error: { code: 'wrong_state' },
    });
    const { timer } = await staffPage.request('timer:extend', { timerId, seconds: 120 });
    expect(secondsTo(timer?.endsAt)).toBeGreaterThan(50);
  });

  it('is gone for everybody when it is stopped; acts on an earlier one find nothing', async () => {
    const first = await start();
    const second = await start({ label: 'Làm bài tập' });
    await expect(staffPage.request('timer:stop', { timerId: first.timerId })).rejects.toMatchObject({
      error: { code: 'not_found' },
    });
    await staffPage.request('timer:stop', { timerId: second.timerId });
    await learnerPage.waitFor('timer:changed', ({ timer }) => timer === null);
    const late = await learner.client.join(session.code);
    expect(late.snapshot.timer).toBeNull();
    late.close();
  });

  it('is for a class that is on', async () => {
    const waiting = await make.makeSession({ state: 'lobby' });
    const page = await (await make.makeModerator(waiting.seriesId)).client.join(waiting.code);
    const asked = { clientId: randomUUID(), seconds: 60, label: '' };
    await expect(page.request('timer:start', asked)).rejects.toMatchObject({
      error: { code: 'wrong_state' },
    });
    page.close();
  });

  it('is staff’s to set, within its bounds, and every act is in the audit log', async () => {
    const asked = { clientId: randomUUID(), seconds: 60, label: '' };
    await expect(learnerPage.request('timer:start', asked)).rejects.toMatchObject({
      error: { code: 'not_allowed' },
    });
    for (const seconds of [9, 14_401]) {
      await expect(staffPage.request('timer:start', { ...asked, seconds })).rejects.toMatchObject({
        error: { code: 'malformed' },
      });
    }
    const { timerId } = await start();
    await staffPage.request('timer:pause', { timerId, paused: true });
    await staffPage.request('timer:stop', { timerId });
    await staffPage.request('timer:stop', { timerId });
    const entries = await app.context.db.auditEntry.findMany({
      where: { sessionId: session.sessionId, seriesId: session.seriesId },
      orderBy: { id: 'asc' },
    });
    expect(entries.map(({ action }) => action)).toEqual(['timer.started', 'timer.paused', 'timer.stopped']);
  });
});
