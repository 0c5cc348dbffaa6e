import type { Db } from '#server/core/context.ts';
import type { OpenViewerCode, ViewerCodesDto } from '#shared/features/viewer-codes.ts';
import { compareByGivenName } from '#shared/names.ts';

const name = { select: { name: true } } as const;

/** The code that is in the picture at this moment, if any. */
export async function findOpenCode(db: Db, sessionId: string, now: Date): Promise<OpenViewerCode | null> {
  const row = await db.viewerCode.findFirst({
    where: { sessionId, closesAt: { gt: now } },
    orderBy: { shownAt: 'desc' },
  });
  return row && toOpenViewerCode(row, now);
}

export function toOpenViewerCode(
  row: { id: string; letters: string; shownAt: Date; closesAt: Date },
  now: Date,
): OpenViewerCode {
  return {
    codeId: row.id,
    letters: row.letters,
    shownAt: row.shownAt.toISOString(),
    closesAt: row.closesAt.toISOString(),
    now: now.toISOString(),
  };
}

/** What was shown to viewers elsewhere, who answered, and what other platforms said of their reach: for staff, and for what is kept as evidence. */
export async function readViewerCodes(db: Db, sessionId: string, now: Date): Promise<ViewerCodesDto> {
  const [plan, codes, reach] = await Promise.all([
    db.viewerPlan.findUnique({ where: { sessionId } }),
    db.viewerCode.findMany({
      where: { sessionId },
      orderBy: { shownAt: 'asc' },
      include: {
        topic: { select: { title: true } },
        by: name,
        entries: { select: { personId: true, phone: true, person: name } },
      },
    }),
    db.reachFigure.findMany({ where: { sessionId }, orderBy: { readAt: 'asc' }, include: { by: name } }),
  ]);
  const open = codes.findLast(({ closesAt }) => closesAt > now);
  return {
    random: plan?.random ?? false,
    open: open ? toOpenViewerCode(open, now) : null,
    codes: codes.map((code) => ({
      codeId: code.id,
      letters: code.letters,
      shownAt: code.shownAt.toISOString(),
      closesAt: code.closesAt.toISOString(),
      topicTitle: code.topic.title,
      byName: code.by?.name ?? null,
      entries: code.entries.length,
    })),
    viewers: toViewers(codes),
    reach: reach.map((figure) => ({
      figureId: figure.id,
      platform: figure.platform,
      views: figure.views,
      readAt: figure.readAt.toISOString(),
      byName: figure.by?.name ?? '',
    })),
  };
}

interface CodeWithEntries {
  topicId: string;
  topic: { title: string };
  entries: { personId: string; phone: string | null; person: { name: string } }[];
}

function toViewers(codes: readonly CodeWithEntries[]): ViewerCodesDto['viewers'] {
  const people = new Map<string, { name: string; phone: string | null }>();
  for (const { personId, phone, person } of codes.flatMap(({ entries }) => entries)) {
    people.set(personId, { name: person.name, phone: phone ?? people.get(personId)?.phone ?? null });
  }
  return [...people]
    .map(([personId, person]) => ({ personId, ...person, topics: countByTopic(codes, personId) }))
    .sort(
      (left, right) =>
        compareByGivenName(left.name, right.name) || left.personId.localeCompare(right.personId),
    );
}

/** Of the codes of each topic, how many this person entered. */
export function countByTopic(
  codes: readonly { topicId: string; topic: { title: string }; entries: { personId: string }[] }[],
  personId: string,
): { topicTitle: string; shown: number; entered: number }[] {
  const topics = new Map<string, { topicTitle: string; shown: number; entered: number }>();
  for (const { topicId, topic, entries } of codes) {
    const count = topics.get(topicId) ?? { topicTitle: topic.title, shown: 0, entered: 0 };
    topics.set(topicId, {
      ...count,
      shown: count.shown + 1,
      entered: count.entered + (entries.some((entry) => entry.personId === personId) ? 1 : 0),
    });
  }
  return [...topics.values()];
}
