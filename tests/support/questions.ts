import { randomUUID } from 'node:crypto';
import type { Prisma } from '#prisma/generated/client.ts';
import type { TestPerson, TestSession, World } from './factories.ts';

/** A question straight in the database, with votes; the count is what those who vote would have made it. */
export async function makeQuestion(
  { context: { db } }: World,
  { sessionId, topicIds }: TestSession,
  {
    by,
    body = 'Hồ sơ cần những gì?',
    voters = [],
    ...more
  }: {
    by: TestPerson;
    body?: string;
    voters?: readonly TestPerson[];
  } & Partial<Prisma.QuestionUncheckedCreateInput>,
): Promise<string> {
  const { id } = await db.question.create({
    data: {
      sessionId,
      topicId: topicIds[0] ?? null,
      authorId: by.personId,
      clientId: randomUUID(),
      body,
      anonymous: false,
      state: 'OPEN',
      voteCount: voters.length,
      votes: { create: voters.map(({ personId }) => ({ personId })) },
      ...more,
    },
    select: { id: true },
  });
  return id;
}
