import type { Response } from 'express';
import { requireActor, requireSeries } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { toDisposition } from '#server/core/file-name.ts';
import { localTimeReader } from '#server/core/local-time.ts';
import { sendStream } from '#server/core/send-stream.ts';
import { writeSheetAsCsv } from '#server/core/sheet.ts';
import { writeXlsx, xlsxMediaType } from '#server/core/xlsx.ts';
import type { Live } from '#server/features/live/live.ts';
import type { QuestionsFormat } from '#shared/features/questions.ts';
import { listPanellists } from './assign.service.ts';
import type { QuestionChange } from './question-change.ts';
import { toQuestionRecordDto, withPlace } from './questions.mapper.ts';
import { tellQuestion } from './questions.news.ts';
import { pageSecurityPolicy, toMissingPage, toQuestionsPage } from './questions-page.html.ts';
import {
  findPublishedQuestions,
  findQuestionsPageDto,
  publishQuestionsPage,
  revokeQuestionsPage,
} from './questions-page.service.ts';
import { type SheetLanguage, toSheet, toSheetName, withTimes } from './questions-sheet.ts';
import { changeQuestion, writeAnswer } from './written-answers.service.ts';

const inOrder = [{ askedAt: 'asc' }, { id: 'asc' }] as const;

/** Questions outside the room: answered afterwards, published, exported. */
export function registerQuestionsRoutes(context: AppContext, live: Live): void {
  registerRecords(context, live);
  registerPage(context);
  registerExports(context);
}

function registerRecords({ http, db, clock }: AppContext, { rooms }: Live): void {
  const readRecord = async (questionId: string) =>
    toQuestionRecordDto(
      await db.question.findUniqueOrThrow({ where: { id: questionId }, include: withPlace }),
    );
  /** Whoever is in the room, the asker on the last page among them, sees it at once. */
  const tell = (sessionId: string, change: QuestionChange) => {
    const room = rooms.find(sessionId);
    if (room) tellQuestion(room, change);
  };

  http.serve('listPanellists', async ({ scope }) => ({
    panellists: await listPanellists(db, requireSeries(scope)),
  }));

  http.serve('listSessionQuestions', async ({ params: { sessionId } }) => {
    const rows = await db.question.findMany({
      where: { sessionId },
      orderBy: [...inOrder],
      include: withPlace,
    });
    return { questions: rows.map(toQuestionRecordDto) };
  });

  http.serve('listTopicQuestions', async ({ params: { topicId } }) => {
    const rows = await db.question.findMany({
      where: { topicId },
      orderBy: [...inOrder],
      include: withPlace,
    });
    return { questions: rows.map(toQuestionRecordDto), page: await findQuestionsPageDto(db, topicId) };
  });

  http.serve('changeQuestion', async ({ actor, scope, params: { sessionId, questionId }, body }) => {
    const { personId } = requireActor(actor);
    const by = { db, clock, sessionId, seriesId: requireSeries(scope), personId };
    tell(sessionId, await changeQuestion({ ...by, questionId, ...body }));
    return { question: await readRecord(questionId) };
  });

  http.serve('writeAnswer', async ({ actor, scope, params: { sessionId, questionId }, body }) => {
    const { personId } = requireActor(actor);
    const by = { db, clock, sessionId, seriesId: requireSeries(scope), personId };
    tell(sessionId, await writeAnswer({ ...by, questionId, ...body }));
    return { question: await readRecord(questionId) };
  });
}

function registerPage({ http, db }: AppContext): void {
  http.serve('publishQuestionsPage', async ({ actor, scope, params: { topicId }, body }) => {
    const by = { db, seriesId: requireSeries(scope), topicId, personId: requireActor(actor).personId };
    return { page: await publishQuestionsPage({ ...by, ...body }) };
  });

  http.serve('revokeQuestionsPage', async ({ actor, scope, params: { topicId } }) => {
    const by = { db, seriesId: requireSeries(scope), topicId, personId: requireActor(actor).personId };
    await revokeQuestionsPage(by);
    return {};
  });

  http.serve('readQuestionsPage', async ({ params, query, request, response }) => {
    const language = query.language ?? (request.acceptsLanguages('vi', 'en') === 'en' ? 'en' : 'vi');
    const page = await findPublishedQuestions(db, params.pageCode);
    response.status(page ? 200 : 404).set({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': pageSecurityPolicy,
      // It may be taken down at any time, and looks different by language.
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Language',
      ...(page?.searchable ? {} : { 'X-Robots-Tag': 'noindex' }),
    });
    response.send(page ? toQuestionsPage(page, language) : toMissingPage(language));
  });
}

function registerExports({ http, db, clock }: AppContext): void {
  http.serve('exportSessionQuestions', async ({ params: { sessionId }, query, response }) => {
    const { title, series, startedAt, plannedStartsAt } = await db.session.findUniqueOrThrow({
      where: { id: sessionId },
      select: { title: true, startedAt: true, plannedStartsAt: true, series: { select: { timeZone: true } } },
    });
    const at = startedAt ?? plannedStartsAt;
    await sendQuestions(db, response, { where: { sessionId }, title, at, ...series, ...query });
  });

  http.serve('exportTopicQuestions', async ({ params: { topicId }, query, response }) => {
    const { title, series } = await db.topic.findUniqueOrThrow({
      where: { id: topicId },
      select: { title: true, series: { select: { timeZone: true } } },
    });
    await sendQuestions(db, response, { where: { topicId }, title, at: clock.now(), ...series, ...query });
  });
}

async function sendQuestions(
  db: Db,
  response: Response,
  {
    where,
    title,
    at,
    timeZone,
    format,
    language,
  }: {
    where: { sessionId: string } | { topicId: string };
    title: string;
    at: Date;
    timeZone: string;
    format: QuestionsFormat;
    language: SheetLanguage;
  },
): Promise<void> {
  const questions = await db.question.findMany({ where, orderBy: [...inOrder], include: withTimes });
  const sheet = toSheet(questions, { language, timeZone });
  const { year, month, day } = localTimeReader(timeZone)(at);
  const date = [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
  const headers = {
    'Content-Type': format === 'xlsx' ? xlsxMediaType : 'text/csv; charset=utf-8',
    'Cache-Control': 'private, no-store',
    'Content-Disposition': toDisposition({ kind: toSheetName(language), title, date, extension: format }),
  };
  await sendStream(response, headers, format === 'xlsx' ? writeXlsx(sheet) : writeSheetAsCsv(sheet));
}
