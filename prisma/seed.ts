import type { PrismaClient } from '#prisma/generated/client.ts';
import type { AppContext } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { hashPassword } from '#server/features/accounts/passwords.ts';
import type { SessionState } from '#shared/session-lifecycle.ts';
import { emailOf, seedOrganiser } from './seed-people.ts';
import { type Cast, planStory, type StoryPlan } from './seed-story.ts';

/** Rows in one INSERT: a few thousand parameters, far from any database's limit. */
const ROWS_PER_INSERT = 200;

/** Everybody with an account in the story signs in with it. It is printed, and no secret: the story is for looking at. */
export const seedPassword = 'hat gao lang ta';

export interface SeedStoryOptions {
  /**
   * Number of the session that is on now, from 1: the days of 2021 are moved to fit. Null leaves them in 2021, all over.
   * Four, unless said: on the product's story, with two topics, three sessions before it and four to come.
   */
  liveSession?: number | null;
  /** 100, unless said: the session's last topic has then been running for twelve minutes. */
  startedMinutesAgo?: number;
}

export interface StoryPerson {
  personId: string;
  name: string;
  email: string;
}

export interface StorySession {
  sessionId: string;
  code: string;
  title: string;
  state: SessionState;
}

/** Whom and what the story made; people with an account sign in by `email` and `seedPassword`. */
export interface Story {
  seriesId: string;
  /** In the order of the programme. */
  topicIds: string[];
  sessions: StorySession[];
  liveSession: StorySession | null;
  organiser: StoryPerson;
  trainers: [StoryPerson, StoryPerson];
  moderator: StoryPerson;
  /** `linkToken` stands in the fragment of a session's address: `/s/CODE#k=…`. */
  learners: (StoryPerson & { linkToken: string })[];
}

/**
 * Tells the story of the OCOP series of autumn 2021 into an empty database: 11 topics, 8 sessions, two trainers, a moderator,
 * an organiser and forty learners who came, asked, voted and answered. It is the same each time, but for its days. A database
 * that has it already is left as it is. Slides come by `seedMaterials`.
 */
export async function seedStory(context: AppContext, options: SeedStoryOptions = {}): Promise<Story> {
  const { liveSession = 4, startedMinutesAgo = 100 } = options;
  const { plan, cast } = planStory({
    now: context.clock.now(),
    liveSession,
    startedMinutesAgo,
    passwordHash: await hashPassword(seedPassword),
  });

  const isTold = (await context.db.series.count({ where: { id: plan.series.id } })) > 0;
  if (!isTold) await context.db.$transaction((tx) => write(tx, plan), { timeout: 60_000 });
  return readStory(context, { plan, cast });
}

/** Whether what the database holds is the story or nothing at all. */
export async function isEmptyOrStory({ db }: AppContext): Promise<boolean> {
  const organiser = await db.person.findUnique({
    where: { email: emailOf(seedOrganiser) },
    select: { id: true },
  });
  return organiser !== null || (await db.person.count()) === 0;
}

async function write(tx: Pick<PrismaClient, StoryTable>, plan: StoryPlan): Promise<void> {
  await inParts(plan.people, (data) => tx.person.createMany({ data }));
  await inParts([plan.series], (data) => tx.series.createMany({ data }));
  await inParts(plan.staff, (data) => tx.seriesStaff.createMany({ data }));
  await inParts(plan.topics, (data) => tx.topic.createMany({ data }));
  await inParts(plan.sessions, (data) => tx.session.createMany({ data }));
  await inParts(plan.sessionTopics, (data) => tx.sessionTopic.createMany({ data }));
  await inParts(plan.windows, (data) => tx.topicWindow.createMany({ data }));
  await inParts(plan.enrolments, (data) => tx.enrolment.createMany({ data }));
  await inParts(plan.presence, (data) => tx.presenceInterval.createMany({ data }));
  await inParts(plan.questions, (data) => tx.question.createMany({ data }));
  await inParts(plan.votes, (data) => tx.questionVote.createMany({ data }));
  await inParts(plan.chat, (data) => tx.chatMessage.createMany({ data }));
  await inParts(plan.forms, (data) => tx.feedbackForm.createMany({ data }));
  await inParts(plan.answers, (data) => tx.feedbackAnswer.createMany({ data }));
  await inParts(plan.polls, (data) => tx.poll.createMany({ data }));
  await inParts(plan.pollAnswers, (data) => tx.pollAnswer.createMany({ data }));
  await inParts(plan.timeline.slideTurns, (data) => tx.slideTurn.createMany({ data }));
  await inParts(plan.timeline.answerings, (data) => tx.questionAnswering.createMany({ data }));
  await inParts(plan.timeline.checks, (data) => tx.presenceCheck.createMany({ data }));
  await inParts(plan.timeline.checkAnswers, (data) => tx.presenceCheckAnswer.createMany({ data }));
  await inParts(plan.audit, (data) => tx.auditEntry.createMany({ data }));
}

type StoryTable =
  | 'person'
  | 'series'
  | 'seriesStaff'
  | 'topic'
  | 'session'
  | 'sessionTopic'
  | 'topicWindow'
  | 'enrolment'
  | 'presenceInterval'
  | 'question'
  | 'questionVote'
  | 'chatMessage'
  | 'feedbackForm'
  | 'feedbackAnswer'
  | 'poll'
  | 'pollAnswer'
  | 'slideTurn'
  | 'questionAnswering'
  | 'presenceCheck'
  | 'presenceCheckAnswer'
  | 'auditEntry';

async function inParts<Row>(rows: Row[], insert: (part: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    await insert(rows.slice(from, from + ROWS_PER_INSERT));
  }
}

/** A story that was told earlier has gone on since: its sessions are as they are now. */
async function readStory(
  { db, personalLinks }: AppContext,
  { plan, cast }: { plan: StoryPlan; cast: Cast },
): Promise<Story> {
  const rows = await db.session.findMany({
    where: { id: { in: plan.sessions.map(({ id }) => id) } },
    orderBy: { plannedStartsAt: 'asc' },
    select: { id: true, code: true, title: true, state: true },
  });
  const sessions = rows.map(({ id, code, title, state }) => ({
    sessionId: id,
    code,
    title,
    state: toWireName(state),
  }));
  const enrolments = await db.enrolment.findMany({
    where: { seriesId: plan.series.id },
    select: { id: true, personId: true, linkVersion: true },
  });
  const toLinkToken = (learnerId: string): string => {
    const enrolment = enrolments.find(({ personId }) => personId === learnerId);
    return enrolment
      ? personalLinks.toToken({ enrolmentId: enrolment.id, linkVersion: enrolment.linkVersion })
      : '';
  };
  const person = (personId: string): StoryPerson => {
    const row = plan.people.find(({ id }) => id === personId);
    return { personId, name: row?.name ?? '', email: row?.email ?? '' };
  };
  const [first, second] = cast.trainerIds;
  return {
    seriesId: plan.series.id,
    topicIds: plan.topics.map(({ id }) => id),
    sessions,
    liveSession: sessions.find(({ state }) => state === 'live') ?? null,
    organiser: person(cast.organiserId),
    trainers: [person(first), person(second)],
    moderator: person(cast.moderatorId),
    learners: cast.learnerIds.map((id) => ({ ...person(id), linkToken: toLinkToken(id) })),
  };
}
