import { z } from 'zod';
import { defineRoute } from '../contract.ts';
import { clientId, id, isoTime, line, paragraph, personName } from '../fields.ts';
import { limits } from '../limits.ts';
import { isNumberPattern } from '../number-pattern.ts';

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

const inSeries = z.strictObject({ seriesId: id });

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
