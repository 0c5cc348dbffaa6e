import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import type { CertificateFiles } from './certificate-files.ts';
import { type PrintedFacts, readFacts } from './facts.ts';

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

export async function removeErasedFiles(files: CertificateFiles, certificateIds: string[]): Promise<void> {
  for (const certificateId of certificateIds) await files.remove(certificateId);
}
