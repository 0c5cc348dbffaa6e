import { z } from 'zod';
import { defineRoute } from '../contract.ts';
import { clientId, id, isoTime, paragraph } from '../fields.ts';
import { limits } from '../limits.ts';
import { certificateImageDto, certificateTemplateDto } from './certificate-template.ts';

export const certificateRunStates = ['running', 'paused', 'done'] as const;
export const certificateRunDto = z.object({
  runId: id,
  state: z.enum(certificateRunStates),
  total: z.number().int(),
  ready: z.number().int(),
  failed: z.number().int(),
  startedAt: isoTime,
  finishedAt: isoTime.nullable(),
  startedByName: z.string().nullable(),
});
export type CertificateRunDto = z.infer<typeof certificateRunDto>;

export const certificateCandidateDto = z.object({
  personId: id,
  name: z.string(),
  organisation: z.string(),
  province: z.string(),
  topicsPassed: z.number().int(),
  qualifies: z.boolean(),
  /** Why not: codes with words on the page. */
  reasons: z.array(z.string()),
  certificateId: id.nullable(),
  serial: z.string().nullable(),
});
export type CertificateCandidateDto = z.infer<typeof certificateCandidateDto>;

const overviewDto = z.object({
  template: certificateTemplateDto,
  images: z.array(certificateImageDto),
  topics: z.array(z.object({ topicId: id, title: z.string(), minutes: z.number().int() })),
  counts: z.object({
    valid: z.number().int(),
    revoked: z.number().int(),
    replaced: z.number().int(),
    erased: z.number().int(),
  }),
  /** The latest first; those that are not done, and the last one. */
  runs: z.array(certificateRunDto),
});
export type CertificateOverviewDto = z.infer<typeof overviewDto>;

const inSeries = z.strictObject({ seriesId: id });

export const getCertificates = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/certificates',
  may: 'certificate.read',
  rate: 'read',
  params: inSeries,
  output: overviewDto,
});

export const listCertificateCandidates = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/certificate-candidates',
  may: 'certificate.read',
  rate: 'read',
  params: inSeries,
  output: z.object({
    topicCount: z.number().int(),
    ruleVersion: z.number().int().nullable(),
    candidates: z.array(certificateCandidateDto),
  }),
});

export const unearnedCertificateDto = z.object({
  certificateId: id,
  personId: id,
  serial: z.string(),
  name: z.string(),
  reasons: z.array(z.string()),
});
export type UnearnedCertificateDto = z.infer<typeof unearnedCertificateDto>;

/**
 * Certificates that hold, and whose learners the rule gives none today: their record was corrected, or the rule changed. What follows from that is for
 * organisers to say; those issued as exceptions were said already.
 */
export const listUnearnedCertificates = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/unearned-certificates',
  may: 'certificate.read',
  rate: 'read',
  params: inSeries,
  output: z.object({ certificates: z.array(unearnedCertificateDto) }),
});

/** `personIds` null: all who qualify and have none yet. Whoever does not qualify is issued one with a reason alone. */
export const issueCertificates = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/certificates',
  may: 'certificate.issue',
  rate: 'write',
  params: inSeries,
  body: z.strictObject({
    clientId,
    personIds: z.array(id).min(1).max(limits.certificatesPerRequest).nullable(),
    /** The day that is printed. */
    issuedOn: z.iso.date(),
    reason: paragraph(limits.certificateReasonMax).default(''),
  }),
  output: certificateRunDto,
});

export const moveCertificateRun = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/certificate-runs/:runId/move',
  may: 'certificate.issue',
  rate: 'write',
  params: z.strictObject({ seriesId: id, runId: id }),
  body: z.strictObject({ move: z.enum(['pause', 'resume']) }),
  output: certificateRunDto,
});
