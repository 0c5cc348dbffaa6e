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

  test('can be read for one session, and taken along as a table', async () => {
    const series = await make.makeSeries({ title: 'Tập huấn OCOP' });
    const [first, second] = [
      await make.makeSession({ series, title: 'Buổi một' }),
      await make.makeSession({ series, title: 'Buổi hai' }),
    ];
    const learner = await make.makeLearner(series.seriesId, '=Hoa, Lê Thị');
    for (const { sessionId } of [first, second]) {
      await dataOf(organiser.client.http('POST', `/api/sessions/${sessionId}/door`, { locked: true }));
    }
    await dataOf(
      organiser.client.http('POST', `/api/sessions/${first.sessionId}/exclusions`, {
        personId: learner.personId,
        kind: 'removed_from_room',
        reason: 'disturbing',
        note: 'Không ai đọc được ở đây',
      }),
    );

    const path = `/api/series/${series.seriesId}/audit?sessionId=${first.sessionId}`;
    const { entries } = await dataOf<Page>(organiser.client.http('GET', path));
    expect(entries.map(({ action, sessionTitle }) => [action, sessionTitle])).toEqual([
      ['person.removed_from_room', 'Buổi một'],
      ['door.locked', 'Buổi một'],
    ]);

    const file = `/files/series/${series.seriesId}/audit.csv`;
    const { status, headers, body } = await organiser.client.http<Uint8Array>('GET', file);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain('nhat-ky-tap-huan-ocop');
    const lines = new TextDecoder().decode(body).trim().split('\r\n');
    expect(lines[0]).toBe('Thời gian,Ai,Việc,Buổi học,Với ai,Chi tiết');
    expect(lines[1]).toMatch(
      /,Trần Thị Mai,person\.removed_from_room,Buổi một,"'=Hoa, Lê Thị",reason: disturbing$/u,
    );
    expect(lines).toHaveLength(4);
    expect(lines.join()).not.toContain('Không ai đọc được');
    const trainer = await make.makeTrainer(series.seriesId);
    expect(await codeOf(trainer.client.http('GET', file))).toBe('not_allowed');
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
