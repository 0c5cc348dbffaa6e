import { z } from 'zod';
import { defineNews, defineRequest, defineRoute } from '../contract.ts';
import { id, nothing } from '../fields.ts';
import { kindOfSource, mediaSources } from '../media-sources.ts';
import { rungs } from '../rungs.ts';

export { kindOfSource, type MediaSource, mediaSources } from '../media-sources.ts';

export const mediaSource = z.enum(mediaSources);

/** One thing that one person on stage sends to the room. */
export const publicationDto = z.object({
  producerId: id,
  personId: id,
  name: z.string(),
  source: mediaSource,
  paused: z.boolean(),
});
export type PublicationDto = z.infer<typeof publicationDto>;

const token = z.string().min(1).max(256);

/** Checked here because an empty fingerprint list once killed a worker (mediasoup #537). */
export const dtlsParameters = z.object({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){19,63}$/u),
      }),
    )
    .min(1)
    .max(4),
});

const codecParameters = z.record(z.string().max(64), z.union([z.string().max(512), z.number()]));
const rtcpFeedback = z
  .array(z.object({ type: z.string().max(32), parameter: z.string().max(32).optional() }))
  .max(16);
const headerExtensions = z
  .array(
    z.object({
      uri: token,
      id: z.number().int().min(1).max(255),
      encrypt: z.boolean().optional(),
      parameters: codecParameters.optional(),
    }),
  )
  .max(16);
const ssrc = z.number().int().min(1).max(0xffffffff);
const mimeType = z.enum([
  'audio/opus',
  'audio/red',
  'video/VP8',
  'video/H264',
  'video/rtx',
  'video/red',
  'video/ulpfec',
]);

/** What a client sends: the codecs of our routers, three simulcast layers at most. */
export const rtpParameters = z.object({
  mid: z.string().max(32).optional(),
  codecs: z
    .array(
      z.object({
        mimeType,
        payloadType: z.number().int().min(0).max(127),
        clockRate: z.number().int().min(1).max(192_000),
        channels: z.number().int().min(1).max(2).optional(),
        parameters: codecParameters.optional(),
        rtcpFeedback: rtcpFeedback.optional(),
      }),
    )
    .min(1)
    .max(4),
  headerExtensions: headerExtensions.optional(),
  encodings: z
    .array(
      z.object({
        ssrc: ssrc.optional(),
        rid: z.string().max(16).optional(),
        rtx: z.object({ ssrc }).optional(),
        dtx: z.boolean().optional(),
        active: z.boolean().optional(),
        scalabilityMode: z.string().max(16).optional(),
        maxBitrate: z.number().int().min(0).max(20_000_000).optional(),
        maxFramerate: z.number().min(0).max(120).optional(),
        scaleResolutionDownBy: z.number().min(1).max(64).optional(),
        adaptivePtime: z.boolean().optional(),
        priority: z.string().max(16).optional(),
        networkPriority: z.string().max(16).optional(),
        codecPayloadType: z.number().int().min(0).max(127).optional(),
      }),
    )
    .min(1)
    .max(3)
    .optional(),
  rtcp: z
    .object({
      // Chromium leaves it empty for simulcast, whose streams have no SSRC in the SDP.
      cname: z.string().max(256).optional(),
      reducedSize: z.boolean().optional(),
      mux: z.boolean().optional(),
    })
    .optional(),
  msid: z.string().max(256).optional(),
});

/** What a client can receive. */
export const rtpCapabilities = z.object({
  codecs: z
    .array(
      z.object({
        kind: z.enum(['audio', 'video']),
        mimeType: z.string().max(64),
        preferredPayloadType: z.number().int().min(0).max(127).optional(),
        clockRate: z.number().int().min(1).max(192_000),
        channels: z.number().int().min(1).max(8).optional(),
        parameters: codecParameters.optional(),
        rtcpFeedback: rtcpFeedback.optional(),
      }),
    )
    .max(64)
    .optional(),
  headerExtensions: z
    .array(
      z.object({
        kind: z.enum(['audio', 'video']),
        uri: token,
        preferredId: z.number().int().min(1).max(255),
        preferredEncrypt: z.boolean().optional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
      }),
    )
    .max(64)
    .optional(),
});

/** Made by the media worker and handed through to mediasoup-client, which knows its inside. */
const fromWorker = z.custom<unknown>((value) => typeof value === 'object' && value !== null);

/** The detour over a TURN server, for one person and a few hours; absent where the organiser has none. */
export const iceServers = z
  .array(z.object({ urls: z.array(z.string()), username: z.string(), credential: z.string() }))
  .optional();
export type IceServersDto = NonNullable<z.infer<typeof iceServers>>;

export const transportDto = z.object({
  transportId: id,
  iceParameters: fromWorker,
  iceCandidates: fromWorker,
  dtlsParameters: fromWorker,
  iceServers,
});
export type TransportDto = z.infer<typeof transportDto>;

const consumerDto = z.object({
  consumerId: id,
  producerId: id,
  kind: z.enum(['audio', 'video']),
  rtpParameters: fromWorker,
});
export type ConsumerDto = z.infer<typeof consumerDto>;

const rung = z.enum(rungs);

/** What a page wants to be sent, and what its browser can take: the server then needs no second question. */
export const receiveWish = z.strictObject({ rung, rtpCapabilities });
export type ReceiveWish = z.infer<typeof receiveWish>;

/** A transport, and on it, paused, whatever is published that the page wants. */
export const receivingDto = transportDto.extend({ consumers: z.array(consumerDto) });
export type ReceivingDto = z.infer<typeof receivingDto>;

/** How many learners are on each rung. */
export const audienceRungsDto = z.record(rung, z.number().int());
export type AudienceRungsDto = z.infer<typeof audienceRungsDto>;

/** Grows each time the room's media are rebuilt; requests of an earlier epoch are refused with `media_reset`. */
const epoch = z.number().int().min(0);

export const mediaRoomDto = z.object({
  epoch,
  routerRtpCapabilities: fromWorker,
  publications: z.array(publicationDto),
  /** Staff only. */
  audienceRungs: audienceRungsDto.nullable(),
});
export type MediaRoomDto = z.infer<typeof mediaRoomDto>;

/** The same for every room, so that a page can get its own half ready before it joins one. */
export const getMediaCapabilities = defineRoute({
  method: 'GET',
  path: '/api/media-capabilities',
  may: 'app.read',
  rate: 'read',
  output: z.object({ routerRtpCapabilities: fromWorker }),
});

/** At most one transport a direction and connection; asking again replaces the old one. */
const openTransport = z.strictObject({ epoch });

export const openReceiveTransport = defineRequest({
  name: 'media:open_receive',
  may: 'media.receive',
  rate: 'media',
  input: openTransport.extend({ receive: receiveWish.optional() }),
  output: receivingDto,
});

export const openSendTransport = defineRequest({
  name: 'media:open_send',
  may: 'media.publish',
  rate: 'media',
  input: openTransport,
  output: transportDto,
});

export const connectTransport = defineRequest({
  name: 'media:connect',
  may: 'media.receive',
  rate: 'media',
  input: z.strictObject({ epoch, transportId: id, dtlsParameters }),
  output: nothing,
});

export const restartIce = defineRequest({
  name: 'media:restart_ice',
  may: 'media.receive',
  rate: 'media',
  input: z.strictObject({ epoch, transportId: id }),
  /** With new credentials for the detour: the first ones may have run out. */
  output: z.object({ iceParameters: fromWorker, iceServers }),
});

export const publish = defineRequest({
  name: 'media:publish',
  may: 'media.publish',
  rate: 'media',
  input: z
    .strictObject({ epoch, transportId: id, source: mediaSource, paused: z.boolean(), rtpParameters })
    // The worker would take a camera that speaks Opus, and nobody could ever show it.
    .refine(
      ({ source, rtpParameters: { codecs } }) =>
        codecs.every((codec) => codec.mimeType.startsWith(`${kindOfSource(source)}/`)),
      { path: ['rtpParameters'] },
    ),
  output: z.object({ producerId: id }),
});

export const pausePublication = defineRequest({
  name: 'media:pause',
  may: 'media.publish',
  rate: 'media',
  input: z.strictObject({ epoch, producerId: id, paused: z.boolean() }),
  output: nothing,
});

export const unpublish = defineRequest({
  name: 'media:unpublish',
  may: 'media.publish',
  rate: 'media',
  input: z.strictObject({ epoch, producerId: id }),
  output: nothing,
});

/** Consumers start paused; the client resumes them once its side is ready. Publications that are gone are left out. */
export const subscribe = defineRequest({
  name: 'media:subscribe',
  may: 'media.receive',
  rate: 'media',
  input: z.strictObject({
    epoch,
    transportId: id,
    producerIds: z.array(id).min(1).max(32),
    rtpCapabilities,
  }),
  output: z.object({ consumers: z.array(consumerDto) }),
});

/** Several at once: which consumers run, and the highest simulcast layer wanted (0 = 180p, 1 = 360p, 2 = 720p). */
export const tuneSubscriptions = defineRequest({
  name: 'media:tune',
  may: 'media.receive',
  rate: 'media',
  input: z.strictObject({
    epoch,
    consumers: z
      .array(
        z.strictObject({
          consumerId: id,
          paused: z.boolean(),
          spatialLayer: z.number().int().min(0).max(2).optional(),
        }),
      )
      .min(1)
      .max(32),
  }),
  output: nothing,
});

export const unsubscribe = defineRequest({
  name: 'media:unsubscribe',
  may: 'media.receive',
  rate: 'media',
  input: z.strictObject({ epoch, consumerIds: z.array(id).min(1).max(32) }),
  output: nothing,
});

/** Which rung this page is on, said when it changes; joining says it too. */
export const reportRung = defineRequest({
  name: 'media:report_rung',
  may: 'media.receive',
  rate: 'media',
  input: z.strictObject({ rung }),
  output: nothing,
});

/** To staff alone, and never of one learner. */
export const audienceRungsChanged = defineNews(
  'media:rungs_changed',
  z.object({ audienceRungs: audienceRungsDto }),
);

export const mediaPublished = defineNews('media:published', z.object({ publication: publicationDto }));
export const mediaUnpublished = defineNews('media:unpublished', z.object({ producerId: id }));
/** The room's media were rebuilt: forget every transport and id, and begin again with this. */
export const mediaReset = defineNews('media:reset', z.object({ media: mediaRoomDto }));
