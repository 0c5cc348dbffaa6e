import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { CertificateCandidateDto } from '#shared/features/certificate-issuing.ts';
import { readStandings } from './standings.ts';

/** Everybody on the list: who qualifies, why the others do not, and who has a certificate that holds. */
export async function listCandidates({
  db,
  clock,
  seriesId,
}: {
  db: PrismaClient;
  clock: Clock;
  seriesId: string;
}): Promise<{ topicCount: number; ruleVersion: number | null; candidates: CertificateCandidateDto[] }> {
  const { ruleVersion, topics, learners } = await readStandings({ db, clock, seriesId });
  const held = await db.certificate.findMany({
    where: { seriesId, personId: { not: null }, revokedAt: null, replacedById: null, erasedAt: null },
    select: { id: true, personId: true, serial: true },
  });
  const byPerson = new Map(held.map((row) => [row.personId, row]));
  return {
    topicCount: topics.length,
    ruleVersion,
    candidates: learners
      .filter(({ enrolled }) => enrolled)
      .map(({ personId, name, organisation, province, topicsPassed, qualifies, reasons }) => {
        const certificate = byPerson.get(personId);
        return {
          personId,
          name,
          organisation,
          province,
          topicsPassed,
          qualifies,
          reasons: [...reasons],
          certificateId: certificate?.id ?? null,
          serial: certificate?.serial ?? null,
        };
      }),
  };
}
