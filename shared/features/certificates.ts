import { z } from 'zod';
import { defineRoute } from '../contract.ts';
import { clientId, id, isoTime, line, paragraph, personName } from '../fields.ts';
import { limits } from '../limits.ts';
import { isNumberPattern } from '../number-pattern.ts';

// ─── The template ────────────────────────────────────────────────────────────

export const certificateImageKinds = ['logo', 'signature'] as const;
export type CertificateImageKind = (typeof certificateImageKinds)[number];

const shortText = line(limits.certificateLineMax, 0);
const numberPattern = line(limits.certificatePatternMax).refine(isNumberPattern);

/** The organiser's texts. Those ending in `En` are printed below the Vietnamese ones of a bilingual certificate. */
export const certificateDesign = z.strictObject({
  /** "Giấy chứng nhận" or "Giấy xác nhận": a "chứng chỉ" is for those alone whom the law entitles. */
  documentName: line(60),
  documentNameEn: line(60, 0),
  bilingual: z.boolean(),
  /** Name of the state and motto at the head. */
  nation: z.boolean(),
  /** One or two; a line break puts the body above into a line of its own. */
  issuers: z
    .array(
      z.strictObject({
        name: paragraph(limits.certificateIssuerMax, 1),
        nameEn: paragraph(limits.certificateIssuerMax),
        logoId: id.nullable(),
      }),
    )
    .min(1)
    .max(2),
  /** Before the name. */
  addressee: line(30, 0),
  addresseeEn: line(30, 0),
  /** Between the name and the course. */
  statement: line(limits.certificateLineMax),
  statementEn: shortText,
  /** Empty: the title of the series. */
  courseName: line(limits.titleMax, 0),
  courseNameEn: line(limits.titleMax, 0),
  form: shortText,
  formEn: shortText,
  /** A sentence more, such as the decision that the course rests on. */
  remark: line(300, 0),
  place: line(60),
  placeEn: line(60, 0),
  signers: z
    .array(
      z.strictObject({
        title: paragraph(limits.certificateIssuerMax, 1),
        titleEn: paragraph(limits.certificateIssuerMax),
        name: personName,
        imageId: id.nullable(),
      }),
    )
    .min(1)
    .max(2),
  numberPattern,
  registerPattern: numberPattern,
  /** Where the length of a topic is not what the clock of its sessions says. */
  topicMinutes: z
    .array(z.strictObject({ topicId: id, minutes: z.number().int().min(1).max(6_000) }))
    .max(limits.topicsPerSeries),
  prints: z.strictObject({
    birthYear: z.boolean(),
    organisation: z.boolean(),
    province: z.boolean(),
    hours: z.boolean(),
    dates: z.boolean(),
    form: z.boolean(),
    results: z.boolean(),
    topics: z.boolean(),
    registerNumber: z.boolean(),
  }),
  /** Whether the public page shows names in full or by their initials. */
  publishNames: z.boolean(),
});
export type CertificateDesign = z.infer<typeof certificateDesign>;

export const certificateTemplateDto = z.object({
  /** 0: Lectern's own proposal, which nobody has kept yet. */
  version: z.number().int(),
  design: certificateDesign,
  madeByName: z.string().nullable(),
  madeAt: isoTime.nullable(),
});
export type CertificateTemplateDto = z.infer<typeof certificateTemplateDto>;

export const certificateImageDto = z.object({
  imageId: id,
  kind: z.enum(certificateImageKinds),
  width: z.number().int(),
  height: z.number().int(),
});
export type CertificateImageDto = z.infer<typeof certificateImageDto>;

// ─── Certificates ────────────────────────────────────────────────────────────

export const certificateStates = ['valid', 'revoked', 'replaced', 'erased'] as const;
export type CertificateState = (typeof certificateStates)[number];
export const certificateFileStates = ['pending', 'ready', 'failed'] as const;

/** A line of the register. */
export const certificateDto = z.object({
  certificateId: id,
  personId: id.nullable(),
  number: z.number().int(),
  serial: z.string(),
  registerNumber: z.string(),
  /** Null where it was erased. */
  name: z.string().nullable(),
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
  sha256: z.string().nullable(),
});
export type CertificateDto = z.infer<typeof certificateDto>;

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
const ofCertificate = z.strictObject({ seriesId: id, certificateId: id });
const reason = paragraph(limits.certificateReasonMax, 1);
const language = z.enum(['vi', 'en']);

export const getCertificates = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/certificates',
  may: 'certificate.read',
  rate: 'read',
  params: inSeries,
  output: overviewDto,
});

/** A new version; what was issued keeps the one it was issued with. */
export const changeCertificateTemplate = defineRoute({
  method: 'PUT',
  path: '/api/series/:seriesId/certificate-template',
  may: 'certificate.design',
  rate: 'write',
  params: inSeries,
  body: z.strictObject({ clientId, design: certificateDesign }),
  output: certificateTemplateDto,
});

/** The body is the file itself: PNG, JPEG, WebP or GIF. */
export const uploadCertificateImage = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/certificate-images',
  may: 'certificate.design',
  rate: 'upload',
  params: inSeries,
  query: z.strictObject({
    clientId,
    kind: z.enum(certificateImageKinds),
    fileName: z.string().min(1).max(1_000),
  }),
  output: certificateImageDto,
});

export const getCertificateImage = defineRoute({
  method: 'GET',
  path: '/files/series/:seriesId/certificate-images/:imageId',
  may: 'certificate.read',
  rate: 'picture',
  params: z.strictObject({ seriesId: id, imageId: id }),
});

/** How a design that is not kept yet would look, with the name of somebody in the series or any other. */
export const previewCertificate = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/certificate-preview',
  may: 'certificate.design',
  rate: 'write',
  params: inSeries,
  body: z.strictObject({
    design: certificateDesign,
    personId: id.nullable(),
    name: personName.nullable(),
    page: z.number().int().min(1).max(limits.certificatePages),
  }),
  output: z.object({
    pageCount: z.number().int(),
    /** A `data:` address: it is shown once and kept nowhere. */
    picture: z.string(),
  }),
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

// ─── One's own ───────────────────────────────────────────────────────────────

export const ownCertificateDto = z.object({
  certificateId: id,
  seriesTitle: z.string(),
  documentName: z.string(),
  serial: z.string(),
  name: z.string(),
  issuedOn: z.iso.date(),
  state: z.enum(certificateStates),
  file: z.enum(certificateFileStates),
  code: z.string(),
  pageCount: z.number().int(),
});
export type OwnCertificateDto = z.infer<typeof ownCertificateDto>;

export const listOwnCertificates = defineRoute({
  method: 'GET',
  path: '/api/own-certificates',
  may: 'certificate.own',
  rate: 'read',
  output: z.object({ certificates: z.array(ownCertificateDto) }),
});

/** A real address with the file's name: Zalo's browser saves nothing that a script has made. */
export const downloadOwnCertificate = defineRoute({
  method: 'GET',
  path: '/files/own-certificates/:certificateId',
  may: 'certificate.own',
  rate: 'read',
  params: z.strictObject({ certificateId: id }),
});

export const getOwnCertificatePicture = defineRoute({
  method: 'GET',
  path: '/files/own-certificates/:certificateId/pages/:page',
  may: 'certificate.own',
  rate: 'picture',
  params: z.strictObject({
    certificateId: id,
    page: z.coerce.number().int().min(1).max(limits.certificatePages),
  }),
});

// ─── For everybody ───────────────────────────────────────────────────────────

const verifyQuery = z.strictObject({ language: language.optional() });

/** Wide enough for a code with a slip in it, which is answered in words. */
const byCode = z.strictObject({
  verificationCode: z
    .string()
    .max(60)
    .regex(/^[\w .–—-]+$/u),
});

/** Where a code is typed; `code` comes from its form. */
export const openVerification = defineRoute({
  method: 'GET',
  path: '/v',
  may: 'certificate.verify',
  rate: 'read',
  query: verifyQuery.extend({ code: z.string().max(200).optional() }),
});

/** The page that says whether a certificate holds: HTML that needs no script. What is no code at all is told so as well. */
export const verifyCertificate = defineRoute({
  method: 'GET',
  path: '/v/:verificationCode',
  may: 'certificate.verify',
  rate: 'read',
  params: byCode,
  query: verifyQuery,
});

/** What the installation signed, with its signature, for whoever does not want to believe a page. */
export const getCertificateRecord = defineRoute({
  method: 'GET',
  path: '/v/:verificationCode/record',
  may: 'certificate.verify',
  rate: 'read',
  params: byCode,
});
