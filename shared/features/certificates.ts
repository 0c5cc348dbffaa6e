import { z } from 'zod';
import { defineRoute } from '../contract.ts';
import { clientId, id, isoTime, line, paragraph, personName } from '../fields.ts';
import { limits } from '../limits.ts';

export const certificateStates = ['valid', 'revoked', 'replaced', 'erased'] as const;
export type CertificateState = (typeof certificateStates)[number];
export const certificateFileStates = ['pending', 'ready', 'failed'] as const;

/** A line of the register. */
export const certificateDto = z.object({
  certificateId: id,
  personId: id.nullable(),
  /** Their place on the list of the series, also where they were taken off it. */
  enrolmentId: id.nullable(),
  number: z.number().int(),
  serial: z.string(),
  registerNumber: z.string(),
  /** Null where it was erased. */
  name: z.string().nullable(),
  /** Where the list has another one today: what a correction offers. */
  nameToday: z.string().nullable(),
  birthYear: z.number().int().nullable(),
  organisation: z.string(),
  province: z.string(),
  state: z.enum(certificateStates),
  file: z.enum(certificateFileStates),
  /** Grouped, as it is printed. */
  code: z.string(),
  issuedOn: z.iso.date(),
  issuedAt: isoTime,
  issuedByName: z.string().nullable(),
  /** Issued although the rule says no, with this reason. */
  exceptionReason: z.string().nullable(),
  replacedBySerial: z.string().nullable(),
  replacesSerial: z.string().nullable(),
  /** Of the correction that it came from. */
  correctionReason: z.string().nullable(),
  revokedAt: isoTime.nullable(),
  revocationReason: z.string().nullable(),
  copies: z.array(
    z.object({ number: z.number().int(), at: isoTime, byName: z.string().nullable(), reason: z.string() }),
  ),
  publishName: z.boolean(),
  /** The learner decided it themself; nobody else may any more. */
  nameChosen: z.boolean(),
  sha256: z.string().nullable(),
});
export type CertificateDto = z.infer<typeof certificateDto>;

const inSeries = z.strictObject({ seriesId: id });
const ofCertificate = z.strictObject({ seriesId: id, certificateId: id });
const reason = paragraph(limits.certificateReasonMax, 1);
const language = z.enum(['vi', 'en']);

export const registerFilters = ['all', 'valid', 'revoked', 'replaced', 'exception', 'unready'] as const;
export type RegisterFilter = (typeof registerFilters)[number];

const registerQuery = {
  search: line(limits.nameMax, 0).optional(),
  show: z.enum(registerFilters).default('all'),
};

export const listCertificates = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/certificate-register',
  may: 'certificate.read',
  rate: 'read',
  params: inSeries,
  query: z.strictObject({ ...registerQuery, after: z.coerce.number().int().min(0).optional() }),
  output: z.object({ total: z.number().int(), certificates: z.array(certificateDto), more: z.boolean() }),
});

export const exportCertificates = defineRoute({
  method: 'GET',
  path: '/files/series/:seriesId/certificate-register',
  may: 'certificate.read',
  rate: 'read',
  params: inSeries,
  query: z.strictObject({
    ...registerQuery,
    /** `print`: a page to print, with a column for the recipients' signatures. */
    format: z.enum(['xlsx', 'csv', 'print']),
    language: language.default('vi'),
  }),
});

/** Lost: the same paper once more, noted in the register. */
export const copyCertificate = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/certificates/:certificateId/copies',
  may: 'certificate.issue',
  rate: 'write',
  params: ofCertificate,
  body: z.strictObject({ clientId, reason }),
  output: certificateDto,
});

/** Wrong: a new one under a new number takes its place. */
export const correctCertificate = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/certificates/:certificateId/correction',
  may: 'certificate.issue',
  rate: 'write',
  params: ofCertificate,
  body: z.strictObject({
    clientId,
    reason,
    issuedOn: z.iso.date(),
    name: personName,
    birthYear: z.number().int().min(1900).max(2100).nullable(),
    organisation: line(limits.certificateLineMax, 0),
    province: line(60, 0),
  }),
  output: z.object({ old: certificateDto, new: certificateDto }),
});

export const revokeCertificate = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/certificates/:certificateId/revocation',
  may: 'certificate.issue',
  rate: 'write',
  params: ofCertificate,
  body: z.strictObject({ clientId, reason }),
  output: certificateDto,
});

/** Whether the public page shows this one's name in full. */
export const publishCertificateName = defineRoute({
  method: 'PATCH',
  path: '/api/series/:seriesId/certificates/:certificateId',
  may: 'certificate.issue',
  rate: 'write',
  params: ofCertificate,
  body: z.strictObject({ publishName: z.boolean() }),
  output: certificateDto,
});

export const downloadCertificate = defineRoute({
  method: 'GET',
  path: '/files/series/:seriesId/certificates/:certificateId',
  may: 'certificate.read',
  rate: 'read',
  params: ofCertificate,
});

/** Every file that is ready and valid, as one archive. */
export const downloadCertificates = defineRoute({
  method: 'GET',
  path: '/files/series/:seriesId/certificates',
  may: 'certificate.read',
  rate: 'read',
  params: inSeries,
  query: z.strictObject({ language: language.default('vi') }),
});
