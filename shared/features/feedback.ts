import { z } from 'zod';
import { defineRoute } from '../contract.ts';
import { id, isoTime, line, nothing, paragraph, sessionCode } from '../fields.ts';
import { limits } from '../limits.ts';
import { writtenAgo } from '../written-time.ts';

const questionBase = { questionId: line(40), label: line(limits.titleMax), required: z.boolean() };
const options = z.array(line(limits.titleMax)).min(2).max(limits.feedbackOptions);

export const feedbackQuestion = z.discriminatedUnion('kind', [
  /** 1 to 5. */
  z.strictObject({ kind: z.literal('rating'), ...questionBase }),
  z.strictObject({ kind: z.literal('choice'), ...questionBase, options }),
  z.strictObject({ kind: z.literal('choices'), ...questionBase, options }),
  z.strictObject({ kind: z.literal('text'), ...questionBase }),
]);
export type FeedbackQuestion = z.infer<typeof feedbackQuestion>;

export const feedbackQuestions = z
  .array(feedbackQuestion)
  .min(1)
  .max(limits.feedbackQuestions)
  .refine((questions) => new Set(questions.map((question) => question.questionId)).size === questions.length);

/** By question id: a rating 1–5, the number of an option from 0, several of them, or text. */
export const feedbackAnswers = z.record(
  line(40),
  z.union([
    z.number().int().min(0).max(limits.feedbackOptions),
    z.array(z.number().int().min(0).max(limits.feedbackOptions)).max(limits.feedbackOptions),
    paragraph(limits.feedbackTextMax),
  ]),
);
export type FeedbackAnswers = z.infer<typeof feedbackAnswers>;

const byCode = z.strictObject({ code: sessionCode });
const inSession = z.strictObject({ sessionId: id });

export const feedbackFormDto = z.object({
  questions: z.array(feedbackQuestion),
  /** Answers can be sent and changed from the session's end until it is archived. */
  open: z.boolean(),
  /** This person's answers so far. */
  answers: feedbackAnswers.nullable(),
});
export type FeedbackFormDto = z.infer<typeof feedbackFormDto>;

export const getFeedbackForm = defineRoute({
  method: 'GET',
  path: '/api/rooms/:code/feedback',
  may: 'feedback.answer',
  rate: 'read',
  params: byCode,
  output: feedbackFormDto,
});

/** Keyed by session and person: sending again replaces. */
export const sendFeedback = defineRoute({
  method: 'PUT',
  path: '/api/rooms/:code/feedback',
  may: 'feedback.answer',
  rate: 'write',
  params: byCode,
  body: z.strictObject({ answers: feedbackAnswers, writtenAgo: writtenAgo.optional() }),
  output: nothing,
});

export const readFeedbackForm = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/feedback-form',
  may: 'feedback.results',
  rate: 'read',
  params: inSession,
  output: z.object({ questions: z.array(feedbackQuestion), answerCount: z.number().int() }),
});

/** Once answers are in, questions can be reworded but neither removed nor changed in kind or options. */
export const changeFeedbackForm = defineRoute({
  method: 'PUT',
  path: '/api/sessions/:sessionId/feedback-form',
  may: 'feedback.form',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ questions: feedbackQuestions }),
  output: z.object({ questions: z.array(feedbackQuestion), answerCount: z.number().int() }),
});

export const feedbackResultDto = z.object({
  question: feedbackQuestion,
  answered: z.number().int(),
  /** Rating: how many gave 1…5. Choice and choices: how many took each option. Text: empty. */
  counts: z.array(z.number().int()),
  /** Rating only. */
  mean: z.number().nullable(),
  /** Text only, newest first, without names. */
  texts: z.array(z.string()),
});
export type FeedbackResultDto = z.infer<typeof feedbackResultDto>;

export const getFeedbackResults = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/feedback-results',
  may: 'feedback.results',
  rate: 'read',
  params: inSession,
  output: z.object({
    responses: z.number().int(),
    /** Learners who were present while it was live: whom the answers stand for. */
    attended: z.number().int(),
    lastAt: isoTime.nullable(),
    results: z.array(feedbackResultDto),
  }),
});
