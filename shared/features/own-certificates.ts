import { z } from 'zod';
import { defineRoute } from '../contract.ts';
import { id } from '../fields.ts';
import { limits } from '../limits.ts';
import { certificateFileStates, certificateStates } from './certificates.ts';

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
  /** Whether the public page has the name in full; else initials. */
  publishName: z.boolean(),
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

/** Whether the page that anybody opens who has the code says the name in full. Theirs to decide, and to take back. */
export const chooseOwnCertificateName = defineRoute({
  method: 'PATCH',
  path: '/api/own-certificates/:certificateId',
  may: 'certificate.own',
  rate: 'write',
  params: z.strictObject({ certificateId: id }),
  body: z.strictObject({ publishName: z.boolean() }),
  output: ownCertificateDto,
});
