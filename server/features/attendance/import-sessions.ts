import type { Clock } from '#server/core/clock.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import type { Log } from '#server/core/log.ts';
import type { ImportedConnection, NewAttendanceEvent } from '#shared/attendance-events.ts';
import type { Role } from '#shared/roles.ts';
import { appendToChains, lockChains } from './record/append-events.ts';

/** So many in one event: a text of about 100 KB. */
const CONNECTIONS_PER_EVENT_MAX = 500;

/**
 * Sessions from before there was a record get one that says what their rows say, and that it is an import: it was not chained when it happened. To be called once all
 * rows are closed, and before anybody can join. A second call finds nothing to do.
 */
export async function importSessions({
  db,
  clock,
  log,
}: {
  db: AppContext['db'];
  clock: Pick<Clock, 'now'>;
  log: Log;
}): Promise<void> {
  const sessions = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Session"
    WHERE (
      ("startedAt" IS NOT NULL OR EXISTS (SELECT 1 FROM "TopicWindow" WHERE "TopicWindow"."sessionId" = "Session"."id"))
      AND NOT EXISTS (SELECT 1 FROM "AttendanceChain" WHERE "AttendanceChain"."sessionId" = "Session"."id")
    ) OR EXISTS (
      SELECT 1 FROM "PresenceInterval"
      WHERE "PresenceInterval"."sessionId" = "Session"."id" AND "connection" IS NULL AND "endedAt" IS NOT NULL
    )
    ORDER BY "id"`;
  for (const { id } of sessions) await db.$transaction((tx) => importSession(tx, id, clock.now()));
  if (sessions.length > 0) log.info({ sessions: sessions.length }, 'earlier sessions were given a record');
}

async function importSession(tx: Db, sessionId: string, at: Date): Promise<void> {
  const chains = await lockChains(tx, [sessionId]);
  const chain = chains.get(sessionId);
  if (!chain) return;
  const session = await tx.session.findUniqueOrThrow({
    where: { id: sessionId },
    select: {
      startedAt: true,
      endedAt: true,
      topicWindows: {
        select: { topicId: true, startedAt: true, endedAt: true },
        orderBy: { startedAt: 'asc' },
      },
    },
  });
  const isFirst = chain.seq === 0;
  const rows = await tx.presenceInterval.findMany({
    where: { sessionId, connection: null, endedAt: { not: null } },
    select: { id: true, personId: true, role: true, startedAt: true, lastProofAt: true },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  });
  const numbered = rows.map((row) => {
    chain.connections += 1;
    return { ...row, connection: chain.connections };
  });
  await tx.$executeRaw`
    UPDATE "PresenceInterval" SET "connection" = "new"."connection"
    FROM unnest(
      ${numbered.map(({ id }) => id)}::uuid[],
      ${numbered.map(({ connection }) => connection)}::int[]
    ) AS "new" ("id", "connection")
    WHERE "PresenceInterval"."id" = "new"."id"`;

  const connections = numbered.map(
    ({ id, personId, role, startedAt, lastProofAt, connection }): ImportedConnection => ({
      connection,
      leaseId: id,
      personId,
      role: role.toLowerCase() as Role,
      startedAt: startedAt.toISOString(),
      lastProofAt: lastProofAt.toISOString(),
    }),
  );
  const toText = (time: Date | null) => time?.toISOString() ?? null;
  const events: NewAttendanceEvent[] = [];
  for (let from = 0; from === 0 || from < connections.length; from += CONNECTIONS_PER_EVENT_MAX) {
    const isOpening = isFirst && from === 0;
    events.push({
      kind: 'record.imported',
      at,
      data: {
        session: isOpening
          ? { startedAt: toText(session.startedAt), endedAt: toText(session.endedAt) }
          : { startedAt: null, endedAt: null },
        windows: isOpening
          ? session.topicWindows.map(({ topicId, startedAt, endedAt }) => ({
              topicId,
              startedAt: startedAt.toISOString(),
              endedAt: toText(endedAt),
            }))
          : [],
        connections: connections.slice(from, from + CONNECTIONS_PER_EVENT_MAX),
      },
    });
  }
  await appendToChains(tx, chains, new Map([[sessionId, events]]));
}
