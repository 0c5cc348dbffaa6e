import { z } from 'zod';
import { defineRoute } from '../contract.ts';
import { clientId, id, isoTime, line, paragraph, personName, sessionCode } from '../fields.ts';
import { limits } from '../limits.ts';
import { isNameToFind } from '../names.ts';
import { participantGroupCodes } from '../participant-groups.ts';
import { provinceCodes } from '../provinces.ts';

const inRoom = z.strictObject({ code: sessionCode });
const reason = paragraph(limits.hallReasonMax, 3);

/** One on the list of a hall. What an attester sees of somebody: no phone number, no address. */
export const hallPersonDto = z.object({
  personId: id,
  name: z.string(),
  organisation: z.string().nullable(),
  /** When they typed the hall's digits on a telephone of their own; null: only others said that they are here. */
  confirmedAt: isoTime.nullable(),
});
export type HallPersonDto = z.infer<typeof hallPersonDto>;

export const hallAttestationDto = z.object({
  attestationId: id,
  at: isoTime,
  /** The topic that was on; null: none was, and it counts for none. */
  topicId: id.nullable(),
  topicTitle: z.string().nullable(),
  byName: z.string(),
  personIds: z.array(id),
  confirmedIds: z.array(id),
  withdrawal: z.object({ at: isoTime, byName: z.string(), reason: z.string() }).nullable(),
});
export type HallAttestationDto = z.infer<typeof hallAttestationDto>;

export const hallSheetDto = z.object({
  sheetId: id,
  fileName: z.string(),
  sizeBytes: z.int(),
  uploadedAt: isoTime,
});
export type HallSheetDto = z.infer<typeof hallSheetDto>;

export const hallDto = z.object({
  hallId: id,
  name: z.string(),
  place: z.string(),
  attester: z.object({ personId: id, name: z.string() }),
  createdAt: isoTime,
  /** Staff know it; null: it waits, and what it says counts for nothing yet. */
  confirmation: z.object({ at: isoTime, byName: z.string() }).nullable(),
  refusal: z.object({ at: isoTime, byName: z.string(), reason: z.string() }).nullable(),
  people: z.array(hallPersonDto),
  attestations: z.array(hallAttestationDto),
  sheets: z.array(hallSheetDto),
});
export type HallDto = z.infer<typeof hallDto>;

/** What stands on the hall's screen, until when. */
export const hallDigitsDto = z.object({ digits: z.string(), endsAt: isoTime });

/** For whoever registers a hall, or has registered one. */
export const getMyHall = defineRoute({
  method: 'GET',
  path: '/api/rooms/:code/my-hall',
  may: 'hall.host',
  rate: 'read',
  params: inRoom,
  output: z.object({
    session: z.object({
      title: z.string(),
      state: z.string(),
      timeZone: z.string(),
      /** What is being taught now: an attestation made now counts for it. */
      topic: z.object({ topicId: id, title: z.string(), startedAt: isoTime }).nullable(),
    }),
    hall: hallDto.nullable(),
    digits: hallDigitsDto.nullable(),
    now: isoTime,
  }),
});

export const registerHall = defineRoute({
  method: 'POST',
  path: '/api/rooms/:code/my-hall',
  may: 'hall.host',
  rate: 'write',
  params: inRoom,
  body: z.strictObject({ clientId, name: line(limits.hallNameMax, 3), place: line(limits.hallPlaceMax, 3) }),
  output: hallDto,
});

/**
 * Learners of the series who are on no hall's list: name and workplace, so that one An is told from another. For whoever has registered a hall, by
 * whole words of a name with the given name among them, and no more than a handful: anybody could leaf through the whole list otherwise.
 */
export const findHallCandidates = defineRoute({
  method: 'GET',
  path: '/api/rooms/:code/my-hall/candidates',
  may: 'hall.host',
  rate: 'read',
  params: inRoom,
  query: z.strictObject({ search: line(limits.nameMax, 2).refine(isNameToFind) }),
  output: z.object({
    candidates: z.array(
      z.object({
        personId: id,
        name: z.string(),
        organisation: z.string().nullable(),
        province: z.enum(provinceCodes).nullable(),
      }),
    ),
    /** These words fit more people than are told: more of the name is needed. */
    hasMore: z.boolean(),
  }),
});

export const changeHallPeople = defineRoute({
  method: 'POST',
  path: '/api/rooms/:code/my-hall/people',
  may: 'hall.host',
  rate: 'write',
  params: inRoom,
  body: z.strictObject({
    add: z.array(id).max(limits.peoplePerHall),
    remove: z.array(id).max(limits.peoplePerHall),
  }),
  output: hallDto,
});

/** Somebody who is on no list: from here on a learner of the series, as if they had come by the public link. */
export const addHallNewcomer = defineRoute({
  method: 'POST',
  path: '/api/rooms/:code/my-hall/newcomers',
  may: 'hall.host',
  rate: 'write',
  params: inRoom,
  body: z.strictObject({
    clientId,
    name: personName,
    organisation: line(limits.organisationMax).nullable(),
    province: z.enum(provinceCodes).nullable(),
    participantGroup: z.enum(participantGroupCodes).nullable(),
  }),
  output: hallDto,
});

/** Who is here now. */
export const attestHall = defineRoute({
  method: 'POST',
  path: '/api/rooms/:code/my-hall/attestations',
  may: 'hall.host',
  rate: 'write',
  params: inRoom,
  body: z.strictObject({ clientId, personIds: z.array(id).min(1).max(limits.peoplePerHall) }),
  output: hallDto,
});

export const withdrawMyAttestation = defineRoute({
  method: 'POST',
  path: '/api/rooms/:code/my-hall/attestations/:attestationId/withdrawal',
  may: 'hall.host',
  rate: 'write',
  params: z.strictObject({ code: sessionCode, attestationId: id }),
  body: z.strictObject({ reason }),
  output: hallDto,
});

/** The body is the file itself: a photograph or scan of the signed sheet. */
export const uploadHallSheet = defineRoute({
  method: 'POST',
  path: '/api/rooms/:code/my-hall/sheets',
  may: 'hall.host',
  rate: 'upload',
  params: inRoom,
  query: z.strictObject({ clientId, fileName: line(200) }),
  output: hallSheetDto,
});

/** A learner on the list, on a telephone of their own. */
export const confirmInHall = defineRoute({
  method: 'POST',
  path: '/api/rooms/:code/hall-confirmation',
  may: 'hall.confirm',
  rate: 'write',
  params: inRoom,
  body: z.strictObject({ digits: z.string().regex(/^\d{4}$/u) }),
  output: z.object({ hallName: z.string() }),
});

const inSession = z.strictObject({ sessionId: id });

export const listHalls = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/halls',
  may: 'hall.read',
  rate: 'read',
  params: inSession,
  output: z.object({ halls: z.array(hallDto) }),
});

/** One or many at once; those that are confirmed stay so. */
export const confirmHalls = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/halls/confirmations',
  may: 'hall.manage',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ hallIds: z.array(id).min(1).max(limits.hallsPerSession) }),
  output: z.object({ halls: z.array(hallDto) }),
});

export const refuseHall = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/halls/:hallId/refusal',
  may: 'hall.manage',
  rate: 'write',
  params: z.strictObject({ sessionId: id, hallId: id }),
  body: z.strictObject({ reason }),
  output: hallDto,
});

export const getHallSheet = defineRoute({
  method: 'GET',
  path: '/files/sessions/:sessionId/hall-sheets/:sheetId',
  may: 'hall.read',
  rate: 'read',
  params: z.strictObject({ sessionId: id, sheetId: id }),
});

/** To print and sign. */
export const getHallRoster = defineRoute({
  method: 'GET',
  path: '/files/sessions/:sessionId/halls/:hallId/roster.pdf',
  may: 'hall.read',
  rate: 'read',
  params: z.strictObject({ sessionId: id, hallId: id }),
  query: z.strictObject({ language: z.enum(['vi', 'en']).default('vi') }),
});

/** The same for the attester, who has the printer. */
export const getMyHallRoster = defineRoute({
  method: 'GET',
  path: '/files/rooms/:code/my-hall/roster.pdf',
  may: 'hall.host',
  rate: 'read',
  params: inRoom,
  query: z.strictObject({ language: z.enum(['vi', 'en']).default('vi') }),
});
