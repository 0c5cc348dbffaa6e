import { z } from 'zod';
import { defineRoute } from '../contract.ts';
import {
  clientId,
  email,
  id,
  isoTime,
  line,
  linkToken,
  nothing,
  paragraph,
  personName,
  phone,
  sessionCode,
} from '../fields.ts';
import { limits } from '../limits.ts';
import { participantGroupCodes } from '../participant-groups.ts';
import { provinceCodes } from '../provinces.ts';
import { exclusionKinds } from '../session-door.ts';
import { sessionDto } from './catalog.ts';

export const roomRole = z.enum(['learner', 'moderator', 'trainer', 'organiser', 'admin']);
export type RoomRole = z.infer<typeof roomRole>;

/** Who this browser is in a session's series. */
export const youDto = z.object({
  personId: id,
  name: z.string(),
  role: roomRole,
  /** For learners: what stands in their personal link's fragment. */
  linkToken: linkToken.nullable(),
  /** A learner of whom nobody has said yet where they come from: the room asks once, and never insists. */
  asksDetails: z.boolean(),
});
export type YouDto = z.infer<typeof youDto>;

/** What a session's page shows before anybody has entered. */
export const getSessionByCode = defineRoute({
  method: 'GET',
  path: '/api/rooms/:code',
  may: 'session.read_public',
  rate: 'read',
  params: z.strictObject({ code: sessionCode }),
  output: z.object({
    session: sessionDto,
    seriesTitle: z.string(),
    /** Null: nobody is signed in here, or without a role in this series. */
    you: youDto.nullable(),
    /** The name of a signed-in person who has no role here yet, to offer it. */
    knownName: z.string().nullable(),
    /** Staff have shown this person, or whoever used this browser, out. */
    exclusion: z.enum(exclusionKinds).nullable(),
  }),
});

/**
 * Enter as a learner: by name (an enrolment is made) or by the token of a personal link. `clientId` is made once per
 * browser and kept until the answer is there: a repeat after a lost answer gets the same person, not a second one.
 * A browser that is signed in as somebody else is answered `link_of_other_person`, until it says `replace`.
 */
export const enterSession = defineRoute({
  method: 'POST',
  path: '/api/rooms/:code/enter',
  may: 'session.enter',
  rate: 'guess',
  params: z.strictObject({ code: sessionCode }),
  body: z.union([
    z.strictObject({ clientId, name: personName }),
    z.strictObject({ linkToken, replace: z.boolean().optional() }),
  ]),
  output: z.object({ you: youDto }),
});

/** What lists and certificates say of a learner besides the name; the groups and provinces stand in files of their own. */
const learnerFields = {
  organisation: line(limits.organisationMax).nullable(),
  position: line(limits.positionMax).nullable(),
  province: z.enum(provinceCodes).nullable(),
  participantGroup: z.enum(participantGroupCodes).nullable(),
  birthYear: z.int().min(limits.birthYearMin).max(limits.birthYearMax).nullable(),
};
export const learnerDetails = z.strictObject(learnerFields);
export type LearnerDetails = z.infer<typeof learnerDetails>;
/** What is not said stays as it is. */
const someLearnerDetails = learnerDetails.partial();

export const enrolmentDto = z.object({
  enrolmentId: id,
  personId: id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  ...learnerFields,
  createdAt: isoTime,
  linkToken,
});
export type EnrolmentDto = z.infer<typeof enrolmentDto>;

const inSeries = z.strictObject({ seriesId: id });

export const listEnrolments = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/enrolments',
  may: 'enrolment.list',
  rate: 'read',
  params: inSeries,
  output: z.object({
    enrolments: z.array(enrolmentDto),
    /** How many were taken off the list and may still ask to be erased. */
    removedCount: z.int(),
  }),
});

/** Somebody whom staff took off the list: as much as it takes to know who asks to be erased. */
export const removedLearnerDto = z.object({
  enrolmentId: id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  organisation: z.string().nullable(),
  removedAt: isoTime,
});
export type RemovedLearnerDto = z.infer<typeof removedLearnerDto>;

export const listRemovedLearners = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/removed-learners',
  // Nobody else may do anything about them.
  may: 'staff.change',
  rate: 'read',
  params: inSeries,
  output: z.object({ learners: z.array(removedLearnerDto) }),
});

/** Someone with the same e-mail or phone number is recognised, not doubled; what the list says of them is written over what was there. */
export const createEnrolments = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/enrolments',
  may: 'enrolment.create',
  rate: 'write',
  params: inSeries,
  body: z.strictObject({
    learners: z
      .array(
        z.strictObject({
          clientId,
          name: personName,
          email: email.nullable(),
          phone: phone.nullable(),
          ...someLearnerDetails.shape,
        }),
      )
      .min(1)
      .max(limits.enrolmentsPerRequest),
  }),
  output: z.object({ enrolments: z.array(enrolmentDto) }),
});

export const changeEnrolment = defineRoute({
  method: 'PATCH',
  path: '/api/series/:seriesId/enrolments/:enrolmentId',
  may: 'enrolment.change',
  rate: 'write',
  params: z.strictObject({ seriesId: id, enrolmentId: id }),
  body: someLearnerDetails,
  output: enrolmentDto,
});

/** A name that was typed wrong; with the reason, for whoever audits the list. Nobody's who has an account: they do it themselves. */
export const renameLearner = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/enrolments/:enrolmentId/name',
  may: 'enrolment.change',
  rate: 'write',
  params: z.strictObject({ seriesId: id, enrolmentId: id }),
  body: z.strictObject({ clientId, name: personName, reason: paragraph(limits.certificateReasonMax, 1) }),
  output: enrolmentDto,
});

/** Learners who came by the public link say where they come from; what staff know already is not theirs to change. */
export const describeMyself = defineRoute({
  method: 'PUT',
  path: '/api/rooms/:code/my-details',
  may: 'enrolment.describe',
  rate: 'write',
  params: z.strictObject({ code: sessionCode }),
  body: someLearnerDetails,
  output: nothing,
});

/** The old personal link and every sign-in made by it stop working at once. */
export const renewLink = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/enrolments/:enrolmentId/renew-link',
  may: 'enrolment.change',
  rate: 'write',
  params: z.strictObject({ seriesId: id, enrolmentId: id }),
  body: nothing,
  output: enrolmentDto,
});

/** On the learner's request: nobody can say any more who they are, in any series. It cannot be undone. */
export const eraseLearner = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/enrolments/:enrolmentId/erasure',
  // Those who decide who works here: an erasure reaches every series.
  may: 'staff.change',
  rate: 'write',
  params: z.strictObject({ seriesId: id, enrolmentId: id }),
  body: nothing,
  output: nothing,
});

export const removeEnrolment = defineRoute({
  method: 'DELETE',
  path: '/api/series/:seriesId/enrolments/:enrolmentId',
  may: 'enrolment.change',
  rate: 'write',
  params: z.strictObject({ seriesId: id, enrolmentId: id }),
  output: nothing,
});
