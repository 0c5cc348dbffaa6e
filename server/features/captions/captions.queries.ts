import type { Caption, PrismaClient } from '#prisma/generated/client.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import { toCaptionDto } from './captions.mapper.ts';

/** What a newcomer reads back at once; the rest is in the transcript. */
const SNAPSHOT_MAX = 12;
/** A page of the transcript: about ten minutes of speech. */
const PAGE_MAX = 200;

export async function readCaptionsPart(
  db: PrismaClient,
  sessionId: string,
): Promise<SnapshotDto['captions']> {
  const [tracks, latest] = await Promise.all([
    readTracks(db, sessionId),
    db.caption.findMany({
      where: { sessionId, removedAt: null },
      orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      take: SNAPSHOT_MAX,
    }),
  ]);
  return {
    languages: tracks.map(({ language }) => language),
    latest: latest.reverse().map(toCaptionDto),
  };
}

/** The languages there are captions in, the one with most first. */
export async function readTracks(
  db: PrismaClient,
  sessionId: string,
): Promise<{ language: string; captions: number }[]> {
  const tracks = await db.caption.groupBy({
    by: ['language'],
    where: { sessionId, removedAt: null },
    _count: true,
    orderBy: [{ _count: { language: 'desc' } }, { language: 'asc' }],
  });
  return tracks.map(({ language, _count }) => ({ language, captions: _count }));
}

/** One part of a track in the order of speech; `after` names the last caption of the part before. */
export async function readTranscript(
  db: PrismaClient,
  { sessionId, language, after }: { sessionId: string; language: string; after: string | undefined },
): Promise<{ captions: Caption[]; more: boolean }> {
  const rows = await db.caption.findMany({
    where: { sessionId, language, removedAt: null },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    take: PAGE_MAX + 1,
    ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
  });
  return { captions: rows.slice(0, PAGE_MAX), more: rows.length > PAGE_MAX };
}

/** The whole of a track, a part at a time, so that a long day does not lie in memory. */
export async function* readTrack(
  db: PrismaClient,
  { sessionId, language }: { sessionId: string; language: string },
): AsyncGenerator<Caption> {
  let after: string | undefined;
  for (;;) {
    const { captions, more } = await readTranscript(db, { sessionId, language, after });
    yield* captions;
    after = captions.at(-1)?.id;
    if (!more) return;
  }
}
