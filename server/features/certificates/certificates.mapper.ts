import type { Prisma } from '#prisma/generated/client.ts';
import type { CertificateDto, CertificateState } from '#shared/features/certificates.ts';
import { groupVerificationCode } from '#shared/verification-code.ts';
import { readFacts, toDay } from './facts.ts';

export const forRegister = {
  template: { select: { design: true } },
  person: { select: { name: true, enrolments: { select: { id: true, seriesId: true } } } },
  issuedBy: { select: { name: true } },
  replacedBy: { select: { serial: true } },
  replaces: { select: { serial: true } },
  copies: { orderBy: { number: 'asc' }, include: { madeBy: { select: { name: true } } } },
} satisfies Prisma.CertificateInclude;
export type RegisterRow = Prisma.CertificateGetPayload<{ include: typeof forRegister }>;

export interface StateFields {
  personId: string | null;
  erasedAt: Date | null;
  revokedAt: Date | null;
  replacedById: string | null;
}

/** What was erased is nothing else any more; a certificate of which nobody knows whose it was counts as erased too. */
export function toState({ personId, erasedAt, revokedAt, replacedById }: StateFields): CertificateState {
  if (erasedAt || personId === null) return 'erased';
  if (revokedAt) return 'revoked';
  return replacedById ? 'replaced' : 'valid';
}

export function toFileState(row: { readyAt: Date | null; failedAt: Date | null }): CertificateDto['file'] {
  if (row.readyAt) return 'ready';
  return row.failedAt ? 'failed' : 'pending';
}

export function toCertificateDto(row: RegisterRow): CertificateDto {
  const state = toState(row);
  const facts = readFacts(row.facts);
  const isErased = state === 'erased';
  return {
    certificateId: row.id,
    personId: row.personId,
    enrolmentId: row.person?.enrolments.find(({ seriesId }) => seriesId === row.seriesId)?.id ?? null,
    number: row.number,
    serial: row.serial,
    registerNumber: row.registerNumber,
    name: isErased ? null : facts.name,
    nameToday:
      isErased || row.person?.name.normalize('NFC') === facts.name ? null : (row.person?.name ?? null),
    birthYear: isErased ? null : facts.birthYear,
    organisation: isErased ? '' : facts.organisation,
    province: isErased ? '' : facts.province,
    state,
    file: toFileState(row),
    code: groupVerificationCode(row.code),
    issuedOn: toDay(row.issuedOn),
    issuedAt: row.issuedAt.toISOString(),
    issuedByName: row.issuedBy?.name ?? null,
    exceptionReason: row.exceptionReason,
    replacedBySerial: row.replacedBy?.serial ?? null,
    replacesSerial: row.replaces?.serial ?? null,
    correctionReason: row.correctionReason,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revocationReason: row.revocationReason,
    copies: row.copies.map(({ number, madeAt, madeBy, reason }) => ({
      number,
      at: madeAt.toISOString(),
      byName: madeBy?.name ?? null,
      reason,
    })),
    publishName: row.publishName,
    nameChosen: row.nameChosenAt !== null,
    sha256: row.fileSha256 ? Buffer.from(row.fileSha256).toString('hex') : null,
  };
}
