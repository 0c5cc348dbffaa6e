import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import { toRuleVersionDto } from '#server/features/attendance/results/results.mapper.ts';
import {
  type LearnerResult,
  readSeriesResults,
  type SeriesResults,
} from '#server/features/attendance/results/results.service.ts';
import { getRuleVersion, listRuleVersions } from '#server/features/attendance/results/rule.queries.ts';
import { appError } from '#shared/errors.ts';
import type { PersonTrailDto, TrailVersionDto } from '#shared/features/insight.ts';
import { readCorrections, readObjections } from './person-decisions.queries.ts';
import { readScore } from './person-score.queries.ts';
import { readTrailSessions } from './person-sessions.service.ts';

interface ReadTrailOptions {
  db: PrismaClient;
  clock: Pick<Clock, 'now'>;
  seriesId: string;
  personId: string;
}

/**
 * One learner's whole trail in a series: what was recorded, what each version of the rule makes of it, and what people decided.
 * @throws AppError `not_found` for whoever neither is nor ever was a learner of this series
 */
export async function readPersonTrail(options: ReadTrailOptions): Promise<PersonTrailDto> {
  const { db, clock, seriesId, personId } = options;
  const person = await db.person.findUnique({ where: { id: personId }, select: { name: true } });
  const enrolment = await db.enrolment.findUnique({
    where: { seriesId_personId: { seriesId, personId } },
  });
  const attended = await db.presenceInterval.count({
    where: { personId, role: 'LEARNER', session: { seriesId } },
  });
  if (!person || (!enrolment && attended === 0)) throw appError('not_found');

  const current = await getRuleVersion(db, seriesId);
  const older = (await listRuleVersions(db, seriesId)).filter(({ version }) => version !== current.version);
  const results: SeriesResults[] = [];
  for (const { version } of [current, ...older.reverse()]) {
    results.push(await readSeriesResults({ db, clock, seriesId, ruleVersion: version, personId }));
  }
  const [newest] = results;
  if (!newest) throw appError('internal');
  return {
    personId,
    name: person.name,
    organisation: enrolment?.organisation ?? null,
    position: enrolment?.position ?? null,
    province: enrolment?.province ?? null,
    participantGroup: enrolment?.participantGroup ?? null,
    birthYear: enrolment?.birthYear ?? null,
    enrolledAt: enrolment?.createdAt.toISOString() ?? null,
    removedAt: enrolment?.removedAt?.toISOString() ?? null,
    asOf: newest.asOf.toISOString(),
    topics: newest.topics.map(({ topicId, title, seconds }) => ({ topicId, title, seconds })),
    versions: results.flatMap((result, at) => {
      const learner = result.learners.find((each) => each.personId === personId);
      return learner ? [toVersion(result, learner, at === 0)] : [];
    }),
    sessions: await readTrailSessions({
      db,
      clock,
      seriesId,
      personId,
      bridgedGapSeconds: current.rule.bridgedGapSeconds,
    }),
    corrections: await readCorrections(db, { seriesId, personId }),
    objections: await readObjections(db, { seriesId, personId }),
    score: await readScore(db, { seriesId, personId }),
  };
}

function toVersion(results: SeriesResults, learner: LearnerResult, isCurrent: boolean): TrailVersionDto {
  return {
    rule: toRuleVersionDto(results.rule),
    current: isCurrent,
    topics: learner.topics.map((topic) => ({
      status: topic.status,
      seconds: topic.seconds,
      secondsNeeded: topic.secondsNeeded,
      checksDelivered: topic.checksDelivered,
      checksAnswered: topic.checksAnswered,
      checksNeeded: topic.checksNeeded,
      corrected: topic.correction !== undefined,
    })),
    topicsPassed: learner.topicsPassed,
    topicsNeeded: results.topicsNeeded,
    qualifies: learner.qualifies,
    reasons: learner.reasons,
  };
}
