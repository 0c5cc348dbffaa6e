import { z } from 'zod';
import { defineNews, defineRequest } from '../contract.ts';
import { id, isoTime, nothing, sessionCode } from '../fields.ts';
import { exclusionKinds } from '../session-door.ts';
import { attendanceReportDto } from './attendance.ts';
import { captionsDto } from './captions.ts';
import { sessionDto } from './catalog.ts';
import { chatForLearner, chatForStaff } from './chat.ts';
import { roomRole } from './enrolment.ts';
import { materialDto, slideDto } from './materials.ts';
import { mediaRoomDto, receiveWish, receivingDto } from './media.ts';
import { orderForStaff } from './order.ts';
import { pollsForLearner, pollsForStaff } from './polls.ts';
import { checksForLearner, checksForStaff } from './presence-checks.ts';
import { questionsForLearner, questionsForStaff } from './questions.ts';
import { stageForLearner, stageForStaff } from './stage.ts';
import { timerDto } from './timer.ts';

/** Who runs the room and how many follow. Learners' names go to staff only, with attendance. */
export const presenceDto = z.object({
  learners: z.number().int(),
  staff: z.array(z.object({ personId: id, name: z.string(), role: roomRole })),
});
export type PresenceDto = z.infer<typeof presenceDto>;

/** Everything a joining page needs; the parts come from the features, the number from the audience. */
export const snapshotDto = z.object({
  session: sessionDto,
  seriesTitle: z.string(),
  presence: presenceDto,
  slide: slideDto,
  materials: z.array(materialDto),
  questions: z.union([questionsForStaff, questionsForLearner]),
  captions: captionsDto,
  chat: z.union([chatForStaff, chatForLearner]),
  stage: z.union([stageForStaff, stageForLearner]),
  polls: z.union([pollsForStaff, pollsForLearner]),
  checks: z.union([checksForStaff, checksForLearner]),
  timer: timerDto.nullable(),
  /** Staff only. */
  attendance: attendanceReportDto.nullable(),
  /** Staff only. */
  order: orderForStaff.nullable(),
  media: mediaRoomDto,
  /** The server's clock, to show durations right on a page whose clock is wrong. */
  now: isoTime,
});
export type SnapshotDto = z.infer<typeof snapshotDto>;

/**
 * One or more pieces of news in order. `number` is that of the first; each next one has the next number.
 * News to one person alone, and news in passing that nobody gets later, take no numbers (`personal`): they carry the audience's
 * number at that time. Whoever comes back from before news of their own gets it again.
 */
export const frame = z.object({
  number: z.number().int(),
  news: z.array(z.tuple([z.string(), z.unknown()])),
  personal: z.boolean().optional(),
});
export type Frame = z.infer<typeof frame>;

/** Where a page stands in its audience's news: numbers mean something only within one epoch of the room. */
export const position = z.strictObject({ epoch: id, number: z.number().int().min(0) });
export type Position = z.infer<typeof position>;

/**
 * Joining and coming back are one thing. A page that says where it stood gets what it missed, if the room still has it;
 * else a snapshot. `number` is the last one that the answer contains.
 */
export const joinRoom = defineRequest({
  name: 'room:join',
  may: 'room.join',
  rate: 'read',
  input: z.strictObject({
    protocolVersion: z.number().int(),
    code: sessionCode,
    position: position.nullable(),
    /** The page's own id, the same over reconnects: a newer connection of it replaces the older one at once. */
    pageId: id,
    /** Said by a page on a new connection whose media half is ready: then the answer brings what it needs to receive. */
    receive: receiveWish.optional(),
  }),
  output: z.object({
    position,
    you: z.object({ personId: id, name: z.string(), role: roomRole }),
    snapshot: snapshotDto.nullable(),
    missed: z.array(frame),
    /** Always fresh: media do not survive a lost connection, whatever news was missed. */
    media: mediaRoomDto,
    /** Null where it was not asked for, or there is nothing to receive. */
    receiving: receivingDto.nullable(),
    now: isoTime,
  }),
});

export const leaveRoom = defineRequest({
  name: 'room:leave',
  may: 'room.join',
  rate: 'read',
  input: nothing,
  output: nothing,
});

export const presenceChanged = defineNews('presence:changed', z.object({ presence: presenceDto }));

/** Why the server ends a connection; the page says it in words. Sent as `room:closed`, then the socket is disconnected. */
export const closeReasons = [
  /** Signed out, or the sign-in was revoked. */
  'signed_out',
  /** Taken out of the series. */
  'removed',
  /** Shown out by staff. */
  ...exclusionKinds,
  /** The same page connected again. */
  'replaced',
  /** Too many connections of one person. */
  'too_many_connections',
  /** The doors were closed again, or the session was deleted. */
  'doors_closed',
  /** The server is stopping: come back on your own, spread over `retryAfterMs`. */
  'server_stopping',
] as const;
export const roomClosed = z.object({
  reason: z.enum(closeReasons),
  retryAfterMs: z.number().int().nullable(),
});
export type RoomClosed = z.infer<typeof roomClosed>;

/** To whoever waits at the door, as `door:opened`: it is your turn, join again at some moment within `spreadMs`. */
export const doorOpened = z.object({ spreadMs: z.number().int() });
export type DoorOpened = z.infer<typeof doorOpened>;
