import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import { readSeriesResults } from '#server/features/attendance/results/results.service.ts';
import { provinces } from '#shared/provinces.ts';

/** What the rule makes of a series, as far as certificates ask. */
export interface Standings {
  ruleVersion: number | null;
  topics: { topicId: string; title: string; seconds: number }[];
  learners: Standing[];
}

export interface Standing {
  personId: string;
  name: string;
  /** On the list of the series today: whoever was taken off it keeps their record, and is given no certificate. */
  enrolled: boolean;
  birthYear: number | null;
  organisation: string;
  /** As it is written: "Tỉnh Đắk Lắk". */
  province: string;
  passedTopicIds: readonly string[];
  topicsPassed: number;
  qualifies: boolean;
  /** Why not, by the names that the rule gives. */
  reasons: readonly string[];
}

export interface StandingsOptions {
  db: PrismaClient;
  clock: Clock;
  seriesId: string;
}

export async function readStandings({ db, clock, seriesId }: StandingsOptions): Promise<Standings> {
  const results = await readSeriesResults({ db, clock, seriesId });
  const enrolments = await db.enrolment.findMany({
    where: { seriesId, birthYear: { not: null } },
    select: { personId: true, birthYear: true },
  });
  const birthYears = new Map(enrolments.map(({ personId, birthYear }) => [personId, birthYear]));
  return {
    ruleVersion: results.rule.version,
    topics: results.topics.map(({ topicId, title, seconds }) => ({ topicId, title, seconds })),
    learners: results.learners.map((learner) => ({
      personId: learner.personId,
      name: learner.name,
      enrolled: learner.enrolled,
      birthYear: birthYears.get(learner.personId) ?? null,
      organisation: learner.organisation ?? '',
      province: toProvinceName(learner.province),
      passedTopicIds: learner.topics.filter(({ counts }) => counts).map(({ topicId }) => topicId),
      topicsPassed: learner.topicsPassed,
      qualifies: learner.qualifies,
      reasons: learner.reasons,
    })),
  };
}

export function toProvinceName(code: string | null): string {
  const province = provinces.find((each) => each.code === code);
  if (!province) return '';
  return province.kind === 'city' ? `Thành phố ${province.name}` : `Tỉnh ${province.name}`;
}
