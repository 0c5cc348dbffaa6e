import type { Db } from '#server/core/context.ts';
import type { CertificateState } from '#shared/features/certificates.ts';
import { groupVerificationCode } from '#shared/verification-code.ts';
import { toState } from '../certificates.mapper.ts';
import { totalMinutes } from '../drawing/lines.ts';
import { readDesign, readFacts, toDay } from '../facts.ts';
import { toLocalDay } from '../today.ts';
import { hashVerificationCode } from '../verification-codes.ts';
import { toInitials } from './initials.ts';

/** What anybody learns who has the code, and nothing besides. */
export interface VerifiedCertificate {
  state: CertificateState;
  documentName: string;
  code: string;
  serial: string;
  /** As printed, or initials; null where it was erased. */
  name: string | null;
  isNameFull: boolean;
  courseName: string;
  minutes: number;
  topicCount: number;
  firstDay: string | null;
  lastDay: string | null;
  issuers: string[];
  issuedOn: string;
  revokedOn: string | null;
  erasedOn: string | null;
  replacement: { serial: string; code: string } | null;
  sha256: string | null;
  isSigned: boolean;
}

/** One look-up, by the hash of the whole code: it takes as long for a code that is right but for its last sign as for any other. */
export async function findVerified(db: Db, code: string): Promise<VerifiedCertificate | null> {
  const row = await db.certificate.findUnique({
    where: { codeHash: hashVerificationCode(code) },
    include: {
      template: { select: { design: true } },
      series: { select: { timeZone: true } },
      replacedBy: { select: { serial: true, code: true } },
    },
  });
  if (!row) return null;
  const facts = readFacts(row.facts);
  const design = readDesign(row.template.design);
  const state = toState(row);
  const isErased = state === 'erased';
  return {
    state,
    documentName: design.documentName,
    code: groupVerificationCode(row.code),
    serial: row.serial,
    name: isErased ? null : row.publishName ? facts.name : toInitials(facts.name),
    isNameFull: row.publishName,
    courseName: facts.courseName,
    minutes: totalMinutes(facts),
    topicCount: facts.topics.length,
    firstDay: facts.firstDay,
    lastDay: facts.lastDay,
    issuers: design.issuers.map(({ name }) => name.replaceAll('\n', ' – ')),
    issuedOn: toDay(row.issuedOn),
    revokedOn: row.revokedAt && toLocalDay(row.revokedAt, row.series.timeZone),
    erasedOn: row.erasedAt && toLocalDay(row.erasedAt, row.series.timeZone),
    replacement:
      state === 'replaced' && row.replacedBy
        ? { serial: row.replacedBy.serial, code: groupVerificationCode(row.replacedBy.code) }
        : null,
    sha256: row.fileSha256 ? Buffer.from(row.fileSha256).toString('hex') : null,
    isSigned: row.record !== null && row.signature !== null,
  };
}

/** What was signed, with its signature; null where there is nothing to show. */
export async function findRecord(
  db: Db,
  code: string,
): Promise<{ record: string; signature: string; keyId: string } | null> {
  const row = await db.certificate.findUnique({
    where: { codeHash: hashVerificationCode(code) },
    select: { record: true, signature: true, signingKeyId: true, erasedAt: true, publishName: true },
  });
  if (!row?.record || !row.signature || !row.signingKeyId || row.erasedAt) return null;
  return {
    record: row.record,
    signature: Buffer.from(row.signature).toString('base64'),
    keyId: row.signingKeyId,
  };
}
