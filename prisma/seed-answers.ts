import type { Prisma } from '#prisma/generated/client.ts';
import { defaultFeedbackForm } from '#server/features/feedback/default-form.ts';
import type { FeedbackAnswers, FeedbackQuestion } from '#shared/features/feedback.ts';
import { seedBetter, seedHelped } from './seed-feedback.ts';
import type { SeedRandom } from './seed-random.ts';

const MINUTE_MS = 60_000;
/** In 2021 one in fifteen answered; in the story more do, so that there is something to see. */
const ANSWERED = 0.62;

/** The feedback of those who attended a session that is over. */
export function planAnswers(
  random: SeedRandom,
  { sessionId, endedAt, personIds }: { sessionId: string; endedAt: Date; personIds: string[] },
): Prisma.FeedbackAnswerCreateManyInput[] {
  const helped = random.shuffle(seedHelped);
  const better = random.shuffle(seedBetter);
  return personIds
    .filter(() => random.chance(ANSWERED))
    .map((personId) => {
      const answers: FeedbackAnswers = {};
      for (const question of defaultFeedbackForm) {
        // Nobody says the same sentence as somebody else.
        const answer = answerTo(random, question, question.questionId === 'helped' ? helped : better);
        if (answer !== undefined) answers[question.questionId] = answer;
      }
      return {
        sessionId,
        personId,
        answers,
        submittedAt: new Date(endedAt.getTime() + random.between(0.5, 35) * MINUTE_MS),
      };
    });
}

function answerTo(
  random: SeedRandom,
  question: FeedbackQuestion,
  sentences: string[],
): FeedbackAnswers[string] | undefined {
  switch (question.kind) {
    case 'rating':
      return random.pick([5, 5, 5, 5, 4, 4, 4, 3, 3, 2]);
    case 'choice':
      // The middle of "too fast, right, too slow"; the first of "yes, perhaps, no".
      return question.questionId === 'pace'
        ? random.pick([1, 1, 1, 1, 0, 0, 2])
        : random.pick([0, 0, 0, 0, 1, 1, 2]);
    case 'choices':
      return undefined;
    case 'text':
      return random.chance(0.3) ? sentences.pop() : undefined;
  }
}
