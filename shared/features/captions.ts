import { z } from 'zod';
import { defineNews, defineRequest, defineRoute } from '../contract.ts';
import { clientId, id, isoTime, line, linkToken, nothing, paragraph } from '../fields.ts';
import { limits } from '../limits.ts';
import { writtenAgo } from '../written-time.ts';

/** `typed` by a person, sent by a captioning `service`, or `recognised` by the browser of somebody on the staff. */
export const captionSources = ['typed', 'service', 'recognised'] as const;

/**
 * The primary subtag of a BCP 47 language tag: `vi`, `en`, `km`. Captions of one language are one track, whatever the
 * region a service names (`en-US` and `en-GB` are `en`).
 */
export const captionLanguage = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/u)
  .transform((tag) => tag.split('-', 1)[0]?.toLowerCase() ?? tag);

/** One caption, as everybody in the room gets it. */
export const captionDto = z.object({
  captionId: id,
  language: z.string(),
  text: z.string(),
  source: z.enum(captionSources),
  /** When the words were begun to be said. */
  startedAt: isoTime,
});
export type CaptionDto = z.infer<typeof captionDto>;

/** The part of the snapshot: the tracks there are, and the latest captions, oldest first. */
export const captionsDto = z.object({ languages: z.array(z.string()), latest: z.array(captionDto) });

const text = line(limits.captionMax);
/** How long ago the words were begun; bounded, because no captioner is half a minute behind. */
const startedAgoMs = z.number().int().min(0).max(limits.captionDelayMaxMs);

export const sayCaption = defineRequest({
  name: 'caption:say',
  may: 'caption.write',
  rate: 'write',
  input: z.strictObject({
    clientId,
    language: captionLanguage,
    text,
    source: z.enum(['typed', 'recognised']),
    startedAgoMs,
    writtenAgo: writtenAgo.optional(),
  }),
  output: z.object({ caption: captionDto }),
});

/** What is being typed or heard just now, for the eyes alone: it is not kept, and an empty one takes it away. */
export const draftCaption = defineRequest({
  name: 'caption:draft',
  may: 'caption.write',
  rate: 'write',
  input: z.strictObject({ language: captionLanguage, text: line(limits.captionMax, 0) }),
  output: nothing,
});

export const correctCaption = defineRequest({
  name: 'caption:correct',
  may: 'caption.write',
  rate: 'write',
  input: z.strictObject({ captionId: id, text }),
  output: z.object({ caption: captionDto }),
});

export const removeCaption = defineRequest({
  name: 'caption:remove',
  may: 'caption.write',
  rate: 'write',
  input: z.strictObject({ captionId: id }),
  output: nothing,
});

export const captionSaid = defineNews('caption:said', z.object({ caption: captionDto }));
export const captionDrafted = defineNews(
  'caption:drafted',
  z.object({ language: z.string(), text: z.string() }),
);
export const captionRemoved = defineNews('caption:removed', z.object({ captionId: id }));

const inSession = z.strictObject({ sessionId: id });

/** The transcript in one language, from the beginning, in parts: `after` is the last caption that the page has. */
export const listCaptions = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/captions',
  may: 'caption.read',
  rate: 'read',
  params: inSession,
  query: z.strictObject({ language: captionLanguage, after: id.optional() }),
  output: z.object({ captions: z.array(captionDto), more: z.boolean() }),
});

/** The tracks of a session and how many captions each has. */
export const listCaptionTracks = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/caption-tracks',
  may: 'caption.read',
  rate: 'read',
  params: inSession,
  output: z.object({ tracks: z.array(z.object({ language: z.string(), captions: z.number().int() })) }),
});

/** WebVTT; its times count from the start of the session. */
export const getWebVtt = defineRoute({
  method: 'GET',
  path: '/files/sessions/:sessionId/captions.vtt',
  may: 'caption.read',
  rate: 'read',
  params: inSession,
  query: z.strictObject({ language: captionLanguage }),
});

export const captionPortDto = z.object({ createdAt: isoTime, lastUsedAt: isoTime.nullable() });
export type CaptionPortDto = z.infer<typeof captionPortDto>;

export const getCaptionPort = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/caption-port',
  may: 'caption.write',
  rate: 'read',
  params: inSession,
  output: z.object({ port: captionPortDto.nullable() }),
});

/** A new address for a captioning service; the earlier one stops working. It is shown this once: only its hash is kept. */
export const openCaptionPort = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/caption-port',
  may: 'caption.write',
  rate: 'write',
  params: inSession,
  output: z.object({ port: captionPortDto, url: z.string() }),
});

export const closeCaptionPort = defineRoute({
  method: 'DELETE',
  path: '/api/sessions/:sessionId/caption-port',
  may: 'caption.write',
  rate: 'write',
  params: inSession,
  output: nothing,
});

const portText = paragraph(limits.captionPortTextMax);
const portWriting = z.strictObject({
  clientId: clientId.optional(),
  language: captionLanguage.optional(),
  text: portText,
  /** False: still being said. It is shown and not kept. */
  final: z.boolean().default(true),
  startedAgoMs: startedAgoMs.default(0),
});

/**
 * Where a captioning service writes; docs/captioning.md tells how. The query is named as such services name it for meeting
 * products: `lang`, and `seq`, which together with the text marks a repeat. A `text/plain` body holds the words, one caption a line;
 * a JSON body says more.
 */
export const writeToCaptionPort = defineRoute({
  method: 'POST',
  path: '/port/captions',
  may: 'caption.port',
  rate: 'write',
  takesText: true,
  query: z.object({
    token: linkToken,
    lang: captionLanguage.default('vi'),
    seq: z.string().max(32).optional(),
  }),
  body: z.union([portText.transform((words) => portWriting.parse({ text: words })), portWriting]),
  output: z.object({ captions: z.number().int() }),
});
