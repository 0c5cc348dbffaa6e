import { z } from 'zod';
import { defineNews, defineRoute } from '../contract.ts';
import { id, isoTime, nothing, paragraph } from '../fields.ts';
import { limits } from '../limits.ts';
import { exclusionKinds, exclusionReasons } from '../session-door.ts';
import { admission, sessionDto } from './catalog.ts';
import { roomRole } from './enrolment.ts';

/** Somebody who may not come in at the moment. For staff; the person themselves reads only that it is so. */
export const exclusionDto = z.object({
  exclusionId: id,
  personId: id,
  name: z.string(),
  kind: z.enum(exclusionKinds),
  reason: z.enum(exclusionReasons),
  note: z.string(),
  madeAt: isoTime,
  madeByName: z.string().nullable(),
});
export type ExclusionDto = z.infer<typeof exclusionDto>;

/** Somebody at the door. `isHere`: their page is open just now. */
export const waitingPersonDto = z.object({
  personId: id,
  name: z.string(),
  since: isoTime,
  isHere: z.boolean(),
});

/** Who waits at the door: how many, and the first of them in the order in which they knocked. */
export const waitingDto = z.object({ count: z.number().int(), people: z.array(waitingPersonDto) });
export type WaitingDto = z.infer<typeof waitingDto>;

/** Somebody who is in the room now, with however many pages. */
export const personHereDto = z.object({ personId: id, name: z.string(), role: roomRole, since: isoTime });
export type PersonHereDto = z.infer<typeof personHereDto>;

/** The part of staff's snapshot; learners get none of it. */
export const orderForStaff = z.object({
  people: z.array(personHereDto),
  waiting: waitingDto,
  exclusions: z.array(exclusionDto),
});

const inSession = z.strictObject({ sessionId: id });

/** The door of a session: locked against whoever has not been in, and who waits to be let in. Says how it should be. */
export const setDoor = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/door',
  may: 'room.settings',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ locked: z.boolean().optional(), admission: admission.optional() }),
  output: sessionDto,
});

/** Lets in those who wait: some, or (without ids) all. Whoever waits no longer is passed over. */
export const admitPeople = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/admit',
  may: 'person.admit',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ personIds: z.array(id).min(1).max(limits.admittedPerRequest).optional() }),
  output: z.object({ admitted: z.number().int() }),
});

/**
 * Shows somebody out. `removed_from_room` and `refused` hold for this session, `banned` for the whole series; each until staff lift it.
 * Whoever is out in that way already stays so: a repeat changes nothing.
 */
export const excludePerson = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/exclusions',
  may: 'person.exclude',
  rate: 'write',
  params: inSession,
  body: z.strictObject({
    personId: id,
    kind: z.enum(exclusionKinds),
    reason: z.enum(exclusionReasons),
    note: paragraph(limits.noteMax),
  }),
  output: exclusionDto,
});

export const listExclusions = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/exclusions',
  may: 'person.exclude',
  rate: 'read',
  params: inSession,
  output: z.object({ exclusions: z.array(exclusionDto) }),
});

export const liftExclusion = defineRoute({
  method: 'DELETE',
  path: '/api/sessions/:sessionId/exclusions/:exclusionId',
  may: 'person.exclude',
  rate: 'write',
  params: z.strictObject({ sessionId: id, exclusionId: id }),
  output: nothing,
});

/** To staff, at most once a second: who came and who is gone since the last one. */
export const peopleChanged = defineNews(
  'people:changed',
  z.object({ came: z.array(personHereDto), goneIds: z.array(id) }),
);
/** To staff, at most once a second. */
export const waitingChanged = defineNews('waiting:changed', z.object({ waiting: waitingDto }));
/** To staff. */
export const exclusionMade = defineNews('exclusion:made', z.object({ exclusion: exclusionDto }));
/** To staff. */
export const exclusionLifted = defineNews('exclusion:lifted', z.object({ exclusionId: id }));
