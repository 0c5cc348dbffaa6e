import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { CertificateDto } from '#shared/features/certificates.ts';
import { aboutOf, type CertificateAct, getCertificateDto, lockCertificate } from './acts.service.ts';
import { toState } from './certificates.mapper.ts';
import { readCourseFacts, toFacts } from './course-facts.ts';
import { readDesign, readFacts } from './facts.ts';
import { holdRegister, toLine, writeLines } from './issue.service.ts';
import { readStandings } from './standings.ts';
import { toCanonical } from './template.service.ts';

export interface CorrectOptions extends CertificateAct {
  clientId: string;
  reason: string;
  issuedOn: string;
  name: string;
  birthYear: number | null;
  organisation: string;
  province: string;
  origin: string;
}

/**
 * A new certificate under a new number, by the template and the results of today; the old one points to it.
 * @throws AppError `wrong_state` (it does not hold), `conflict`
 */
export async function correctCertificate(
  options: CorrectOptions,
): Promise<{ old: CertificateDto; new: CertificateDto }> {
  const { db, clock, seriesId, certificateId, personId, clientId, reason, issuedOn } = options;
  const { name, birthYear, organisation, province } = options;
  const request = { certificateId, reason, issuedOn, name, birthYear, organisation, province };
  const standings = await readStandings({ db, clock, seriesId });

  const newId = await db.$transaction(async (tx) => {
    const lastNumber = await holdRegister(tx, seriesId);
    const repeated = await tx.certificateRun.findUnique({
      where: { startedById_clientId: { startedById: personId, clientId } },
      include: { certificates: { select: { id: true } } },
    });
    if (repeated) {
      if (toCanonical(repeated.request) !== toCanonical(request)) throw appError('conflict');
      return repeated.certificates[0]?.id;
    }
    const old = await lockCertificate(tx, options);
    if (toState(old) !== 'valid' || old.personId === null) throw appError('wrong_state');
    const template = await tx.certificateTemplate.findFirstOrThrow({
      where: { seriesId },
      orderBy: { version: 'desc' },
    });
    const design = readDesign(template.design);
    const course = await readCourseFacts(tx, { seriesId, design, topics: standings.topics });
    const standing = standings.learners.find(
      ({ personId: learner, enrolled }) => enrolled && learner === old.personId,
    );
    // Whoever is no learner any more keeps the results that were printed.
    const facts = standing ? toFacts(course, standing) : readFacts(old.facts);
    const line = toLine({
      number: lastNumber + 1,
      design,
      facts: { ...facts, name, birthYear, organisation, province },
      origin: options.origin,
      issuedOn,
      publishName: old.publishName,
      nameChosenAt: old.nameChosenAt,
      personId: old.personId,
      exceptionReason: old.exceptionReason,
    });
    const run = await tx.certificateRun.create({
      data: { seriesId, total: 1, startedById: personId, clientId, request, startedAt: clock.now() },
    });
    await writeLines(tx, {
      lines: [line],
      seriesId,
      runId: run.id,
      templateId: template.id,
      issuedById: personId,
      issuedAt: clock.now(),
      ruleVersion: standings.ruleVersion,
    });
    await tx.certificate.update({ where: { id: old.id }, data: { replacedById: line.id } });
    await tx.certificate.update({ where: { id: line.id }, data: { correctionReason: reason } });
    await writeAudit(tx, {
      actorId: personId,
      action: 'certificate.corrected',
      seriesId,
      details: { ...aboutOf(old), newSerial: line.serial },
    });
    return line.id;
  });
  if (!newId) throw appError('not_found');
  return {
    old: await getCertificateDto(db, { seriesId, certificateId }),
    new: await getCertificateDto(db, { seriesId, certificateId: newId }),
  };
}
