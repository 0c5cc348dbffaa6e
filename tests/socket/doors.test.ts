import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolVersion, type RequestContract } from '#shared/contract.ts';
import { requests } from '#shared/protocol.ts';
import { can, type Role } from '#shared/roles.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

/** Every socket request that exists, straight from the list that the server serves: a new one is tried by itself. */
const doors: RequestContract[] = Object.values(requests).filter((request) => request.name !== 'room:join');

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
const people = new Map<Role, TestPerson>();
const pages = new Map<Role, TestPage>();

beforeAll(async () => {
  // Hundreds of refused requests from one address in a second are what this file is for.
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
  series = await make.makeSeries();
  session = await make.makeSession({ series });
  people.set('learner', await make.makeLearner(series.seriesId));
  people.set('moderator', await make.makeModerator(series.seriesId));
  people.set('trainer', await make.makeTrainer(series.seriesId));
  people.set('organiser', await make.makeOrganiser());
  for (const [role, person] of people) pages.set(role, await person.client.join(session.code));
});
afterAll(() => app.close());

async function countRows(): Promise<Record<string, number>> {
  const { db } = app.context;
  return {
    questions: await db.question.count(),
    votes: await db.questionVote.count(),
    chat: await db.chatMessage.count(),
    hands: await db.raisedHand.count(),
    stage: await db.stageMember.count(),
    pollAnswers: await db.pollAnswer.count(),
    timers: await db.sessionTimer.count(),
    checks: await db.presenceCheck.count({ where: { state: { not: 'PLANNED' } } }),
    checkAnswers: await db.presenceCheckAnswer.count(),
    audit: await db.auditEntry.count(),
    sessions: await db.session.count({ where: { slideMaterialId: null } }),
  };
}

describe.each(doors)('$name', ({ name, may }) => {
  it('is answered `not_joined` before the room is entered (R10)', async () => {
    const page = await people.get('trainer')?.client.openPage();
    expect(await page?.requestRaw(name, {})).toEqual({ ok: false, error: { code: 'not_joined' } });
    page?.close();
  });

  it('is refused to every role that its rule leaves out, and writes nothing (R14)', async () => {
    const before = await countRows();
    for (const [role, page] of pages) {
      if (can(role, may)) continue;
      expect(await page.requestRaw(name, {}), role).toEqual({ ok: false, error: { code: 'not_allowed' } });
    }
    expect(await countRows()).toEqual(before);
  });

  it('answers `malformed` to what has another shape, and writes nothing (R14)', async () => {
    const [, page] = [...pages].find(([role]) => can(role, may)) ?? [];
    const before = await countRows();
    // Few enough that the connection is not ended for it.
    for (const input of [null, 'x', { unknown: true }]) {
      expect(await page?.requestRaw(name, input)).toMatchObject({ ok: false, error: { code: 'malformed' } });
      // Strikes are counted by connection: a new one for each door.
    }
    expect(await countRows()).toEqual(before);
    const role = [...pages].find(([, known]) => known === page)?.[0];
    page?.close();
    const person = role && people.get(role);
    if (role && person) pages.set(role, await person.client.join(session.code));
  });
});

describe('room:join', () => {
  it('answers `malformed` to what has another shape', async () => {
    const page = await people.get('learner')?.client.openPage();
    for (const input of [
      null,
      {},
      { protocolVersion, code: 'DROP TABLE', position: null, pageId: randomUUID() },
    ]) {
      expect(await page?.requestRaw('room:join', input)).toMatchObject({
        ok: false,
        error: { code: 'malformed' },
      });
    }
    page?.close();
  });

  it('answers `not_found` to anybody without a role there, as for a code that does not exist (R10)', async () => {
    const page = await (await make.makePerson()).client.openPage();
    for (const code of [session.code, 'aaaaaaaaaa']) {
      const input = { protocolVersion, code, position: null, pageId: randomUUID() };
      expect(await page.requestRaw('room:join', input)).toEqual({ ok: false, error: { code: 'not_found' } });
    }
    page.close();
  });
});

describe('too much', () => {
  it('is answered with the time to wait, to the one who sends it and to nobody else (R14)', async () => {
    const strict = await startTestApp();
    const own = new Factories(strict);
    const ownSeries = await own.makeSeries();
    const ownSession = await own.makeSession({ series: ownSeries });
    const eager = await (await own.makeLearner(ownSeries.seriesId)).client.join(ownSession.code);
    const calm = await (await own.makeLearner(ownSeries.seriesId)).client.join(ownSession.code);

    const vote = { questionId: randomUUID(), voted: true };
    const acks = await Promise.all(Array.from({ length: 60 }, () => eager.requestRaw('question:vote', vote)));
    const refused = acks.filter((ack) => !ack.ok && ack.error.code === 'too_many_requests');
    expect(refused.length).toBe(20);
    expect(refused[0]).toMatchObject({ error: { details: { retryAfterMs: expect.any(Number) } } });
    expect(await calm.requestRaw('question:vote', vote)).toMatchObject({ error: { code: 'not_found' } });
    await strict.close();
  });
});
