import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { QuestionRecordDto, QuestionsPageDto } from '#shared/features/questions.ts';
import { codeOf } from '#tests/support/answers.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { makeQuestion } from '#tests/support/questions.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { unzip } from '#tests/support/unzip.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let topicId: string;
let hoa: TestPerson;
let trainer: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  series = await make.makeSeries();
  session = await make.makeSession({ series, state: 'ended' });
  topicId = session.topicIds[0] ?? '';
  hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
  trainer = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
});

const at = (questionId: string) => `/api/sessions/${session.sessionId}/questions/${questionId}`;
const answer = (questionId: string, body: { answer: string; publish: boolean }) =>
  trainer.client.http<{ question: QuestionRecordDto }>('PUT', `${at(questionId)}/answer`, body);
const change = (questionId: string, body: object) =>
  trainer.client.http<{ question: QuestionRecordDto }>('PATCH', at(questionId), body);
const auditOf = (action: string) =>
  app.context.db.auditEntry.findMany({ where: { seriesId: series.seriesId, action } });

const hostile = `<script>alert(1)</script> " onmouseover='x' & \u003Cimg src=x onerror=alert(1)>`;

describe('answering after the session', () => {
  it('keeps a draft for staff alone, and tells the asker when it is published', async () => {
    const questionId = await makeQuestion(app, session, { by: hoa });
    const page = await hoa.client.join(session.code);
    const drafted = await answer(questionId, { answer: 'Nháp: năm loại', publish: false });
    expect(drafted.body.question).toMatchObject({ state: 'open', answer: null, draft: 'Nháp: năm loại' });

    const published = await answer(questionId, { answer: 'Năm loại giấy tờ.', publish: true });
    expect(published.body.question).toMatchObject({
      state: 'answered',
      answer: 'Năm loại giấy tờ.',
      answeredByName: 'Trần Văn Bình',
      draft: null,
    });
    const told = await page.waitFor('question:own_changed', (news) => news.question.isNews);
    expect(told.question.answer).toBe('Năm loại giấy tờ.');
    expect(JSON.stringify(page.news)).not.toContain('Nháp');
    page.close();

    const back = await hoa.client.join(session.code);
    expect(back.snapshot.questions).toMatchObject({ own: [{ questionId, isNews: true }] });
    back.close();
  });

  it('answers what was dismissed or still waits for approval, but nothing that was taken away', async () => {
    for (const state of ['DISMISSED', 'HELD'] as const) {
      const questionId = await makeQuestion(app, session, { by: hoa, state });
      expect((await answer(questionId, { answer: 'Có.', publish: true })).status).toBe(200);
    }
    const hidden = await makeQuestion(app, session, { by: hoa, state: 'HIDDEN' });
    expect(await codeOf(answer(hidden, { answer: 'Có.', publish: true }))).toBe('wrong_state');
  });

  it('publishes nothing empty, and changes nothing in an archived session', async () => {
    const questionId = await makeQuestion(app, session, { by: hoa });
    expect(await codeOf(answer(questionId, { answer: '  ', publish: true }))).toBe('malformed');
    await app.context.db.session.update({ where: { id: session.sessionId }, data: { state: 'ARCHIVED' } });
    expect(await codeOf(answer(questionId, { answer: 'Có.', publish: true }))).toBe('wrong_state');
    expect(await codeOf(change(questionId, { dueOn: '2021-10-05' }))).toBe('wrong_state');
  });

  it('is arranged: who answers, and by which day; what is left out stays', async () => {
    const questionId = await makeQuestion(app, session, { by: hoa });
    await change(questionId, { assigneeId: trainer.personId });
    const { body } = await change(questionId, { dueOn: '2021-10-05' });
    expect(body.question).toMatchObject({ assigneeName: 'Trần Văn Bình', dueOn: '2021-10-05' });
    await change(questionId, { dueOn: '2021-10-05' });
    expect(await auditOf('question.due_changed')).toHaveLength(1);
    expect((await change(questionId, { dueOn: null })).body.question.dueOn).toBeNull();
    expect(await codeOf(change(questionId, { assigneeId: hoa.personId }))).toBe('not_found');
  });

  it('offers everybody on the staff, and no learner', async () => {
    const { body } = await trainer.client.http<{ panellists: { personId: string }[] }>(
      'GET',
      `/api/sessions/${session.sessionId}/panellists`,
    );
    const ids = body.panellists.map(({ personId }) => personId);
    expect(ids).toContain(trainer.personId);
    expect(ids).not.toContain(hoa.personId);
  });
});

describe('the published page', () => {
  const publish = async (searchable = false) => {
    const path = `/api/topics/${topicId}/questions-page`;
    const { body } = await trainer.client.http<{ page: QuestionsPageDto }>('PUT', path, { searchable });
    return body.page;
  };
  const read = async (code: string, query = '') => {
    const { status, headers, body } = await make.makeStranger().http<Uint8Array>('GET', `/q/${code}${query}`);
    return { status, headers, html: Buffer.from(body).toString('utf8') };
  };

  const choose = (of: Partial<Parameters<typeof makeQuestion>[2]> = {}) =>
    makeQuestion(app, session, { by: hoa, state: 'ANSWERED', onPage: true, ...of });

  it('is refused while nothing that was answered is chosen for it', async () => {
    await choose({ onPage: false });
    await choose({ state: 'OPEN' });
    const path = `/api/topics/${topicId}/questions-page`;
    const refused = await trainer.client.http('PUT', path, { searchable: false });
    expect([refused.status, refused.body]).toEqual([409, { error: { code: 'nothing_chosen' } }]);
    expect(await auditOf('questions_page.published')).toEqual([]);
  });

  it('shows chosen answered questions to anybody, and never a name', async () => {
    await choose({ body: 'Hồ sơ gồm gì?', answer: 'Năm loại giấy tờ.' });
    await choose({ body: 'Không được chọn', onPage: false });
    await choose({ body: 'Chưa trả lời', state: 'OPEN' });
    const { status, headers, html } = await read((await publish()).code);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toContain('Hồ sơ gồm gì?');
    expect(html).toContain('Năm loại giấy tờ.');
    for (const absent of [
      'Không được chọn',
      'Chưa trả lời',
      'Nguyễn Thị Hoa',
      'Trần Văn Bình',
      hoa.personId,
    ]) {
      expect(html).not.toContain(absent);
    }
  });

  it('says when a question was answered aloud, by the clock of the series', async () => {
    const startedAt = new Date('2021-09-28T01:00:00Z');
    await app.context.db.session.update({ where: { id: session.sessionId }, data: { startedAt } });
    await choose({ answerings: { create: { startedAt: new Date('2021-09-28T01:37:40Z') } } });
    const { html } = await read((await publish()).code, '?language=vi');
    expect(html).toContain('ngày 28/09/2021 lúc 08:37, phút 37');
  });

  it('is found by search engines only when staff want it, in a header and in the page', async () => {
    await choose();
    const { code } = await publish();
    const closed = await read(code);
    expect(closed.headers.get('x-robots-tag')).toBe('noindex');
    expect(closed.html).toContain('<meta name="robots" content="noindex">');
    expect((await publish(true)).code).toBe(code);
    const open = await read(code);
    expect(open.headers.get('x-robots-tag')).toBeNull();
    expect(open.html).not.toContain('noindex');
  });

  it('is gone for good once it is taken down', async () => {
    await choose();
    const first = await publish();
    await trainer.client.http('DELETE', `/api/topics/${topicId}/questions-page`);
    expect((await read(first.code)).status).toBe(404);
    const second = await publish();
    expect(second.code).not.toBe(first.code);
    expect((await read(first.code)).status).toBe(404);
    expect(await auditOf('questions_page.published')).toHaveLength(2);
    expect(await auditOf('questions_page.revoked')).toHaveLength(1);
  });

  it('runs no script, whatever people wrote', async () => {
    await app.context.db.topic.update({ where: { id: topicId }, data: { title: hostile } });
    await choose({ body: hostile, answer: hostile });
    const { headers, html } = await read((await publish()).code);
    expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>|onmouseover='/u);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'/u);
    expect(policy).not.toContain('script-src');
  });

  it('is in both languages, and a missing one is no failure of ours', async () => {
    await choose();
    const { code } = await publish();
    expect((await read(code, '?language=en')).html).toContain('<html lang="en">');
    expect((await read(code, '?language=vi')).html).toContain('<html lang="vi">');
    expect((await read('aaaaaaaaaa', '?language=en')).html).toContain('There is no such page');
  });
});

describe('the export', () => {
  const download = async (query: string, of = `sessions/${session.sessionId}`) => {
    const { status, headers, body } = await trainer.client.http<Uint8Array>(
      'GET',
      `/files/${of}/questions?${query}`,
    );
    return { status, headers, body };
  };

  it('has one line a question, merged ones with the number of the one they went into', async () => {
    const first = await makeQuestion(app, session, { by: hoa, body: 'Hồ sơ gồm gì?', voteCount: 7 });
    await makeQuestion(app, session, { by: hoa, body: 'Hồ sơ?', state: 'MERGED', mergedIntoId: first });
    const { headers, body } = await download('format=csv&language=vi');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(/filename="cau-hoi-buoi-1-\d{4}-\d{2}-\d{2}\.csv"/u);
    const lines = Buffer.from(body).toString('utf8').split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFSTT,Câu hỏi,Người hỏi/u);
    expect(lines[1]).toContain('1,Hồ sơ gồm gì?,Nguyễn Thị Hoa');
    expect(lines[2]).toMatch(/^2,Hồ sơ\?,.*,Đã gộp,0,1,/u);
  });

  it('keeps names and questions as they were entered, as text and nothing else', async () => {
    const trickster = await make.makeLearner(series.seriesId, '=cmd|calc!A1');
    await makeQuestion(app, session, { by: trickster, body: '=HYPERLINK("http://evil.example")' });
    const { headers, body } = await download('format=xlsx');
    expect(headers.get('content-type')).toContain('spreadsheetml.sheet');
    const sheet = unzip(body).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain('>=cmd|calc!A1</t>');
    expect(sheet).not.toMatch(/<f[ >]/u);
    const csv = Buffer.from((await download('format=csv')).body).toString('utf8');
    expect(csv).toContain("'=cmd|calc!A1");
    expect(csv).not.toMatch(/(^|,)"?=/mu);
  });

  it('is there for a topic too, over all its sessions', async () => {
    const other = await make.makeSession({ series, title: 'Buổi 2' });
    await makeQuestion(app, session, { by: hoa, body: 'Ở buổi một' });
    await makeQuestion(app, other, { by: hoa, body: 'Ở buổi hai' });
    const csv = Buffer.from((await download('format=csv', `topics/${topicId}`)).body).toString('utf8');
    expect(csv).toContain('Ở buổi một');
    expect(csv).toContain('Ở buổi hai');
  });
});
