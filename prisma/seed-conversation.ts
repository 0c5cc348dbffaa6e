import type { Prisma } from '#prisma/generated/client.ts';
import { type SeedQuestion, seedQuestions } from './seed-questions.ts';
import type { SeedRandom } from './seed-random.ts';
import type { TopicRun } from './seed-times.ts';

const MINUTE_MS = 60_000;

export interface Conversation {
  questions: Prisma.QuestionCreateManyInput[];
  votes: Prisma.QuestionVoteCreateManyInput[];
}

/** What was asked while a topic ran, who voted for it, and what became of it; of a running topic most of it is still open. */
export function planConversation(
  random: SeedRandom,
  options: {
    sessionId: string;
    topicId: string;
    run: TopicRun;
    learnerIds: string[];
    trainerId: string;
    now: Date;
  },
): Conversation {
  const { run, now } = options;
  const asked = seedQuestions.filter((question) => question.topic === run.topic);
  const startMs = run.startedAt.getTime();
  const lengthMs = (run.endedAt ?? now).getTime() - startMs;
  const conversation: Conversation = { questions: [], votes: [] };

  for (const [index, question] of asked.entries()) {
    const place = (index + random.between(0.2, 0.8)) / asked.length;
    const askedAt = new Date(startMs + lengthMs * place);
    const { row, voters } = planQuestion(random, { ...options, question, askedAt, index });
    conversation.questions.push({ ...row, voteCount: voters.length });
    conversation.votes.push(...voters.map((personId) => ({ questionId: row.id, personId })));
  }
  return conversation;
}

function planQuestion(
  random: SeedRandom,
  options: {
    question: SeedQuestion;
    askedAt: Date;
    index: number;
    sessionId: string;
    topicId: string;
    run: TopicRun;
    learnerIds: string[];
    trainerId: string;
    now: Date;
  },
): { row: Prisma.QuestionCreateManyInput & { id: string }; voters: string[] } {
  const { question, askedAt, index, sessionId, topicId, run, learnerIds, trainerId, now } = options;
  const authorId = learnerIds[question.by];
  if (!authorId) throw new Error(`no learner ${question.by} to ask`);

  const state = stateOf(question, { index, isRunning: run.endedAt === null });
  const others = learnerIds.filter((personId) => personId !== authorId);
  const voters = question.fate
    ? []
    : random.shuffle(others).slice(0, Math.floor(random.between(0, 17) ** 1.1 / 1.3));
  const answeredMs = askedAt.getTime() + random.between(2, 14) * MINUTE_MS;
  const answer = state === 'ANSWERED' ? (question.answer ?? null) : null;
  return {
    voters,
    row: {
      id: random.uuid(),
      clientId: random.uuid(),
      sessionId,
      topicId,
      authorId,
      body: question.body,
      anonymous: question.anonymous === true,
      state,
      askedAt,
      ...(answer === null
        ? {}
        : { answer, answeredById: trainerId, answeredAt: new Date(Math.min(answeredMs, now.getTime())) }),
      // The best of what waits stands on top.
      pinnedAt: state === 'OPEN' && index === 2 ? askedAt : null,
    },
  };
}

function stateOf(
  { fate }: SeedQuestion,
  { index, isRunning }: { index: number; isRunning: boolean },
): 'OPEN' | 'ANSWERING' | 'ANSWERED' | 'DISMISSED' | 'HIDDEN' {
  if (fate) return fate;
  if (!isRunning || index === 0) return 'ANSWERED';
  return index === 1 ? 'ANSWERING' : 'OPEN';
}
