import { z } from 'zod';
import { defineRoute } from '../contract.ts';

const language = z.enum(['vi', 'en']);
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
