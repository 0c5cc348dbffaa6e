import { z } from 'zod';
import { defineNews, defineRequest, defineRoute } from '../contract.ts';
import { clientId, id, isoTime, line, nothing, paragraph } from '../fields.ts';
import { limits } from '../limits.ts';
import { pollStates } from '../poll-lifecycle.ts';
import { writtenAgo } from '../written-time.ts';

export const pollKind = z.enum(['single', 'several', 'rating', 'words']);
export type PollKind = z.infer<typeof pollKind>;
export const pollState = z.enum(pollStates);

const optionNumber = z
  .number()
  .int()
  .min(0)
  .max(limits.pollOptions - 1);
const isDistinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

const prompt = line(limits.pollPromptMax);
const options = z.array(line(limits.pollOptionMax)).min(2).max(limits.pollOptions).refine(isDistinct);
const explanation = paragraph(limits.pollExplanationMax);
/** Learners see no results until staff show them; else they see them from the first answer on. */
const heldBack = z.boolean();

/** What staff write: a poll before anybody has answered it. `right` makes it a quiz. */
export const pollForm = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('single'),
      prompt,
      options,
      right: z.array(optionNumber).length(1).nullable(),
      explanation,
      heldBack,
    }),
    z.strictObject({
      kind: z.literal('several'),
      prompt,
      options,
      right: z.array(optionNumber).min(1).max(limits.pollOptions).refine(isDistinct).nullable(),
      explanation,
      heldBack,
    }),
    z.strictObject({ kind: z.literal('rating'), prompt, heldBack }),
    z.strictObject({
      kind: z.literal('words'),
      prompt,
      wordsMax: z.number().int().min(1).max(limits.pollWords),
      heldBack,
    }),
  ])
  .refine(
    (form) => !('right' in form) || (form.right ?? []).every((option) => option < form.options.length),
    { path: ['right'] },
  );
export type PollForm = z.infer<typeof pollForm>;

/** Counts, and nothing to tell by who answered what. */
export const pollResults = z.object({
  /** How many people answered. */
  answered: z.number().int(),
  /** By option, or by rating from 1 to 5; empty for words. */
  counts: z.array(z.number().int()),
  /** Of a rating, to two decimals. */
  mean: z.number().nullable(),
  /** The most frequent first, each as most people wrote it. */
  words: z.array(z.object({ text: z.string(), people: z.number().int() })),
});
export type PollResults = z.infer<typeof pollResults>;

/** Staff also see what they have hidden; `key` is the folded word. */
export const staffPollResults = pollResults.extend({
  words: z.array(
    z.object({ text: z.string(), people: z.number().int(), key: z.string(), hidden: z.boolean() }),
  ),
  /** How many answered a quiz right; null for what is none. */
  right: z.number().int().nullable(),
});
export type StaffPollResults = z.infer<typeof staffPollResults>;

/** What every learner receives: no draft, no number while results are held back, no right answer before the end. */
export const pollDto = z.object({
  pollId: id,
  kind: pollKind,
  quiz: z.boolean(),
  prompt: z.string(),
  options: z.array(z.string()),
  wordsMax: z.number().int(),
  state: z.enum(['open', 'closed']),
  openedAt: isoTime,
  /** Null while they are held back. */
  results: pollResults.nullable(),
  /** Of a quiz that is closed and whose results are shown. */
  solution: z.object({ right: z.array(z.number().int()), explanation: z.string() }).nullable(),
});
export type PollDto = z.infer<typeof pollDto>;

/** What staff receive. */
export const staffPollDto = z.object({
  pollId: id,
  kind: pollKind,
  quiz: z.boolean(),
  prompt: z.string(),
  options: z.array(z.string()),
  wordsMax: z.number().int(),
  right: z.array(z.number().int()),
  explanation: z.string(),
  heldBack: z.boolean(),
  position: z.number().int(),
  state: pollState,
  resultsShown: z.boolean(),
  /** Learners have seen the right answers: it cannot be opened again. */
  solutionTold: z.boolean(),
  openedAt: isoTime.nullable(),
  closedAt: isoTime.nullable(),
  results: staffPollResults,
});
export type StaffPollDto = z.infer<typeof staffPollDto>;

/** Numbers of options, or one rating; or words. One of the two is empty. */
export const pollAnswer = z.object({
  choices: z.array(z.number().int()),
  words: z.array(z.string()),
});
export type PollAnswer = z.infer<typeof pollAnswer>;

/** The part of a learner's snapshot: the newest polls that were opened, and this person's answers to them. */
export const pollsForLearner = z.object({
  polls: z.array(pollDto),
  answers: z.array(pollAnswer.extend({ pollId: id })),
});
export const pollsForStaff = z.object({ staffPolls: z.array(staffPollDto) });

/**
 * Says how it should be: a repeat changes nothing, a later one replaces. One answer a person, changed as often as they like
 * while the poll is open.
 */
export const answerPoll = defineRequest({
  name: 'poll:answer',
  may: 'poll.answer',
  rate: 'write',
  input: z.strictObject({
    pollId: id,
    choices: z
      .array(z.number().int().min(0).max(limits.pollOptions))
      .max(limits.pollOptions)
      .refine(isDistinct),
    words: z.array(line(limits.pollWordMax)).max(limits.pollWords),
    writtenAgo: writtenAgo.optional(),
  }),
  output: z.object({ pollId: id, answer: pollAnswer }),
});

const inSession = z.strictObject({ sessionId: id });
const inPoll = z.strictObject({ pollId: id });
const onePoll = z.object({ poll: staffPollDto });
const allPolls = z.object({ polls: z.array(staffPollDto) });

export const listPolls = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/polls',
  may: 'poll.read',
  rate: 'read',
  params: inSession,
  output: allPolls,
});

/** `clientId` becomes the poll's id, so that a repeat returns the first. `open`: on the spot, and opened with it. */
export const createPoll = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/polls',
  may: 'poll.manage',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ clientId, form: pollForm, open: z.boolean() }),
  output: onePoll,
});

/** Drafts only. */
export const changePoll = defineRoute({
  method: 'PUT',
  path: '/api/polls/:pollId',
  may: 'poll.manage',
  rate: 'write',
  params: inPoll,
  body: z.strictObject({ form: pollForm }),
  output: onePoll,
});

/** Drafts only: what people answered stays. */
export const deletePoll = defineRoute({
  method: 'DELETE',
  path: '/api/polls/:pollId',
  may: 'poll.manage',
  rate: 'write',
  params: inPoll,
  output: nothing,
});

export const orderPolls = defineRoute({
  method: 'PUT',
  path: '/api/sessions/:sessionId/poll-order',
  may: 'poll.manage',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ pollIds: z.array(id).max(limits.pollsPerSession) }),
  output: allPolls,
});

/** Opening one closes the one that is open. */
export const movePoll = defineRoute({
  method: 'POST',
  path: '/api/polls/:pollId/move',
  may: 'poll.manage',
  rate: 'write',
  params: inPoll,
  body: z.strictObject({ to: z.enum(['open', 'closed']) }),
  output: onePoll,
});

export const showPollResults = defineRoute({
  method: 'PUT',
  path: '/api/polls/:pollId/results',
  may: 'poll.manage',
  rate: 'write',
  params: inPoll,
  body: z.strictObject({ shown: z.boolean() }),
  output: onePoll,
});

/** A word of a cloud that learners should not see, however it was written. */
export const hidePollWord = defineRoute({
  method: 'PUT',
  path: '/api/polls/:pollId/hidden-words',
  may: 'poll.manage',
  rate: 'write',
  params: inPoll,
  body: z.strictObject({ word: line(limits.pollWordMax), hidden: z.boolean() }),
  output: onePoll,
});

export const pollAnswerLine = z.object({
  personId: id,
  name: z.string(),
  choices: z.array(z.number().int()),
  right: z.boolean(),
});
export type PollAnswerLine = z.infer<typeof pollAnswerLine>;

/** Who answered a quiz, and what; of any other poll nobody is told. Right answers are marked. */
export const listPollAnswers = defineRoute({
  method: 'GET',
  path: '/api/polls/:pollId/answers',
  may: 'poll.read',
  rate: 'read',
  params: inPoll,
  output: z.object({
    answers: z.array(pollAnswerLine),
    /** There are more than were sent. */
    more: z.boolean(),
  }),
});

/** UTF-8 with BOM, no live formulas: opens right in a spreadsheet. */
export const getPollsCsv = defineRoute({
  method: 'GET',
  path: '/files/sessions/:sessionId/polls.csv',
  may: 'poll.read',
  rate: 'read',
  params: inSession,
  query: z.object({ language: z.enum(['vi', 'en']).default('vi') }),
});

/** To learners: this poll is there and looks like this now. */
export const pollChanged = defineNews('poll:changed', z.object({ poll: pollDto }));
/** To learners, of a poll whose results are shown: what has been counted by now. */
export const pollCounted = defineNews('poll:counted', z.object({ pollId: id, results: pollResults }));
/** To staff. */
export const pollStaffChanged = defineNews('poll:staff_changed', z.object({ poll: staffPollDto }));
export const pollStaffCounted = defineNews(
  'poll:staff_counted',
  z.object({ pollId: id, results: staffPollResults }),
);
/** To staff: a draft was deleted. */
export const pollRemoved = defineNews('poll:removed', z.object({ pollId: id }));
