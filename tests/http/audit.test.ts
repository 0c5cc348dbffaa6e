import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import type { AuditEntryDto } from '#shared/features/catalog.ts';
import { codeOf, dataOf } from '#tests/support/answers.ts';
import { Factories, type TestPerson } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
let organiser: TestPerson;
beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
  organiser = await make.makeOrganiser('Trần Thị Mai');
});
afterAll(() => app.close());

type Page = { entries: AuditEntryDto[]; more: boolean };

function read(seriesId: string, before?: string): Promise<Page> {
  const query = before === undefined ? '' : `?before=${before}`;
  return dataOf<Page>(organiser.client.http('GET', `/api/series/${seriesId}/audit${query}`));
}

describe('the audit of a series', () => {
  test('says who did what to what, the newest first', async () => {
    const series = await make.makeSeries();
    const session = await make.makeSession({ series, state: 'scheduled', title: 'Buổi khai mạc' });
    const trainer = await make.makeTrainer(series.seriesId, 'Lê Minh Tâm');
    await dataOf(
      trainer.client.http('POST', `/api/sessions/${session.sessionId}/move`, { move: 'open_lobby' }),
    );
    const staff = `/api/series/${series.seriesId}/staff/${trainer.personId}`;
    await dataOf(organiser.client.http('DELETE', staff));

    const { entries, more } = await read(series.seriesId);

    expect(more).toBe(false);
    expect(entries).toMatchObject([
      {
        action: 'staff.removed',
        actorName: 'Trần Thị Mai',
        sessionTitle: null,
        details: { personId: trainer.personId, personName: 'Lê Minh Tâm', role: 'trainer' },
      },
      {
        action: 'session.lobby_opened',
        actorName: 'Lê Minh Tâm',
        sessionTitle: 'Buổi khai mạc',
        details: {},
      },
    ]);
  });

  test('has what staff do to questions in a room, with the session (a pin too)', async () => {
    const series = await make.makeSeries();
    const session = await make.makeSession({ series, title: 'Buổi khai mạc' });
    const moderator = await make.makeModerator(series.seriesId, 'Lê Minh Tâm');
    const learner = await make.makeLearner(series.seriesId);
    const asker = await learner.client.join(session.code);
    const input = { clientId: randomUUID(), body: 'Hồ sơ gồm những gì?', anonymous: false };
    const { question } = await asker.request('question:ask', input);
    const page = await moderator.client.join(session.code);
    const { questionId } = question;
    for (let count = 0; count < 2; count += 1) {
      await page.request('question:pin', { questionId, pinned: true });
    }
    await page.request('question:pin', { questionId, pinned: false });
    await page.request('question:answer', { questionId, answer: 'Ba loại giấy tờ.' });
    await page.request('question:move', { questionId, to: 'hidden' });

    const by = { actorName: 'Lê Minh Tâm', sessionTitle: 'Buổi khai mạc' };
    expect((await read(series.seriesId)).entries).toMatchObject([
      { ...by, action: 'question.hidden' },
      { ...by, action: 'question.answered' },
      { ...by, action: 'question.unpinned' },
      { ...by, action: 'question.pinned' },
    ]);
    for (const { client } of [learner, moderator]) client.close();
  });

  test('keeps no name: whoever changes theirs is called by it from then on', async () => {
    const series = await make.makeSeries();
    const learner = await make.makeLearner(series.seriesId, 'Hoa');
    const enrolment = await app.context.db.enrolment.findFirstOrThrow({
      where: { personId: learner.personId },
    });
    const path = `/api/series/${series.seriesId}/enrolments/${enrolment.id}`;
    await dataOf(organiser.client.http('DELETE', path));
    await dataOf(learner.client.http('PATCH', '/api/account', { name: 'Lê Thị Hoa' }));

    expect((await read(series.seriesId)).entries[0]).toMatchObject({
      action: 'learner.removed',
      details: { personName: 'Lê Thị Hoa' },
    });
    const stored = await app.context.db.auditEntry.findMany({ where: { seriesId: series.seriesId } });
    expect(stored.map((entry) => JSON.stringify(entry.details)).join()).not.toContain('Hoa');
  });

  test('comes in pages that neither repeat nor leave out', async () => {
    const { seriesId } = await make.makeSeries();
    for (let number = 1; number <= 230; number += 1) {
      await writeAudit(app.context.db, { actorId: null, action: 'test.done', seriesId, details: { number } });
    }

    const numbers: unknown[] = [];
    let page = await read(seriesId);
    for (;;) {
      numbers.push(...page.entries.map((entry) => entry.details.number));
      if (!page.more) break;
      page = await read(seriesId, page.entries.at(-1)?.entryId);
    }

    expect(numbers).toEqual(Array.from({ length: 230 }, (_, index) => 230 - index));
  });

  test('is written with the act or not at all', async () => {
    const { seriesId } = await make.makeSeries();
    const other = await make.makeSeries();
    const path = `/api/series/${seriesId}/topic-order`;

    expect(await codeOf(organiser.client.http('PUT', path, { topicIds: other.topicIds }))).toBe('not_found');
    const staff = `/api/series/${seriesId}/staff/${randomUUID()}`;
    expect(await codeOf(organiser.client.http('DELETE', staff))).toBe('not_found');
    expect((await read(seriesId)).entries).toEqual([]);
  });
});
