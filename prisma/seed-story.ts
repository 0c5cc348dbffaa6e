import type { Prisma } from '#prisma/generated/client.ts';
import { defaultFeedbackForm } from '#server/features/feedback/default-form.ts';
import { foldForSearch } from '#shared/names.ts';
import { planAnswers } from './seed-answers.ts';
import { planStaffStay, planStays, type Stay } from './seed-attendance.ts';
import { planChat } from './seed-chat.ts';
import { planConversation } from './seed-conversation.ts';
import {
  emailOf,
  type SeedPerson,
  seedLearners,
  seedModerator,
  seedOrganiser,
  seedTrainers,
} from './seed-people.ts';
import { planPolls } from './seed-polls.ts';
import { seedSeries, seedSessions, seedTopics } from './seed-programme.ts';
import { SeedRandom } from './seed-random.ts';
import { planTimeline, type SeedTimeline } from './seed-timeline.ts';
import { planTimes, type SessionTimes, type StoryTime } from './seed-times.ts';

const DAY_MS = 24 * 3_600_000;
/** Anything; the story is another one with another number. */
const SEED = 2021;

/** The rows of the whole story, in the order in which they can be written. */
export interface StoryPlan {
  people: (Prisma.PersonCreateManyInput & { id: string })[];
  series: Prisma.SeriesCreateManyInput & { id: string };
  staff: Prisma.SeriesStaffCreateManyInput[];
  topics: (Prisma.TopicCreateManyInput & { id: string })[];
  sessions: (Prisma.SessionCreateManyInput & {
    id: string;
    title: string;
    code: string;
    state: SessionTimes['state'];
  })[];
  sessionTopics: Prisma.SessionTopicCreateManyInput[];
  windows: Prisma.TopicWindowCreateManyInput[];
  enrolments: (Prisma.EnrolmentCreateManyInput & { id: string })[];
  presence: Prisma.PresenceIntervalCreateManyInput[];
  questions: Prisma.QuestionCreateManyInput[];
  votes: Prisma.QuestionVoteCreateManyInput[];
  chat: Prisma.ChatMessageCreateManyInput[];
  forms: Prisma.FeedbackFormCreateManyInput[];
  answers: Prisma.FeedbackAnswerCreateManyInput[];
  polls: Prisma.PollCreateManyInput[];
  pollAnswers: Prisma.PollAnswerCreateManyInput[];
  timeline: SeedTimeline;
  audit: Prisma.AuditEntryCreateManyInput[];
}

/** Who is who among `people`. */
export interface Cast {
  organiserId: string;
  trainerIds: [string, string];
  moderatorId: string;
  learnerIds: string[];
}

/** The same plan each time, but for the moment that it is told from. */
export function planStory({ passwordHash, ...time }: StoryTime & { passwordHash: string }): {
  plan: StoryPlan;
  cast: Cast;
} {
  const random = new SeedRandom(SEED);
  const times = planTimes(random, time);
  const preparedAt = new Date((times[0]?.plannedStartsAt.getTime() ?? 0) - 10 * DAY_MS);

  const { people, cast } = planPeople(random, { passwordHash, createdAt: preparedAt });
  const series = { id: random.uuid(), ...seedSeries, createdById: cast.organiserId, createdAt: preparedAt };
  const topics = seedTopics.map((topic, position) => ({
    id: random.uuid(),
    seriesId: series.id,
    position,
    ...topic,
    createdAt: preparedAt,
  }));
  const plan: StoryPlan = {
    people,
    series,
    staff: [
      ...cast.trainerIds.map((personId) => ({ seriesId: series.id, personId, role: 'TRAINER' as const })),
      { seriesId: series.id, personId: cast.moderatorId, role: 'MODERATOR' as const },
    ].map((row) => ({ ...row, createdAt: preparedAt })),
    topics,
    enrolments: cast.learnerIds.map((personId, index) => ({
      id: random.uuid(),
      seriesId: series.id,
      personId,
      createdAt: new Date(preparedAt.getTime() + random.between(1, 9) * DAY_MS),
      ...seedLearners[index]?.details,
    })),
    sessions: [],
    sessionTopics: [],
    windows: [],
    presence: [],
    questions: [],
    votes: [],
    chat: [],
    forms: [],
    answers: [],
    polls: [],
    pollAnswers: [],
    timeline: { slideTurns: [], answerings: [], checks: [], checkAnswers: [] },
    audit: [
      {
        action: 'series.created',
        actorId: cast.organiserId,
        seriesId: series.id,
        at: preparedAt,
        details: { title: seedSeries.title },
      },
    ],
  };
  // Before anything that depends on the hour: a session has the same id whenever the story is told.
  const sessionIds = times.map(() => random.uuid());
  for (const [index, sessionTimes] of times.entries()) {
    const sessionId = sessionIds[index] ?? '';
    planSession(random, { plan, cast, sessionId, index, times: sessionTimes, now: time.now });
  }
  const [, , asked, next] = plan.sessions;
  if (asked && next) {
    const [trainerId] = cast.trainerIds;
    Object.assign(plan, planPolls({ asked, next, trainerId, learnerIds: cast.learnerIds }));
  }
  plan.timeline = planTimeline({
    sessions: times.map((ofSession, index) => ({ sessionId: sessionIds[index] ?? '', times: ofSession })),
    topicIdOf: (topic) => topics[topic - 1]?.id ?? '',
    questions: plan.questions,
    presence: plan.presence,
    now: time.now,
  });
  plan.audit.sort((left, right) => Number(left.at) - Number(right.at));
  return { plan, cast };
}

function planPeople(
  random: SeedRandom,
  { passwordHash, createdAt }: { passwordHash: string; createdAt: Date },
): { people: StoryPlan['people']; cast: Cast } {
  const people: StoryPlan['people'] = [];
  const add = (person: SeedPerson, over: Partial<Prisma.PersonCreateManyInput> = {}): string => {
    const id = random.uuid();
    const { name } = person;
    people.push({ id, name, nameFolded: foldForSearch(name), email: emailOf(person), createdAt, ...over });
    return id;
  };
  const [first, second] = seedTrainers;
  const cast: Cast = {
    organiserId: add(seedOrganiser, { passwordHash, platformRole: 'ORGANISER' }),
    trainerIds: [add(first, { passwordHash }), add(second, { passwordHash })],
    moderatorId: add(seedModerator, { passwordHash }),
    learnerIds: seedLearners.map((learner) => add(learner)),
  };
  return { people, cast };
}

function planSession(
  random: SeedRandom,
  options: {
    plan: StoryPlan;
    cast: Cast;
    sessionId: string;
    index: number;
    times: SessionTimes;
    now: Date;
  },
): void {
  const { plan, cast, sessionId, index, times, now } = options;
  const seed = seedSessions[index];
  if (!seed) throw new Error(`the story has no session ${index + 1}`);
  const { runs, ...columns } = times;
  const topicIdOf = (topic: number) => plan.topics[topic - 1]?.id ?? '';

  plan.sessions.push({
    id: sessionId,
    seriesId: plan.series.id,
    title: seed.title,
    code: `ocop2021b${index + 1}`,
    createdAt: plan.series.createdAt ?? now,
    ...columns,
  });
  plan.sessionTopics.push(
    ...seed.topics.map((topic, position) => ({ sessionId, topicId: topicIdOf(topic), position })),
  );
  planAudit({ plan, cast, sessionId, times });
  if (!times.startedAt) return;

  const attendees = planPresence(random, { plan, cast, sessionId, times, now });
  for (const run of runs) {
    const topicId = topicIdOf(run.topic);
    plan.windows.push({
      id: random.uuid(),
      sessionId,
      topicId,
      startedAt: run.startedAt,
      endedAt: run.endedAt,
    });
    const trainerId = cast.trainerIds[run.topic % 2 === 0 ? 1 : 0];
    const { learnerIds } = cast;
    const conversation = planConversation(random, { sessionId, topicId, run, learnerIds, trainerId, now });
    plan.questions.push(...conversation.questions);
    plan.votes.push(...conversation.votes);
  }
  if (times.state === 'LIVE') plan.chat.push(...planChat({ sessionId, cast, now }));
  if (times.endedAt) {
    plan.forms.push({ sessionId, questions: defaultFeedbackForm, updatedAt: times.endedAt });
    plan.answers.push(...planAnswers(random, { sessionId, endedAt: times.endedAt, personIds: attendees }));
  }
}

/** @returns the learners who came */
function planPresence(
  random: SeedRandom,
  options: { plan: StoryPlan; cast: Cast; sessionId: string; times: SessionTimes; now: Date },
): string[] {
  const { plan, cast, sessionId, times, now } = options;
  const add = (personId: string, role: string, { startedAt, endedAt }: Stay): void => {
    plan.presence.push({
      id: random.uuid(),
      sessionId,
      personId,
      role,
      startedAt,
      endedAt,
      lastProofAt: endedAt,
    });
  };
  const staff = [
    ...cast.trainerIds.map((id) => [id, 'TRAINER'] as const),
    [cast.moderatorId, 'MODERATOR'] as const,
  ];
  for (const [personId, role] of staff) {
    const stay = planStaffStay(random, times, now);
    if (stay) add(personId, role, stay);
  }

  const attendees: string[] = [];
  for (const personId of cast.learnerIds) {
    const stays = planStays(random, times, now);
    if (!stays) continue;
    attendees.push(personId);
    for (const stay of stays) add(personId, 'LEARNER', stay);
  }
  return attendees;
}

function planAudit({
  plan,
  cast,
  sessionId,
  times,
}: {
  plan: StoryPlan;
  cast: Cast;
  sessionId: string;
  times: SessionTimes;
}): void {
  const add = (action: string, at: Date | null): void => {
    if (at) plan.audit.push({ action, actorId: cast.trainerIds[0], seriesId: plan.series.id, sessionId, at });
  };
  add('session.lobby_opened', times.lobbyOpenedAt);
  add('session.started', times.startedAt);
  add('session.ended', times.endedAt);
}
