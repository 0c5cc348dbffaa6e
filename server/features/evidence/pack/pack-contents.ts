import type { Db } from '#server/core/context.ts';
import { collectAnswers, getForm } from '#server/features/feedback/feedback.queries.ts';
import { type Json, toCanonicalJson } from '#shared/canonical-json.ts';
import type { PackScope } from './pack-scope.ts';

export function toCourse({ series, topics, sessions }: PackScope) {
  return {
    seriesId: series.id,
    title: series.title,
    description: series.description,
    timeZone: series.timeZone,
    topics: topics.map(({ id, title, description }) => ({ topicId: id, title, description })),
    sessions: sessions.map((session) => ({
      sessionId: session.id,
      code: session.code,
      title: session.title,
      plannedStartsAt: session.plannedStartsAt,
      plannedEndsAt: session.plannedEndsAt,
      startedAt: session.startedAt,
      endedAt: session.endedAt,
      plannedTopicIds: session.topics.map(({ topicId }) => topicId),
      windows: session.topicWindows,
    })),
  };
}

/** Every version, with the text that its hash is taken of. */
export async function readRule(db: Db, seriesId: string) {
  const rows = await db.attendanceRuleVersion.findMany({
    where: { seriesId },
    orderBy: { version: 'asc' },
    include: { madeBy: { select: { name: true } } },
  });
  return {
    versions: rows.map(({ version, rule, hash, reason, madeBy, madeAt }) => ({
      version,
      reason,
      madeBy: madeBy?.name ?? null,
      madeAt,
      hash: Buffer.from(hash).toString('hex'),
      figures: rule,
      canonical: toCanonicalJson(rule as Json),
    })),
  };
}

/** Objections and what was decided about them. */
export async function readObjections(db: Db, { part, topics }: PackScope) {
  const rows = await db.attendanceObjection.findMany({
    where: { seriesId: part.seriesId, topicId: { in: topics.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
    include: { person: { select: { name: true } }, decidedBy: { select: { name: true } } },
  });
  return rows.map(({ person, decidedBy, ...row }) => ({
    ...row,
    personName: person.name,
    decidedBy: decidedBy?.name ?? null,
  }));
}

/** How many chose what. Who chose it was never shown to staff, and does not leave with a pack either. */
export async function readPolls(db: Db, sessionId: string) {
  const polls = await db.poll.findMany({
    where: { sessionId, openedAt: { not: null } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    include: { answers: { select: { choices: true, words: true } } },
  });
  return polls.map((poll) => ({
    pollId: poll.id,
    kind: poll.kind,
    prompt: poll.prompt,
    options: poll.options,
    quiz: poll.quiz,
    rightOptions: poll.rightOptions,
    explanation: poll.explanation,
    openedAt: poll.openedAt,
    closedAt: poll.closedAt,
    answered: poll.answers.length,
    counts: countEach(poll.answers.flatMap(({ choices }) => choices.map(String))),
    words: countEach(poll.answers.flatMap(({ words }) => words)),
  }));
}

/** The form and what came back, without names: feedback is given on that promise. */
export async function readFeedback(db: Db, sessionId: string) {
  const [{ questions }, { answered, chosen, texts }] = await Promise.all([
    getForm(db, sessionId),
    collectAnswers(db, sessionId),
  ]);
  return questions.map((question) => ({
    ...question,
    answered: answered.get(question.questionId) ?? 0,
    counts: Object.fromEntries(chosen.get(question.questionId) ?? []),
    texts: [...(texts.get(question.questionId) ?? [])].sort(),
  }));
}

function countEach(values: string[]): Record<string, number> {
  const groups = [...Map.groupBy(values, (value) => value)];
  return Object.fromEntries(groups.map(([value, same]) => [value, same.length] as const).sort());
}
