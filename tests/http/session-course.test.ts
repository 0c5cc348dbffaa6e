import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DomainEventMap } from '#server/core/domain-events.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import { legalMoves, sessionMoves, sessionStates } from '#shared/session-lifecycle.ts';
import { codeOf, dataOf } from '#tests/support/answers.ts';
import { eventsDuring, makeClassroom, move, runTopic } from '#tests/support/classroom.ts';
import { Factories } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
});
afterAll(() => app.close());

describe("a session's life", () => {
  test.each(sessionStates)('knows from %s the legal moves and no other', async (state) => {
    for (const name of sessionMoves) {
      const room = await makeClassroom(make, { state });
      const answer = await move(room, name);

      const isLegal = legalMoves(state).includes(name);
      const alreadyThere = {
        open_lobby: 'lobby',
        close_lobby: 'scheduled',
        start: 'live',
        end: 'ended',
        archive: 'archived',
        restore: 'ended',
      };
      expect(answer.status, `${name} from ${state}`).toBe(
        isLegal || alreadyThere[name] === state ? 200 : 409,
      );
    }
  });

  test('runs from the first topic to the last, and keeps when each began and ended', async () => {
    const room = await makeClassroom(make, { state: 'scheduled' });
    const [first, second, third] = room.series.topicIds;

    expect(await dataOf(move(room, 'open_lobby'))).toMatchObject({ state: 'lobby' });
    expect(await codeOf(runTopic(room, first))).toBe('wrong_state');
    expect(await dataOf(move(room, 'start'))).toMatchObject({ state: 'live', runningTopicId: first });
    expect(await dataOf(runTopic(room, second))).toMatchObject({ runningTopicId: second });
    expect(await dataOf(runTopic(room, null))).toMatchObject({ runningTopicId: null });
    expect(await dataOf(runTopic(room, first))).toMatchObject({ runningTopicId: first });
    const ended = await dataOf<SessionDto>(move(room, 'end'));
    expect(await codeOf(runTopic(room, third))).toBe('wrong_state');

    expect(ended).toMatchObject({ state: 'ended', runningTopicId: null });
    const windows = ended.topics.map((topic) => topic.windows);
    expect(windows.map((list) => list.length)).toEqual([2, 1, 0]);
    const [start, afterBreak] = windows[0] ?? [];
    const middle = windows[1]?.[0];
    expect(start?.startedAt).toBe(ended.startedAt);
    expect(middle?.startedAt).toBe(start?.endedAt);
    expect(afterBreak?.endedAt).toBe(ended.endedAt);
    expect(Date.parse(afterBreak?.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(middle?.endedAt ?? ''));
  });

  test('of two who start it at once, both see it live, and it starts once', async () => {
    const room = await makeClassroom(make, { state: 'lobby' });
    let answers: unknown[] = [];

    const seen = await eventsDuring(app, room.session.sessionId, async () => {
      answers = await Promise.all(Array.from({ length: 5 }, () => dataOf(move(room, 'start'))));
    });

    expect(answers).toHaveLength(5);
    expect(seen).toEqual(['moved', 'changed']);
    const { sessionId } = room.session;
    expect(await app.context.db.topicWindow.count({ where: { sessionId } })).toBe(1);
    expect(await app.context.db.auditEntry.count({ where: { sessionId, action: 'session.started' } })).toBe(
      1,
    );
  });

  test('of two topics that are begun at once, one is running in the end and no window is left open', async () => {
    const room = await makeClassroom(make, { state: 'live' });
    const [, second, third] = room.series.topicIds;

    await Promise.all([second, third, second, third, null].map((topicId) => dataOf(runTopic(room, topicId))));

    const open = await app.context.db.topicWindow.findMany({
      where: { sessionId: room.session.sessionId, endedAt: null },
    });
    expect(open.length).toBeLessThanOrEqual(1);
  });

  test('tells those who record before those who show', async () => {
    const room = await makeClassroom(make, { state: 'live' });
    const moved: DomainEventMap['session.moved'][] = [];
    app.context.events.on('session.moved', (event) => {
      moved.push(event);
    });

    const seen = await eventsDuring(app, room.session.sessionId, () => dataOf<SessionDto>(move(room, 'end')));

    expect(seen).toEqual(['moved', 'changed']);
    expect(moved.find(({ sessionId }) => sessionId === room.session.sessionId)).toMatchObject({
      seriesId: room.series.seriesId,
      from: 'live',
      to: 'ended',
    });
  });

  test('goes on with no topic that is not its own', async () => {
    const room = await makeClassroom(make, { state: 'live' });
    const added = randomUUID();
    const path = `/api/series/${room.series.seriesId}/topics`;
    const body = { clientId: added, title: 'Không có trong buổi này', description: '' };
    await dataOf(room.trainer.client.http('POST', path, body));
    const foreign = (await make.makeSeries()).topicIds[0];

    for (const topicId of [added, foreign, randomUUID()]) {
      expect(await codeOf(runTopic(room, topicId))).toBe('not_found');
    }
    const session = await dataOf(room.trainer.client.http('GET', `/api/sessions/${room.session.sessionId}`));
    expect(session).toMatchObject({ runningTopicId: room.series.topicIds[0] });
  });

  test('holds questions back when a moderator asks for it', async () => {
    const room = await makeClassroom(make, { state: 'live' });
    const moderator = await make.makeModerator(room.series.seriesId);
    const path = `/api/sessions/${room.session.sessionId}/hold-questions`;

    const seen = await eventsDuring(app, room.session.sessionId, async () => {
      for (const hold of [true, true, false]) {
        expect(await dataOf(moderator.client.http('POST', path, { hold }))).toMatchObject({
          holdQuestions: hold,
        });
      }
    });

    expect(seen).toEqual(['changed', 'changed']);
  });

  test('locks a part of the room for learners, and not for staff, until it is unlocked', async () => {
    const room = await makeClassroom(make, { state: 'live' });
    const learner = await make.makeLearner(room.series.seriesId);
    const page = await learner.client.join(room.session.code);
    const staffPage = await room.trainer.client.join(room.session.code);
    const path = `/api/sessions/${room.session.sessionId}/feature-locks`;
    const ask = () => ({ clientId: randomUUID(), body: 'Bao bì nào hợp với mật ong?', anonymous: false });

    const seen = await eventsDuring(app, room.session.sessionId, async () => {
      for (const _ of ['once', 'again']) {
        const locked = await dataOf(
          room.trainer.client.http('POST', path, { feature: 'questions', locked: true }),
        );
        expect(locked).toMatchObject({ lockedFeatures: ['questions'] });
      }
    });

    expect(seen).toEqual(['changed']);
    await page.waitFor('session:changed', ({ session }) => session.lockedFeatures.includes('questions'));
    expect(await page.requestRaw('question:ask', ask())).toEqual({ ok: false, error: { code: 'locked' } });
    expect(await staffPage.requestRaw('question:ask', ask())).toMatchObject({ ok: true });
    await dataOf(room.trainer.client.http('POST', path, { feature: 'questions', locked: false }));
    expect(await page.requestRaw('question:ask', ask())).toMatchObject({ ok: true });
  });
});

test('everybody in the room sees at once what the session has become', async () => {
  const room = await makeClassroom(make, { state: 'lobby' });
  const learner = await make.makeLearner(room.series.seriesId);
  const page = await learner.client.join(room.session.code);

  await dataOf(move(room, 'start'));

  const { session } = await page.waitFor('session:changed', (news) => news.session.state === 'live');
  expect(session.runningTopicId).toBe(room.series.topicIds[0]);
});
