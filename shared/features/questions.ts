import { z } from 'zod';
import { defineNews, defineRequest, defineRoute } from '../contract.ts';
import { clientId, id, isoTime, nothing, paragraph, sessionCode } from '../fields.ts';
import { limits } from '../limits.ts';
import { movableStates, questionStates } from '../question-lifecycle.ts';
import { writtenAgo, writtenTime } from '../written-time.ts';

export {
  canMoveQuestion,
  canTakeMerged,
  isQuestionPublic,
  type MovableState,
  type QuestionState,
  questionStates,
} from '../question-lifecycle.ts';

export const questionState = z.enum(questionStates);

/** When it was answered aloud, on the server's clock; still open while `endedAt` is null. */
export const answeringDto = z.object({ startedAt: isoTime, endedAt: isoTime.nullable() });
export type AnsweringDto = z.infer<typeof answeringDto>;

const answerFields = {
  answer: z.string().nullable(),
  answeredByName: z.string().nullable(),
  answeredAt: isoTime.nullable(),
  /** The first first; more than one where it was taken up again. */
  answerings: z.array(answeringDto),
};

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
  ...answerFields,
});
export type QuestionDto = z.infer<typeof questionDto>;

/** What its asker receives, whatever its state. */
export const ownQuestionDto = questionDto.extend({
  /** The question that it follows since it was merged; null also where that one is not for everybody's eyes. */
  mergedInto: z
    .object({
      questionId: id,
      body: z.string(),
      state: questionState,
      votes: z.number().int(),
      ...answerFields,
    })
    .nullable(),
  /** Answered, and its asker has not seen it yet. */
  isNews: z.boolean(),
});
export type OwnQuestionDto = z.infer<typeof ownQuestionDto>;

/** What staff receive beside it. */
export const staffQuestionDto = questionDto.extend({
  askerId: id,
  askerName: z.string(),
  anonymous: z.boolean(),
  assigneeId: id.nullable(),
  assigneeName: z.string().nullable(),
  /** Where it was merged into; that one may itself have been merged since. */
  mergedIntoId: id.nullable(),
  /** Written, and not published yet. */
  draft: z.string().nullable(),
  dueOn: z.iso.date().nullable(),
  onPage: z.boolean(),
});
export type StaffQuestionDto = z.infer<typeof staffQuestionDto>;

/**
 * The part of a learner's snapshot: everybody's questions, their own (whatever the state), their votes, and where those of the
 * questions they voted for that were merged have gone.
 */
export const questionsForLearner = z.object({
  questions: z.array(questionDto),
  own: z.array(ownQuestionDto),
  votedIds: z.array(id),
  merged: z.array(z.object({ questionId: id, intoId: id })),
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
  output: z.object({ question: ownQuestionDto }),
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
  input: z.strictObject({ questionId: id, to: z.enum(movableStates) }),
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

/** Puts one question into another that asks the same: everybody who wanted either counts once. */
export const mergeQuestion = defineRequest({
  name: 'question:merge',
  may: 'question.moderate',
  rate: 'write',
  input: z.strictObject({ questionId: id, intoId: id }),
  output: z.object({ question: staffQuestionDto, into: staffQuestionDto }),
});

/** Takes it out again, with its own votes, to the state it had. */
export const unmergeQuestion = defineRequest({
  name: 'question:unmerge',
  may: 'question.moderate',
  rate: 'write',
  input: z.strictObject({ questionId: id }),
  output: z.object({ question: staffQuestionDto }),
});

/** Who is to answer it: anybody on the staff, in the room or not; null is nobody. */
export const assignQuestion = defineRequest({
  name: 'question:assign',
  may: 'question.moderate',
  rate: 'write',
  input: z.strictObject({ questionId: id, assigneeId: id.nullable() }),
  output: z.object({ question: staffQuestionDto }),
});

/** Of one's own questions: their answers are no news any more. */
export const seeAnswers = defineRequest({
  name: 'question:see_answers',
  may: 'question.ask',
  rate: 'write',
  input: z.strictObject({ questionIds: z.array(id).min(1).max(limits.answersSeenAtOnce) }),
  output: nothing,
});

/** To learners: this question is there and looks like this now. */
export const questionChanged = defineNews('question:changed', z.object({ question: questionDto }));
/** To learners: this question is gone from what everybody sees, or lives on in another one. */
export const questionRemoved = defineNews(
  'question:removed',
  z.object({ questionId: id, mergedIntoId: id.nullable() }),
);
/** To staff. */
export const questionStaffChanged = defineNews(
  'question:staff_changed',
  z.object({ question: staffQuestionDto }),
);
/** To the one who asked, whatever the state. */
export const questionOwnChanged = defineNews('question:own_changed', z.object({ question: ownQuestionDto }));
/** To everybody: how many votes there are now. */
export const questionVoted = defineNews(
  'question:voted',
  z.object({ questionId: id, votes: z.number().int() }),
);

const ofSession = z.strictObject({ sessionId: id });
const ofQuestion = z.strictObject({ sessionId: id, questionId: id });
const ofTopic = z.strictObject({ topicId: id });

/** Everybody who may be given a question to answer. */
export const listPanellists = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/panellists',
  may: 'question.moderate',
  rate: 'read',
  params: ofSession,
  output: z.object({ panellists: z.array(z.object({ personId: id, name: z.string() })) }),
});

/** A question as the pages about it show it: with where it was asked. */
export const questionRecordDto = staffQuestionDto.extend({
  sessionId: id,
  sessionTitle: z.string(),
  topicTitle: z.string().nullable(),
});
export type QuestionRecordDto = z.infer<typeof questionRecordDto>;

export const listSessionQuestions = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/questions',
  may: 'question.moderate',
  rate: 'read',
  params: ofSession,
  output: z.object({ questions: z.array(questionRecordDto) }),
});

/** What staff arrange about a question outside the room; what is left out stays. */
export const changeQuestion = defineRoute({
  method: 'PATCH',
  path: '/api/sessions/:sessionId/questions/:questionId',
  may: 'question.moderate',
  rate: 'write',
  params: ofQuestion,
  body: z.strictObject({
    assigneeId: id.nullable().optional(),
    dueOn: z.iso.date().nullable().optional(),
    onPage: z.boolean().optional(),
  }),
  output: z.object({ question: questionRecordDto }),
});

/** A written answer: kept as a draft for staff, or published to the asker and the room. An empty draft takes it away. */
export const writeAnswer = defineRoute({
  method: 'PUT',
  path: '/api/sessions/:sessionId/questions/:questionId/answer',
  may: 'question.answer',
  rate: 'write',
  params: ofQuestion,
  body: z
    .strictObject({ answer: paragraph(limits.answerMax), publish: z.boolean() })
    .refine(({ answer, publish }) => !publish || answer !== '', { path: ['answer'] }),
  output: z.object({ question: questionRecordDto }),
});

export const questionsPageDto = z.object({ code: z.string(), searchable: z.boolean(), publishedAt: isoTime });
export type QuestionsPageDto = z.infer<typeof questionsPageDto>;

export const listTopicQuestions = defineRoute({
  method: 'GET',
  path: '/api/topics/:topicId/questions',
  may: 'question.moderate',
  rate: 'read',
  params: ofTopic,
  output: z.object({ questions: z.array(questionRecordDto), page: questionsPageDto.nullable() }),
});

/** Puts the topic's chosen questions and answers on a page that anybody can read who has the address. */
export const publishQuestionsPage = defineRoute({
  method: 'PUT',
  path: '/api/topics/:topicId/questions-page',
  may: 'question.publish',
  rate: 'write',
  params: ofTopic,
  body: z.strictObject({ searchable: z.boolean() }),
  output: z.object({ page: questionsPageDto }),
});

/** Takes it down; its address never leads anywhere again. */
export const revokeQuestionsPage = defineRoute({
  method: 'DELETE',
  path: '/api/topics/:topicId/questions-page',
  may: 'question.publish',
  rate: 'write',
  params: ofTopic,
  output: nothing,
});

const language = z.enum(['vi', 'en']);

/** The page itself: HTML that needs no script. */
export const readQuestionsPage = defineRoute({
  method: 'GET',
  path: '/q/:pageCode',
  may: 'questions_page.read',
  rate: 'read',
  params: z.strictObject({ pageCode: sessionCode }),
  query: z.strictObject({ language: language.optional() }),
});

const exportQuery = z.strictObject({ format: z.enum(['xlsx', 'csv']), language: language.default('vi') });
export type QuestionsFormat = z.infer<typeof exportQuery>['format'];

export const exportSessionQuestions = defineRoute({
  method: 'GET',
  path: '/files/sessions/:sessionId/questions',
  may: 'question.moderate',
  rate: 'read',
  params: ofSession,
  query: exportQuery,
});

export const exportTopicQuestions = defineRoute({
  method: 'GET',
  path: '/files/topics/:topicId/questions',
  may: 'question.moderate',
  rate: 'read',
  params: ofTopic,
  query: exportQuery,
});
