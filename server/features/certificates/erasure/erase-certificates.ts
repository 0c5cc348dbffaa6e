import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import type { CertificateFiles } from '../certificate-files.ts';
import { type PrintedFacts, readFacts } from '../facts.ts';

/**
 * Takes a person out of their certificates: numbers, checksum and dates stay, so that the register keeps no hole and a paper can still
 * be told from a forgery; name, birth year, unit and the file go. To be called in the transaction that erases the person.
 * @returns the ids whose files `removeErasedFiles` throws away after the commit
 */
export async function eraseFromCertificates(
  tx: Db,
  { personId, actorId, now }: { personId: string; actorId: string | null; now: Date },
): Promise<string[]> {
  const rows = await tx.certificate.findMany({ where: { personId, erasedAt: null } });
  for (const row of rows) {
    const facts: PrintedFacts = {
      ...readFacts(row.facts),
      name: '',
      birthYear: null,
      organisation: '',
      province: '',
      topics: [],
      topicsPassed: 0,
    };
    await tx.certificate.update({
      where: { id: row.id },
      data: {
        facts: facts as object,
        nameFolded: '',
        personId: null,
        publishName: false,
        erasedAt: now,
        // What was signed has the name in it; people also write names into reasons.
        record: null,
        signature: null,
        signingKeyId: null,
        exceptionReason: row.exceptionReason === null ? null : '–',
        revocationReason: row.revocationReason === null ? null : '–',
        correctionReason: row.correctionReason === null ? null : '–',
      },
    });
    // What was asked for when it was corrected, or issued to them alone, names them as well.
    await tx.certificateRun.updateMany({
      where: { id: row.runId, certificates: { every: { OR: [{ personId: null }, { personId }] } } },
      data: { request: {} },
    });
    await tx.certificateCopy.updateMany({ where: { certificateId: row.id }, data: { reason: '–' } });
    await writeAudit(tx, {
      actorId,
      action: 'certificate.erased',
      seriesId: row.seriesId,
      details: { certificateId: row.id, title: row.serial },
    });
  }
  return rows.map(({ id }) => id);
}

/** After the commit; `sweepErasedFiles` makes up for it where a crash came between. */
export async function removeErasedFiles(files: CertificateFiles, certificateIds: string[]): Promise<void> {
  for (const certificateId of certificateIds) await files.remove(certificateId);
}

/** At the start: no crash leaves the file of somebody who was erased. */
export async function sweepErasedFiles(db: Db, files: CertificateFiles): Promise<void> {
  const kept = new Set(await files.list());
  if (kept.size === 0) return;
  const erased = await db.certificate.findMany({ where: { erasedAt: { not: null } }, select: { id: true } });
  await removeErasedFiles(
    files,
    erased.flatMap(({ id }) => (kept.has(id) ? id : [])),
  );
}
