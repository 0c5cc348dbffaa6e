import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { CertificateDto } from '#shared/features/certificates.ts';
import { forRegister, type RegisterRow, toCertificateDto, toState } from './certificates.mapper.ts';

export interface CertificateAct {
  db: PrismaClient;
  clock: Clock;
  seriesId: string;
  certificateId: string;
  personId: string;
}

/**
 * The same paper once more for whoever lost theirs; the file is not touched.
 * @throws AppError `wrong_state` (it does not hold)
 */
export async function copyCertificate({
  clientId,
  reason,
  ...act
}: CertificateAct & { clientId: string; reason: string }): Promise<CertificateDto> {
  const { db, clock, seriesId, certificateId, personId } = act;
  await db.$transaction(async (tx) => {
    const row = await lockCertificate(tx, act);
    const earlier = await tx.certificateCopy.findUnique({
      where: { madeById_clientId: { madeById: personId, clientId } },
    });
    if (earlier) {
      if (earlier.certificateId !== certificateId || earlier.reason !== reason) throw appError('conflict');
      return;
    }
    if (toState(row) !== 'valid') throw appError('wrong_state');
    // The first copy is number 2: number 1 is what was lost.
    const number = (row.copies.at(-1)?.number ?? 1) + 1;
    await tx.certificateCopy.create({
      data: { certificateId, number, madeById: personId, clientId, reason, madeAt: clock.now() },
    });
    await writeAudit(tx, {
      actorId: personId,
      action: 'certificate.copied',
      seriesId,
      details: { ...aboutOf(row), number },
    });
  });
  return getCertificateDto(db, act);
}

/** @throws AppError `wrong_state` (it does not hold) */
export async function revokeCertificate({
  clientId,
  reason,
  ...act
}: CertificateAct & { clientId: string; reason: string }): Promise<CertificateDto> {
  const { db, clock, seriesId, certificateId, personId } = act;
  await db.$transaction(async (tx) => {
    const row = await lockCertificate(tx, act);
    if (row.revocationId === clientId && row.revokedById === personId) {
      if (row.revocationReason !== reason) throw appError('conflict');
      return;
    }
    if (toState(row) !== 'valid') throw appError('wrong_state');
    await tx.certificate.update({
      where: { id: certificateId },
      data: {
        revokedAt: clock.now(),
        revokedById: personId,
        revocationId: clientId,
        revocationReason: reason,
      },
    });
    await writeAudit(tx, {
      actorId: personId,
      action: 'certificate.revoked',
      seriesId,
      details: aboutOf(row),
    });
  });
  return getCertificateDto(db, act);
}

/** Holds a line of the register until the transaction ends. */
export async function lockCertificate(
  tx: Db,
  { seriesId, certificateId }: Pick<CertificateAct, 'seriesId' | 'certificateId'>,
): Promise<RegisterRow> {
  await tx.$queryRaw`
    SELECT 1 FROM "Certificate" WHERE "id" = ${certificateId}::uuid AND "seriesId" = ${seriesId}::uuid FOR UPDATE`;
  const row = await tx.certificate.findFirst({
    where: { id: certificateId, seriesId },
    include: forRegister,
  });
  if (!row) throw appError('not_found');
  return row;
}

export async function getCertificateDto(
  db: Db,
  { seriesId, certificateId }: Pick<CertificateAct, 'seriesId' | 'certificateId'>,
): Promise<CertificateDto> {
  const row = await db.certificate.findFirst({
    where: { id: certificateId, seriesId },
    include: forRegister,
  });
  if (!row) throw appError('not_found');
  return toCertificateDto(row);
}

/** Ids and numbers; the reasons stand in the register, which an erasure reaches. */
export function aboutOf(row: Pick<RegisterRow, 'id' | 'serial' | 'personId'>) {
  return { certificateId: row.id, title: row.serial, personId: row.personId };
}
