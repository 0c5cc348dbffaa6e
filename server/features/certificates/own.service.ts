import type { Db } from '#server/core/context.ts';
import type { OwnCertificateDto } from '#shared/features/own-certificates.ts';
import { groupVerificationCode } from '#shared/verification-code.ts';
import { toFileState, toState } from './certificates.mapper.ts';
import { readDesign, readFacts, toDay } from './facts.ts';

/** A person's own, of all series, the latest first; those that were replaced or revoked are shown as such. */
export async function listOwnCertificates(db: Db, personId: string): Promise<OwnCertificateDto[]> {
  const rows = await db.certificate.findMany({
    where: { personId, erasedAt: null },
    orderBy: { issuedAt: 'desc' },
    include: { series: { select: { title: true } }, template: { select: { design: true } } },
  });
  return rows.map((row) => {
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
    };
  });
}
