import type {
  CertificateCandidateDto,
  UnearnedCertificateDto,
} from '#shared/features/certificate-issuing.ts';
import { holds } from './register.queries.ts';
import { readStandings, type StandingsOptions } from './standings.ts';

/** Everybody on the list: who qualifies, why the others do not, and who has a certificate that holds. */
export async function listCandidates({ db, clock, seriesId }: StandingsOptions): Promise<{
  topicCount: number;
  ruleVersion: number | null;
  candidates: CertificateCandidateDto[];
}> {
  const { ruleVersion, topics, learners } = await readStandings({ db, clock, seriesId });
  const held = await db.certificate.findMany({
    where: { seriesId, ...holds },
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

/** Certificates that hold and were not issued as exceptions, of learners to whom the rule gives none today. */
export async function listUnearned({
  db,
  clock,
  seriesId,
}: StandingsOptions): Promise<UnearnedCertificateDto[]> {
  const held = await db.certificate.findMany({
    where: { seriesId, ...holds, exceptionReason: null },
    select: { id: true, personId: true, serial: true },
    orderBy: { number: 'asc' },
  });
  if (held.length === 0) return [];
  const { learners } = await readStandings({ db, clock, seriesId });
  const byPerson = new Map(learners.map((learner) => [learner.personId, learner]));
  return held.flatMap(({ id, personId, serial }) => {
    const learner = personId === null ? undefined : byPerson.get(personId);
    if (!learner || learner.qualifies) return [];
    const { name, reasons } = learner;
    return [{ certificateId: id, personId: learner.personId, serial, name, reasons: [...reasons] }];
  });
}
