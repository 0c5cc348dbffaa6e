import { z } from 'zod';
import { defineNews, defineRequest } from '../contract.ts';
import { clientId, id, isoTime, paragraph } from '../fields.ts';
import { limits } from '../limits.ts';
import { questionStates } from '../question-lifecycle.ts';
import { writtenAgo, writtenTime } from '../written-time.ts';

export {
  canMoveQuestion,
  isQuestionPublic,
  type QuestionState,
  questionStates,
} from '../question-lifecycle.ts';

export const questionState = z.enum(questionStates);

/** What every learner receives. Nothing here tells who asked when the asker did not want it told. */
export const questionDto = z.object({
  questionId: id,
  body: z.string(),
  /** Null: asked without a name. */
  authorName: z.string().nullable(),
  state: questionState,
  topicId: id.nullable(),
  votes: z.number().int(),
  pinned: z.boolean(),
  askedAt: isoTime,
  written: writtenTime,
  answer: z.string().nullable(),
  answeredByName: z.string().nullable(),
  answeredAt: isoTime.nullable(),
});
export type QuestionDto = z.infer<typeof questionDto>;

/** What staff receive beside it. */
export const staffQuestionDto = questionDto.extend({
  askerId: id,
  askerName: z.string(),
  anonymous: z.boolean(),
});
export type StaffQuestionDto = z.infer<typeof staffQuestionDto>;

/** The part of a learner's snapshot: everybody's questions, their own (whatever the state), their votes. */
export const questionsForLearner = z.object({
  questions: z.array(questionDto),
  own: z.array(questionDto),
  votedIds: z.array(id),
});
export const questionsForStaff = z.object({ questions: z.array(staffQuestionDto), votedIds: z.array(id) });

export const askQuestion = defineRequest({
  name: 'question:ask',
  may: 'question.ask',
  rate: 'write',
  input: z.strictObject({
    clientId,
    body: paragraph(limits.questionMax, 1),
    anonymous: z.boolean(),
    writtenAgo: writtenAgo.optional(),
  }),
  output: z.object({ question: questionDto }),
});

/** Says how it should be, not what to toggle: a repeat changes nothing. */
export const voteQuestion = defineRequest({
  name: 'question:vote',
  may: 'question.vote',
  rate: 'write',
  input: z.strictObject({ questionId: id, voted: z.boolean(), writtenAgo: writtenAgo.optional() }),
  output: z.object({ questionId: id, votes: z.number().int(), voted: z.boolean() }),
});

export const moveQuestion = defineRequest({
  name: 'question:move',
  may: 'question.moderate',
  rate: 'write',
  input: z.strictObject({ questionId: id, to: questionState }),
  output: z.object({ question: staffQuestionDto }),
});

/** A written answer; the question counts as answered with it. */
export const answerQuestion = defineRequest({
  name: 'question:answer',
  may: 'question.answer',
  rate: 'write',
  input: z.strictObject({ questionId: id, answer: paragraph(limits.answerMax, 1) }),
  output: z.object({ question: staffQuestionDto }),
});

export const pinQuestion = defineRequest({
  name: 'question:pin',
  may: 'question.moderate',
  rate: 'write',
  input: z.strictObject({ questionId: id, pinned: z.boolean() }),
  output: z.object({ question: staffQuestionDto }),
});

/** To learners: this question is there and looks like this now. */
export const questionChanged = defineNews('question:changed', z.object({ question: questionDto }));
/** To learners: this question is gone from what everybody sees. */
export const questionRemoved = defineNews('question:removed', z.object({ questionId: id }));
/** To staff. */
export const questionStaffChanged = defineNews(
  'question:staff_changed',
  z.object({ question: staffQuestionDto }),
);
/** To the one who asked, whatever the state. */
export const questionOwnChanged = defineNews('question:own_changed', z.object({ question: questionDto }));
/** To everybody: how many votes there are now. */
export const questionVoted = defineNews(
  'question:voted',
  z.object({ questionId: id, votes: z.number().int() }),
);
