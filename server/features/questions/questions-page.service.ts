import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { createSessionCode } from '#server/core/tokens.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSeries } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import type { QuestionsPageDto } from '#shared/features/questions.ts';

interface PageAct {
  db: PrismaClient;
  seriesId: string;
  topicId: string;
  personId: string;
}

/** Says how the page should be: publishing it again changes nothing but whether search engines may list it. */
export async function publishQuestionsPage({
  db,
  seriesId,
  topicId,
  personId,
  searchable,
}: PageAct & { searchable: boolean }): Promise<QuestionsPageDto> {
  return db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    const before = await tx.questionsPage.findUnique({ where: { topicId } });
    if (!before) await assertChosen(tx, topicId);
    if (before?.searchable === searchable) return toQuestionsPageDto(before);
    const page = await tx.questionsPage.upsert({
      where: { topicId },
      create: { topicId, searchable, code: createSessionCode() },
      update: { searchable },
    });
    await writeAudit(tx, {
      actorId: personId,
      action: before ? 'questions_page.changed' : 'questions_page.published',
      seriesId,
      details: { topicId, searchable },
    });
    return toQuestionsPageDto(page);
  });
}

/** An address that shows nothing is handed on all the same, and whoever opens it does not come back. */
async function assertChosen(tx: Db, topicId: string): Promise<void> {
  const chosen = await tx.question.count({ where: { topicId, onPage: true, state: 'ANSWERED' } });
  if (chosen === 0) throw appError('nothing_chosen');
}

/** The address goes with it: whoever kept it finds nothing, also when the topic's page is published anew. */
export async function revokeQuestionsPage({ db, seriesId, topicId, personId }: PageAct): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    const { count } = await tx.questionsPage.deleteMany({ where: { topicId } });
    if (count === 0) return;
    await writeAudit(tx, {
      actorId: personId,
      action: 'questions_page.revoked',
      seriesId,
      details: { topicId },
    });
  });
}

export async function findQuestionsPageDto(db: Db, topicId: string): Promise<QuestionsPageDto | null> {
  const page = await db.questionsPage.findUnique({ where: { topicId } });
  return page && toQuestionsPageDto(page);
}

/** What stands on the page: no names of those who asked, and nothing that was not chosen. */
export interface PublishedQuestions {
  seriesTitle: string;
  topicTitle: string;
  timeZone: string;
  searchable: boolean;
  questions: {
    body: string;
    answer: string | null;
    /** Where it was answered aloud. */
    aloud: { sessionTitle: string; at: Date; sessionStartedAt: Date | null } | null;
  }[];
}

export async function findPublishedQuestions(db: Db, code: string): Promise<PublishedQuestions | null> {
  const page = await db.questionsPage.findUnique({
    where: { code },
    select: {
      searchable: true,
      topic: {
        select: {
          title: true,
          series: { select: { title: true, timeZone: true } },
          questions: {
            where: { onPage: true, state: 'ANSWERED' },
            orderBy: [{ voteCount: 'desc' }, { askedAt: 'asc' }, { id: 'asc' }],
            select: {
              body: true,
              answer: true,
              session: { select: { title: true, startedAt: true } },
              answerings: { select: { startedAt: true }, orderBy: { startedAt: 'asc' }, take: 1 },
            },
          },
        },
      },
    },
  });
  if (!page) return null;
  const { topic, searchable } = page;
  return {
    seriesTitle: topic.series.title,
    topicTitle: topic.title,
    timeZone: topic.series.timeZone,
    searchable,
    questions: topic.questions.map(({ body, answer, session, answerings: [aloud] }) => ({
      body,
      answer,
      aloud: aloud
        ? { sessionTitle: session.title, at: aloud.startedAt, sessionStartedAt: session.startedAt }
        : null,
    })),
  };
}

function toQuestionsPageDto({
  code,
  searchable,
  publishedAt,
}: {
  code: string;
  searchable: boolean;
  publishedAt: Date;
}): QuestionsPageDto {
  return { code, searchable, publishedAt: publishedAt.toISOString() };
}
