import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import type { SigningKey } from '#server/core/signing-key.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { CertificateDto } from '#shared/features/certificates.ts';
import type { OwnCertificateDto } from '#shared/features/own-certificates.ts';
import { aboutOf, type CertificateAct, getCertificateDto, lockCertificate } from './acts.service.ts';
import { type RegisterRow, toState } from './certificates.mapper.ts';
import { toSheet } from './facts.ts';
import { getOwnCertificate } from './own.service.ts';
import { signRecord } from './verification/certificate-record.ts';

type Signer = Pick<SigningKey, 'sign'>;

/**
 * The organisers say that the learner has agreed, on paper or in a form, or has taken it back. Once the learner has decided here, it is
 * theirs alone.
 * @throws AppError `wrong_state` (the learner has decided, or it is erased)
 */
export async function publishName({
  publishName: wanted,
  signingKey,
  ...act
}: CertificateAct & { publishName: boolean; signingKey: Signer }): Promise<CertificateDto> {
  const { db, seriesId, personId } = act;
  await db.$transaction(async (tx) => {
    const row = await lockCertificate(tx, act);
    if (row.publishName === wanted) return;
    if (toState(row) === 'erased' || row.nameChosenAt) throw appError('wrong_state');
    await showName(tx, { row, wanted, signingKey, nameChosenAt: null });
    await writeAudit(tx, {
      actorId: personId,
      action: wanted ? 'certificate.name_published' : 'certificate.name_hidden',
      seriesId,
      details: aboutOf(row),
    });
  });
  return getCertificateDto(db, act);
}

/** The learner's own consent, or its end; with the day, so that it can be proven. */
export async function chooseOwnName({
  db,
  clock,
  personId,
  certificateId,
  publishName: wanted,
  signingKey,
}: {
  db: PrismaClient;
  clock: Clock;
  personId: string;
  certificateId: string;
  publishName: boolean;
  signingKey: Signer;
}): Promise<OwnCertificateDto> {
  await db.$transaction(async (tx) => {
    const own = await tx.certificate.findFirst({ where: { id: certificateId, personId, erasedAt: null } });
    if (!own) throw appError('not_found');
    const { seriesId } = own;
    const row = await lockCertificate(tx, { seriesId, certificateId });
    if (row.personId !== personId) throw appError('not_found');
    if (row.publishName === wanted && row.nameChosenAt) return;
    await showName(tx, { row, wanted, signingKey, nameChosenAt: clock.now() });
    await writeAudit(tx, {
      actorId: personId,
      action: wanted ? 'certificate.name_agreed' : 'certificate.name_withheld',
      seriesId,
      details: aboutOf(row),
    });
  });
  return getOwnCertificate(db, { personId, certificateId });
}

/** What is signed says as much of the name as the page, so it is signed anew. */
async function showName(
  tx: Db,
  {
    row,
    wanted,
    signingKey,
    nameChosenAt,
  }: { row: RegisterRow; wanted: boolean; signingKey: Signer; nameChosenAt: Date | null },
): Promise<void> {
  const signed = row.fileSha256
    ? signRecord(signingKey, {
        sheet: toSheet(row, row.template.design),
        publishName: wanted,
        issuedAt: row.issuedAt,
        sha256: Buffer.from(row.fileSha256).toString('hex'),
      })
    : {};
  await tx.certificate.update({
    where: { id: row.id },
    data: { publishName: wanted, nameChosenAt, ...signed },
  });
}

/** What each has last decided about their name on a certificate of theirs, wherever it was. */
export async function findOwnChoices(
  db: Db,
  personIds: string[],
): Promise<ReadonlyMap<string, { publishName: boolean; nameChosenAt: Date }>> {
  const rows = await db.$queryRaw<{ personId: string; publishName: boolean; nameChosenAt: Date }[]>`
    SELECT DISTINCT ON ("personId") "personId", "publishName", "nameChosenAt" FROM "Certificate"
    WHERE "personId" = ANY(${personIds}::uuid[]) AND "nameChosenAt" IS NOT NULL
    ORDER BY "personId", "nameChosenAt" DESC`;
  return new Map(rows.map(({ personId, ...choice }) => [personId, choice]));
}
