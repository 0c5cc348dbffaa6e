import type { Db } from '#server/core/context.ts';
import { localTimeReader } from '#server/core/local-time.ts';
import type { CertificateDesign } from '#shared/features/certificate-template.ts';
import type { PrintedFacts } from './facts.ts';
import type { Standing, Standings } from './standings.ts';

/** Five minutes: what a paper says of a topic is its length, not its second. */
const ROUND_TO_MINUTES = 5;

/** What all certificates of one act have in common. */
export interface CourseFacts {
  design: CertificateDesign;
  courseName: string;
  firstDay: string | null;
  lastDay: string | null;
  topics: { topicId: string; title: string; minutes: number }[];
}

export async function readCourseFacts(
  db: Db,
  { seriesId, design, topics }: { seriesId: string; design: CertificateDesign; topics: Standings['topics'] },
): Promise<CourseFacts> {
  const series = await db.series.findUniqueOrThrow({
    where: { id: seriesId },
    select: { title: true, timeZone: true },
  });
  const ran = await db.session.aggregate({
    where: { seriesId, startedAt: { not: null } },
    _min: { startedAt: true },
    _max: { startedAt: true },
  });
  const readTime = localTimeReader(series.timeZone);
  const dayOf = (at: Date | null): string | null => {
    if (!at) return null;
    const { year, month, day } = readTime(at);
    return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  };
  return {
    design,
    courseName: design.courseName || series.title,
    firstDay: dayOf(ran._min.startedAt),
    lastDay: dayOf(ran._max.startedAt),
    topics: toTopics(design, topics),
  };
}

/** The topics with the length that the clock gives them; not by the results, which cost far more than a page that is asked for often may. */
export async function listTaughtTopics(
  db: Db,
  { seriesId, now }: { seriesId: string; now: Date },
): Promise<CourseFacts['topics']> {
  const topics = await db.topic.findMany({
    where: { seriesId },
    orderBy: { position: 'asc' },
    select: { id: true, title: true, windows: { select: { startedAt: true, endedAt: true } } },
  });
  return topics.map(({ id, title, windows }) => {
    const ms = windows.reduce(
      (sum, { startedAt, endedAt }) => sum + (endedAt ?? now).getTime() - startedAt.getTime(),
      0,
    );
    return { topicId: id, title, minutes: roundMinutes(ms / 1_000) };
  });
}

/** The organiser's own length of a topic stands above the clock's. */
export function toTopics(design: CertificateDesign, topics: Standings['topics']): CourseFacts['topics'] {
  const said = new Map(design.topicMinutes.map(({ topicId, minutes }) => [topicId, minutes]));
  return topics.map(({ topicId, title, seconds }) => ({
    topicId,
    title,
    minutes: said.get(topicId) ?? roundMinutes(seconds),
  }));
}

function roundMinutes(seconds: number): number {
  return Math.round(seconds / 60 / ROUND_TO_MINUTES) * ROUND_TO_MINUTES;
}

export function toFacts(course: CourseFacts, standing: Standing): Omit<PrintedFacts, 'address'> {
  const passed = new Set(standing.passedTopicIds);
  return {
    name: standing.name.normalize('NFC'),
    birthYear: standing.birthYear,
    organisation: standing.organisation,
    province: standing.province,
    courseName: course.courseName,
    firstDay: course.firstDay,
    lastDay: course.lastDay,
    topics: course.topics.map(({ topicId, title, minutes }) => ({
      title,
      minutes,
      passed: passed.has(topicId),
    })),
    topicsPassed: standing.topicsPassed,
  };
}
