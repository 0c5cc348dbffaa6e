import { z } from 'zod';
import { defineNews, defineRequest, defineRoute } from '../contract.ts';
import { clientId, id, isoTime, line, nothing } from '../fields.ts';
import { limits } from '../limits.ts';
import { checkEndings, checkKinds, checkOutcomes } from '../presence-checks.ts';
import { writtenAgo } from '../written-time.ts';

export const checkKind = z.enum(checkKinds);

/** What learners receive of the one that is open. The code word is not in it: it is heard. */
export const checkDto = z.object({
  checkId: id,
  kind: checkKind,
  shownAt: isoTime,
  /** By the server's clock. */
  closesAt: isoTime,
});
export type CheckDto = z.infer<typeof checkDto>;

/** How the open check stands for one learner. */
export const ownCheckDto = z.object({
  checkId: id,
  answeredAt: isoTime.nullable(),
  triesLeft: z.number().int(),
});
export type OwnCheckDto = z.infer<typeof ownCheckDto>;

/** How a check stands among the learners who were in the room while it was open. */
export const checkCounts = z.object({
  present: z.number().int(),
  delivered: z.number().int(),
  seen: z.number().int(),
  answered: z.number().int(),
});
export type CheckCounts = z.infer<typeof checkCounts>;

/** What staff receive. */
export const staffCheckDto = z.object({
  checkId: id,
  topicId: id,
  kind: checkKind,
  /** It came by itself; else staff asked. */
  planned: z.boolean(),
  /** To be read aloud; null for a tap. */
  word: z.string().nullable(),
  shownAt: isoTime,
  closesAt: isoTime,
  closedAt: isoTime.nullable(),
  ending: z.enum(checkEndings).nullable(),
  counts: checkCounts,
});
export type StaffCheckDto = z.infer<typeof staffCheckDto>;

export const checkDeskDto = z.object({
  /** By when the next one comes by itself: never when. Null: none is planned, because no topic runs or the rule wants none. */
  nextBy: isoTime.nullable(),
  /** None comes by itself before then. */
  heldUntil: isoTime.nullable(),
  /** Those that were shown, the newest first. */
  checks: z.array(staffCheckDto),
});
export type CheckDeskDto = z.infer<typeof checkDeskDto>;

export const checksForLearner = z.object({ check: checkDto.nullable(), own: ownCheckDto.nullable() });
export const checksForStaff = z.object({ desk: checkDeskDto });

/** Says that the check has reached this page (`seen`: has been drawn on its screen). A repeat changes nothing. */
export const noteCheckDelivered = defineRequest({
  name: 'check:deliver',
  may: 'check.answer',
  rate: 'write',
  input: z.strictObject({ checkId: id, seen: z.boolean() }),
  output: nothing,
});

/**
 * One answer a person, whatever page it comes from. What was written while the check was open counts with that time, also when it
 * arrives later. A word that is not the one costs one of the tries; a repeat of it does not.
 */
export const answerCheck = defineRequest({
  name: 'check:answer',
  may: 'check.answer',
  rate: 'write',
  input: z.strictObject({
    clientId,
    checkId: id,
    /** Null for a tap. */
    word: line(limits.codeWordMax).nullable(),
    writtenAgo: writtenAgo.optional(),
  }),
  output: ownCheckDto,
});

/** `clientId` becomes the check's id, so that a repeat asks nothing. */
export const askCheck = defineRequest({
  name: 'check:ask',
  may: 'check.manage',
  rate: 'write',
  input: z.strictObject({ clientId, kind: checkKind }),
  output: checksForStaff,
});

/** Those who have not answered keep no mark of it. */
export const closeCheck = defineRequest({
  name: 'check:close',
  may: 'check.manage',
  rate: 'write',
  input: z.strictObject({ checkId: id }),
  output: checksForStaff,
});

/** None comes by itself before then; null lets them come again. */
export const holdChecks = defineRequest({
  name: 'check:hold',
  may: 'check.manage',
  rate: 'write',
  input: z.strictObject({ until: isoTime.nullable() }),
  output: checksForStaff,
});

const inSession = z.strictObject({ sessionId: id });

export const listChecks = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/checks',
  may: 'attendance.read',
  rate: 'read',
  params: inSession,
  output: checksForStaff,
});

export const checkPersonDto = z.object({
  personId: id,
  name: z.string(),
  outcome: z.enum(checkOutcomes),
  deliveredAt: isoTime.nullable(),
  seenAt: isoTime.nullable(),
  /** When it was written, which may be before it arrived. */
  answeredAt: isoTime.nullable(),
});
export type CheckPersonDto = z.infer<typeof checkPersonDto>;

/** By given name, those with one of these outcomes; a list that is read on a screen. */
export const listCheckPeople = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/checks/:checkId/people',
  may: 'attendance.read',
  rate: 'read',
  params: z.strictObject({ sessionId: id, checkId: id }),
  query: z.object({ answered: z.stringbool().optional() }),
  output: z.object({
    people: z.array(checkPersonDto),
    /** There are more than were sent. */
    more: z.boolean(),
  }),
});

/** To learners: a check is there. */
export const checkShown = defineNews('check:shown', z.object({ check: checkDto }));
/** To learners: it is over, for those too who come back for what they missed. */
export const checkClosed = defineNews('check:closed', z.object({ checkId: id }));
/** To one learner, on all of their pages. */
export const checkOwnChanged = defineNews('check:own_changed', z.object({ own: ownCheckDto }));
/** To staff. */
export const checkDeskChanged = defineNews('check:desk_changed', z.object({ desk: checkDeskDto }));
/** To staff, at most once a second. */
export const checkCounted = defineNews('check:counted', z.object({ checkId: id, counts: checkCounts }));
