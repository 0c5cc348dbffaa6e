import { z } from 'zod';
import { defineRoute } from '../contract.ts';
import { id } from '../fields.ts';

const publicKeyDto = z.object({
  keyId: z.string(),
  algorithm: z.literal('Ed25519'),
  /** The 32 bytes, base64. */
  publicKey: z.string(),
  pem: z.string(),
});

/** What the evidence and certificates of this installation are verified with; what a retired key signed stays verifiable. */
export const signingKeysDto = z.object({ current: publicKeyDto, retired: z.array(publicKeyDto) });
export type SigningKeysDto = z.infer<typeof signingKeysDto>;

/** At the same address for ever: it stands in what was signed. */
export const getSigningKeys = defineRoute({
  method: 'GET',
  path: '/.well-known/lectern-key.json',
  may: 'app.read',
  rate: 'read',
  output: signingKeysDto,
});

export const listFormats = ['xlsx', 'csv', 'pdf', 'json'] as const;
export type ListFormat = (typeof listFormats)[number];

const language = z.enum(['vi', 'en']).default('vi');
/** Made by the page that asks: under it the page asks how far the file has come. */
const exportId = id.optional();
const inSeries = z.strictObject({ seriesId: id });

/** The attendance of a series as a list; with `sessionId`, `topicId` or `personId` that part of it. Each is noted in the log. */
export const getAttendanceList = defineRoute({
  method: 'GET',
  path: '/files/series/:seriesId/attendance-list',
  may: 'attendance.read',
  // Each is a report read whole, counted where needed, and drawn page by page.
  rate: 'upload',
  params: inSeries,
  query: z.strictObject({
    format: z.enum(listFormats),
    sessionId: id.optional(),
    topicId: id.optional(),
    personId: id.optional(),
    exportId,
    language,
  }),
});

/** Everything that shows how a list came about, in one signed archive; see docs/evidence-pack.md. */
export const getEvidencePack = defineRoute({
  method: 'GET',
  path: '/files/series/:seriesId/evidence-pack',
  may: 'evidence.read',
  rate: 'upload',
  params: inSeries,
  query: z.strictObject({ sessionId: id.optional(), topicId: id.optional(), exportId, language }),
});

export const exportProgressDto = z.object({
  state: z.enum(['working', 'done', 'failed']),
  /** Of `steps`, how many are done; rows of a list, files of a pack. */
  done: z.number().int(),
  steps: z.number().int(),
  sentBytes: z.number().int(),
  /** Uploads that the file should hold and that are gone from the disk. */
  missing: z.number().int(),
});
export type ExportProgressDto = z.infer<typeof exportProgressDto>;

/** Of a file that the same person asked for; `not_found` before it began and a while after it ended. */
export const getExportProgress = defineRoute({
  method: 'GET',
  path: '/api/exports/:exportId',
  may: 'account.read',
  rate: 'read',
  params: z.strictObject({ exportId: id }),
  output: exportProgressDto,
});
