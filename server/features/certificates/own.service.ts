import type { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { appError } from '#shared/errors.ts';
import type { OwnCertificateDto } from '#shared/features/own-certificates.ts';
import { groupVerificationCode } from '#shared/verification-code.ts';
import { toFileState, toState } from './certificates.mapper.ts';
import { readDesign, readFacts, toDay } from './facts.ts';

const forOwner = {
  series: { select: { title: true } },
  template: { select: { design: true } },
} satisfies Prisma.CertificateInclude;

/** A person's own, of all series, the latest first; those that were replaced or revoked are shown as such. */
export async function listOwnCertificates(db: Db, personId: string): Promise<OwnCertificateDto[]> {
  const rows = await db.certificate.findMany({
    where: { personId, erasedAt: null },
    orderBy: { issuedAt: 'desc' },
    include: forOwner,
  });
  return rows.map(toOwnCertificateDto);
}

export async function getOwnCertificate(
  db: Db,
  { personId, certificateId }: { personId: string; certificateId: string },
): Promise<OwnCertificateDto> {
  const row = await db.certificate.findFirst({
    where: { id: certificateId, personId, erasedAt: null },
    include: forOwner,
  });
  if (!row) throw appError('not_found');
  return toOwnCertificateDto(row);
}

function toOwnCertificateDto(
  row: Prisma.CertificateGetPayload<{ include: typeof forOwner }>,
): OwnCertificateDto {
  const facts = readFacts(row.facts);
  return {
    certificateId: row.id,
    seriesTitle: row.series.title,
    documentName: readDesign(row.template.design).documentName,
    serial: row.serial,
    name: facts.name,
    issuedOn: toDay(row.issuedOn),
    state: toState(row),
    file: toFileState(row),
    code: groupVerificationCode(row.code),
    pageCount: row.pageCount ?? 1,
    publishName: row.publishName,
  };
}
