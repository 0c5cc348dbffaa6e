import { z } from 'zod';
import { defineRoute } from '../contract.ts';
import { clientId, id, isoTime, line, nothing, phone, sessionCode } from '../fields.ts';
import { limits } from '../limits.ts';
import { viewerLetters } from '../viewer-letters.ts';

const inSession = z.strictObject({ sessionId: id });
const inRoom = z.strictObject({ code: sessionCode });

/** A code that is in the picture now. */
export const openViewerCode = z.object({
  codeId: id,
  letters: z.string(),
  shownAt: isoTime,
  closesAt: isoTime,
  /** The server's clock at the time of the answer. */
  now: isoTime,
});
export type OpenViewerCode = z.infer<typeof openViewerCode>;

export const viewerCodeDto = z.object({
  codeId: id,
  letters: z.string(),
  shownAt: isoTime,
  closesAt: isoTime,
  topicTitle: z.string().nullable(),
  /** Null: at a moment that Lectern chose. */
  byName: z.string().nullable(),
  entries: z.int(),
});
export const reachFigureDto = z.object({
  figureId: id,
  platform: z.string(),
  views: z.int(),
  readAt: isoTime,
  byName: z.string(),
});
export type ReachFigureDto = z.infer<typeof reachFigureDto>;

export const viewerCodesDto = z.object({
  /** Codes come at random while a topic is on. */
  random: z.boolean(),
  open: openViewerCode.nullable(),
  codes: z.array(viewerCodeDto),
  viewers: z.array(
    z.object({
      personId: id,
      name: z.string(),
      /** As they typed it; it proves nothing. */
      phone: z.string().nullable(),
      topics: z.array(z.object({ topicTitle: z.string(), shown: z.int(), entered: z.int() })),
    }),
  ),
  reach: z.array(reachFigureDto),
});
export type ViewerCodesDto = z.infer<typeof viewerCodesDto>;

export const getViewerCodes = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/viewer-codes',
  may: 'viewer_code.read',
  rate: 'read',
  params: inSession,
  output: viewerCodesDto,
});

/** For the pages whose picture carries it: asked every few seconds by the handful that run a room. */
export const getOpenViewerCode = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/viewer-codes/open',
  may: 'viewer_code.read',
  rate: 'read',
  params: inSession,
  output: z.object({ open: openViewerCode.nullable() }),
});

export const setViewerCodes = defineRoute({
  method: 'PUT',
  path: '/api/sessions/:sessionId/viewer-codes/random',
  may: 'viewer_code.manage',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ random: z.boolean() }),
  output: viewerCodesDto,
});

export const showViewerCode = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/viewer-codes',
  may: 'viewer_code.manage',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ clientId }),
  output: viewerCodesDto,
});

/** What somebody read off at another platform, and when: reach, never attendance. */
export const addReachFigure = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/reach',
  may: 'viewer_code.manage',
  rate: 'write',
  params: inSession,
  body: z.strictObject({
    clientId,
    platform: line(limits.platformMax),
    views: z.int().min(0).max(limits.viewsMax),
    readAt: isoTime,
  }),
  output: viewerCodesDto,
});

export const removeReachFigure = defineRoute({
  method: 'DELETE',
  path: '/api/sessions/:sessionId/reach/:figureId',
  may: 'viewer_code.manage',
  rate: 'write',
  params: z.strictObject({ sessionId: id, figureId: id }),
  output: nothing,
});

const ownCodes = z.object({
  topics: z.array(z.object({ topicTitle: z.string(), shown: z.int(), entered: z.int() })),
  isOver: z.boolean(),
});

/** A viewer elsewhere, who has come in by name or personal link at `/t/CODE`: what they have entered so far. */
export const getOwnViewerCodes = defineRoute({
  method: 'GET',
  path: '/api/rooms/:code/viewer-codes',
  may: 'viewer_code.enter',
  rate: 'read',
  params: inRoom,
  output: ownCodes,
});

export const enterViewerCode = defineRoute({
  method: 'POST',
  path: '/api/rooms/:code/viewer-codes',
  may: 'viewer_code.enter',
  rate: 'write',
  params: inRoom,
  body: z.strictObject({ letters: z.string().max(40).transform(viewerLetters), phone: phone.nullable() }),
  output: ownCodes,
});
