import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Story, seedPassword, seedStory } from '#prisma/seed.ts';
import { seedDecks } from '#prisma/seed-decks.ts';
import { seedLearners } from '#prisma/seed-people.ts';
import { seedTopics } from '#prisma/seed-programme.ts';
import { seedMaterials } from '#prisma/seed-upload.ts';
import { checkAnswers } from '#server/features/feedback/check-answers.ts';
import { defaultFeedbackForm } from '#server/features/feedback/default-form.ts';
import type { AttendanceReportDto } from '#shared/features/attendance.ts';
import type { SeriesDto, SessionDto } from '#shared/features/catalog.ts';
import type { YouDto } from '#shared/features/enrolment.ts';
import { feedbackAnswers } from '#shared/features/feedback.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import type { StaffPollDto } from '#shared/features/polls.ts';
import { limits } from '#shared/limits.ts';
import { signIn } from '#tests/support/accounts.ts';
import { dataOf } from '#tests/support/answers.ts';
import { fingerprintDatabase } from '#tests/support/fingerprint.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { TestClient } from '#tests/support/test-client.ts';

let app: TestApp;
let story: Story;
let trainer: TestClient;
beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  story = await seedStory(app.context);
  trainer = new TestClient(app.url);
  await dataOf(signIn(trainer, story.trainers[0].email, seedPassword));
});
afterAll(() => app.close());

describe('the story', () => {
  test('has eleven topics in eight sessions, one of them on now with its last topic running', async () => {
    const series = await dataOf<SeriesDto>(trainer.http('GET', `/api/series/${story.seriesId}`));

    expect(series.topics.map(({ title }) => title)).toEqual(seedTopics.map(({ title }) => title));
    expect(series.sessions.map(({ state }) => state)).toEqual([
      ...Array(3).fill('ended'),
      'live',
      ...Array(4).fill('scheduled'),
    ]);
    const carried = series.sessions.flatMap((session) => session.topics.map(({ topicId }) => topicId));
    expect(carried).toEqual(story.topicIds);
    const live = series.sessions[3] as SessionDto;
    expect(live.code).toBe(story.liveSession?.code);
    expect(live.runningTopicId).toBe(story.topicIds[5]);
    expect(Date.parse(live.startedAt ?? '')).toBeLessThan(Date.now());
    expect(Date.parse(live.plannedEndsAt)).toBeGreaterThan(Date.now());
  });

  test('has a poll that was answered, and a quiz that lies ready for the session that is on', async () => {
    const pollsOf = (sessionId = '') =>
      dataOf<{ polls: StaffPollDto[] }>(trainer.http('GET', `/api/sessions/${sessionId}/polls`));
    const [answered] = (await pollsOf(story.sessions[2]?.sessionId)).polls;
    expect(answered).toMatchObject({ state: 'closed', resultsShown: true });
    expect(answered?.results.answered).toBeGreaterThan(20);
    const [ready] = (await pollsOf(story.liveSession?.sessionId)).polls;
    expect(ready).toMatchObject({ state: 'draft', quiz: true, right: [1] });
  });

  test('lets its staff in by password and its forty learners by their links', async () => {
    for (const person of [story.organiser, ...story.trainers, story.moderator]) {
      const me = await dataOf(signIn(new TestClient(app.url), person.email, seedPassword));
      expect(me).toMatchObject({ personId: person.personId, name: person.name });
    }
    expect(story.learners).toHaveLength(40);
    for (const { name, personId, linkToken } of story.learners) {
      const path = `/api/rooms/${story.liveSession?.code}/enter`;
      const { you } = await dataOf<{ you: YouDto }>(
        new TestClient(app.url).http('POST', path, { linkToken }),
      );
      expect(you).toEqual({ personId, name, role: 'learner', asksDetails: false, linkToken });
    }
  });

  test('holds together: people came, asked while a topic ran, and answered after the end', async () => {
    const { db } = app.context;
    const windows = await db.topicWindow.findMany();
    const questions = await db.question.findMany({ include: { votes: true } });
    for (const question of questions) {
      const inItsTime = windows.some(
        ({ sessionId, topicId, startedAt, endedAt }) =>
          sessionId === question.sessionId &&
          topicId === question.topicId &&
          startedAt <= question.askedAt &&
          question.askedAt <= (endedAt ?? new Date()),
      );
      expect(inItsTime, question.body).toBe(true);
      expect(question.voteCount).toBe(question.votes.length);
      expect(question.votes.map(({ personId }) => personId)).not.toContain(question.authorId);
      expect([...question.body].length).toBeLessThanOrEqual(limits.questionMax);
    }
    for (const { answers } of await db.feedbackAnswer.findMany()) {
      checkAnswers(defaultFeedbackForm, feedbackAnswers.parse(answers));
    }
    const intervals = await db.presenceInterval.findMany();
    expect(intervals.filter(({ startedAt, endedAt }) => !endedAt || endedAt < startedAt)).toEqual([]);
    expect(intervals.filter(({ endedAt }) => endedAt && endedAt > new Date())).toEqual([]);
  });

  test('has attendance that a trainer would believe', async () => {
    for (const session of story.sessions.slice(0, 4)) {
      const path = `/api/sessions/${session.sessionId}/attendance`;
      const report = await dataOf<AttendanceReportDto>(trainer.http('GET', path));
      const came = report.rows.filter(({ seconds }) => seconds > 0);

      expect(report.rows).toHaveLength(seedLearners.length);
      expect(came.length).toBeGreaterThan(25);
      expect(came.length).toBeLessThan(40);
      expect(came.some(({ seconds }) => seconds < report.sessionSeconds * 0.8)).toBe(true);
      expect(came.filter(({ seconds }) => seconds > report.sessionSeconds * 0.8).length).toBeGreaterThan(15);
      expect(report.audience.length).toBeGreaterThan(5);
    }
  });

  test('told again changes nothing, and tells the same', async () => {
    const before = await fingerprintDatabase(app.context.database);

    expect(await seedStory(app.context)).toEqual(story);
    expect(await fingerprintDatabase(app.context.database)).toEqual(before);
  });

  test('has slides once, and shows a page of them in the session that is on', async () => {
    const target = { url: app.url, db: app.context.db };
    await seedMaterials(target, story, { topics: [1, 6] });
    await seedMaterials(target, story, { topics: [1, 6] });

    for (const index of [0, 5]) {
      const topicId = story.topicIds[index];
      const list = trainer.http('GET', `/api/topics/${topicId}/materials`);
      const { materials } = await dataOf<{ materials: MaterialDto[] }>(list);
      expect(materials).toMatchObject([
        { state: 'ready', fileName: seedDecks[index]?.fileName, downloadable: true },
      ]);
      expect(materials[0]?.pages).toHaveLength((seedDecks[index]?.slides.length ?? 0) + 1);
    }
    const page = await trainer.join(story.liveSession?.code ?? '');
    expect(page.snapshot.slide).toMatchObject({ page: 3 });
  });
});

test('every topic of the programme has a deck whose slides hold what is on them', () => {
  expect(seedDecks).toHaveLength(seedTopics.length);
  for (const { slides } of seedDecks) {
    expect(slides.length).toBeGreaterThanOrEqual(3);
    for (const { lines } of slides) expect(lines.length).toBeLessThanOrEqual(6);
  }
});

test('the story of 2021 can be told as it was, all over', async () => {
  const past = await startTestApp();
  try {
    const { sessions, liveSession } = await seedStory(past.context, { liveSession: null });

    expect(liveSession).toBeNull();
    expect(sessions.map(({ state }) => state)).toEqual(Array(8).fill('ended'));
    const first = await past.context.db.session.findFirstOrThrow({ orderBy: { plannedStartsAt: 'asc' } });
    expect(first.plannedStartsAt.toISOString()).toBe('2021-09-28T01:30:00.000Z');
  } finally {
    await past.close();
  }
});
