import type { Prisma, Topic } from '#prisma/generated/client.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { SessionDto, TopicDto } from '#shared/features/catalog.ts';

/** What a session is shown with. */
export const sessionInclude = {
  series: { select: { timeZone: true } },
  topics: { orderBy: { position: 'asc' }, include: { topic: { select: { title: true } } } },
  topicWindows: { orderBy: { startedAt: 'asc' } },
} satisfies Prisma.SessionInclude;

export type SessionRow = Prisma.SessionGetPayload<{ include: typeof sessionInclude }>;

export function toSessionDto(row: SessionRow): SessionDto {
  const windowsOf = Map.groupBy(row.topicWindows, (window) => window.topicId);
  return {
    sessionId: row.id,
    seriesId: row.seriesId,
    code: row.code,
    title: row.title,
    state: toWireName(row.state),
    plannedStartsAt: row.plannedStartsAt.toISOString(),
    plannedEndsAt: row.plannedEndsAt.toISOString(),
    lobbyOpenedAt: row.lobbyOpenedAt?.toISOString() ?? null,
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    timeZone: row.series.timeZone,
    topics: row.topics.map(({ topicId, topic }) => ({
      topicId,
      title: topic.title,
      windows: (windowsOf.get(topicId) ?? []).map(({ startedAt, endedAt }) => ({
        startedAt: startedAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
      })),
    })),
    runningTopicId: row.topicWindows.find((window) => window.endedAt === null)?.topicId ?? null,
    holdQuestions: row.holdQuestions,
    lockedFeatures: row.lockedFeatures.map(toWireName),
    slowModeSeconds: row.slowModeSeconds,
    doorLocked: row.doorLocked,
    admission: toWireName(row.admission),
  };
}

export function toTopicDto(row: Topic): TopicDto {
  return { topicId: row.id, title: row.title, description: row.description, position: row.position };
}
