import type { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { ZIP_BYTES_MAX } from '#server/core/zip.ts';
import { appError } from '#shared/errors.ts';

export interface PackPart {
  seriesId: string;
  sessionId?: string | undefined;
  topicId?: string | undefined;
}

const sessionFields = {
  id: true,
  code: true,
  title: true,
  state: true,
  plannedStartsAt: true,
  plannedEndsAt: true,
  startedAt: true,
  endedAt: true,
  topics: { select: { topicId: true }, orderBy: { position: 'asc' } },
  topicWindows: {
    select: { topicId: true, startedAt: true, endedAt: true },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  },
} satisfies Prisma.SessionSelect;

const materialFields = {
  id: true,
  topicId: true,
  fileName: true,
  mediaType: true,
  sizeBytes: true,
  sha256: true,
  createdAt: true,
} satisfies Prisma.MaterialSelect;

const sheetFields = {
  id: true,
  hallId: true,
  fileName: true,
  mediaType: true,
  sizeBytes: true,
  sha256: true,
  uploadedById: true,
  uploadedAt: true,
  hall: { select: { name: true, sessionId: true } },
} satisfies Prisma.HallSheetSelect;

/** What a pack is about, looked up inside its series. */
export interface PackScope {
  part: PackPart;
  title: string;
  series: { id: string; title: string; description: string; timeZone: string };
  topics: { id: string; title: string; description: string }[];
  sessions: Prisma.SessionGetPayload<{ select: typeof sessionFields }>[];
  materials: Prisma.MaterialGetPayload<{ select: typeof materialFields }>[];
  /** Signed in halls, of all its sessions. */
  sheets: Prisma.HallSheetGetPayload<{ select: typeof sheetFields }>[];
}

/** What stands beside the uploaded files is small against them; this leaves it more than it can need. */
const UPLOADS_BYTES_MAX = ZIP_BYTES_MAX - 512 * 1024 * 1024;

/**
 * @throws AppError `not_found`; `wrong_state` while one of its sessions is on, for what is still growing cannot be signed;
 * `too_large` where its materials and sheets do not fit into a ZIP file that every program reads
 */
export async function findPackScope(db: Db, part: PackPart): Promise<PackScope> {
  const { seriesId, sessionId, topicId } = part;
  const series = await db.series.findUniqueOrThrow({
    where: { id: seriesId },
    select: {
      id: true,
      title: true,
      description: true,
      timeZone: true,
      topics: {
        select: { id: true, title: true, description: true },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
      },
      sessions: { select: sessionFields, orderBy: [{ plannedStartsAt: 'asc' }, { id: 'asc' }] },
    },
  });
  const own = series.sessions.find(({ id }) => id === sessionId);
  const asked = new Set(topicId ? [topicId] : own?.topicWindows.map((window) => window.topicId));
  // A topic that went on in another session is judged by both, so both records are needed.
  const sessions = series.sessions.filter(
    (session) =>
      (!sessionId && !topicId) ||
      session === own ||
      session.topicWindows.some((window) => asked.has(window.topicId)),
  );
  const taught = new Set([...(own?.topics ?? []), ...(own?.topicWindows ?? [])].map((each) => each.topicId));
  const topics = series.topics.filter(({ id }) => (topicId ? id === topicId : !sessionId || taught.has(id)));
  if ((sessionId && !own) || (topicId && topics.length === 0)) throw appError('not_found');
  if (sessions.some(({ state }) => state === 'LOBBY' || state === 'LIVE')) throw appError('wrong_state');

  const materials = await db.material.findMany({
    where: { topicId: { in: topics.map(({ id }) => id) } },
    orderBy: [{ topic: { position: 'asc' } }, { position: 'asc' }, { id: 'asc' }],
    select: materialFields,
  });
  const sheets = await db.hallSheet.findMany({
    where: { hall: { sessionId: { in: sessions.map(({ id }) => id) } } },
    orderBy: [
      { hall: { session: { plannedStartsAt: 'asc' } } },
      { hall: { createdAt: 'asc' } },
      { uploadedAt: 'asc' },
      { id: 'asc' },
    ],
    select: sheetFields,
  });
  const bytes = [...materials, ...sheets].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (bytes > UPLOADS_BYTES_MAX) throw appError('too_large', { maxBytes: UPLOADS_BYTES_MAX });
  const title = sessionId ? own?.title : topicId ? topics[0]?.title : undefined;
  const { topics: _topics, sessions: _sessions, ...alone } = series;
  return { part, title: title ?? series.title, series: alone, topics, sessions, materials, sheets };
}
