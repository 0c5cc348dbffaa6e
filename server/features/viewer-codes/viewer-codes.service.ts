import { randomInt } from 'node:crypto';
import type { AppContext, Db } from '#server/core/context.ts';
import { toDbName } from '#server/core/enum-names.ts';
import { appendEvents } from '#server/features/attendance/record/append-events.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSession } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import { limits } from '#shared/limits.ts';
import { isOver } from '#shared/session-lifecycle.ts';
import { VIEWER_ALPHABET, VIEWER_LETTERS } from '#shared/viewer-letters.ts';
import { countByTopic } from './viewer-codes.queries.ts';

/** Other platforms are up to a minute behind, and a telephone has to be found, unlocked and typed on. */
const OPEN_MS = 5 * 60_000;

export interface ViewerAct {
  sessionId: string;
  seriesId: string;
  personId: string;
}

export interface ShownCode {
  id: string;
  letters: string;
  shownAt: Date;
  closesAt: Date;
}

/**
 * Puts a code into the picture.
 * @param personId null where the server chose the moment
 * @throws AppError `wrong_state` while no topic is on, or a code is open already; `limit_reached`
 */
export async function showViewerCode(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { codeId, sessionId, personId }: { codeId: string; sessionId: string; personId: string | null },
): Promise<ShownCode> {
  return db.$transaction(async (tx) => {
    const { state, seriesId } = await lockSession(tx, sessionId);
    const before = await tx.viewerCode.findUnique({ where: { id: codeId } });
    if (before) {
      if (before.sessionId !== sessionId || before.byId !== personId) throw appError('conflict');
      return before;
    }
    const window = await tx.topicWindow.findFirst({ where: { sessionId, endedAt: null } });
    const now = clock.now();
    if (state !== 'live' || !window) throw appError('wrong_state');
    const codes = await tx.viewerCode.findMany({ where: { sessionId } });
    if (codes.some(({ closesAt }) => closesAt > now)) throw appError('wrong_state');
    if (codes.length >= limits.viewerCodesPerSession) {
      throw appError('limit_reached', { max: limits.viewerCodesPerSession });
    }
    const { topicId } = window;
    const shown = await tx.viewerCode.create({
      data: {
        id: codeId,
        sessionId,
        topicId,
        letters: createLetters(new Set(codes.map(({ letters }) => letters))),
        shownAt: now,
        closesAt: new Date(now.getTime() + OPEN_MS),
        byId: personId,
      },
    });
    await writeAudit(tx, { actorId: personId, action: 'viewer_code.shown', seriesId, sessionId });
    const data = { codeId, topicId, byId: personId, closesAt: shown.closesAt.toISOString() };
    await appendEvents(tx, sessionId, [{ kind: 'viewer_code.shown', at: now, data }]);
    return shown;
  });
}

function createLetters(taken: ReadonlySet<string>): string {
  for (;;) {
    const letters = Array.from(
      { length: VIEWER_LETTERS },
      () => VIEWER_ALPHABET[randomInt(VIEWER_ALPHABET.length)],
    ).join('');
    if (!taken.has(letters)) return letters;
  }
}

/** Says how it should be. The first code then comes at a moment of the server's choosing. */
export async function setRandomCodes(
  { db }: Pick<AppContext, 'db'>,
  { sessionId, seriesId, personId, random }: ViewerAct & { random: boolean },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { state } = await lockSession(tx, sessionId);
    if (isOver(state)) throw appError('wrong_state');
    const before = await tx.viewerPlan.findUnique({ where: { sessionId } });
    if ((before?.random ?? false) === random) return;
    await tx.viewerPlan.upsert({
      where: { sessionId },
      create: { sessionId, random },
      update: { random, nextAt: null },
    });
    const action = random ? 'viewer_codes.turned_on' : 'viewer_codes.turned_off';
    await writeAudit(tx, { actorId: personId, action, seriesId, sessionId });
  });
}

export interface OwnCodes {
  topics: { topicTitle: string; shown: number; entered: number }[];
  isOver: boolean;
}

/** Codes that are still open are not counted as missed: nobody has missed them yet. */
export async function readOwnCodes(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { sessionId, personId }: { sessionId: string; personId: string },
): Promise<OwnCodes> {
  const now = clock.now();
  const [session, codes] = await Promise.all([
    db.session.findUniqueOrThrow({ where: { id: sessionId }, select: { state: true } }),
    db.viewerCode.findMany({
      where: {
        sessionId,
        OR: [{ closesAt: { lte: now } }, { entries: { some: { personId } } }],
      },
      orderBy: { shownAt: 'asc' },
      include: {
        topic: { select: { title: true } },
        entries: { where: { personId }, select: { personId: true } },
      },
    }),
  ]);
  return {
    topics: countByTopic(codes, personId),
    isOver: session.state === toDbName('ended') || session.state === toDbName('archived'),
  };
}

/**
 * Somebody who watches elsewhere types what stands in the picture.
 * @throws AppError `code_wrong`; `code_closed` where it was right and too late
 */
export async function enterViewerCode(
  { db, clock, rateLimits }: Pick<AppContext, 'db' | 'clock' | 'rateLimits'>,
  { sessionId, personId, letters, phone }: ViewerAct & { letters: string; phone: string | null },
): Promise<void> {
  await rateLimits.takeGuess(personId);
  const code = await db.viewerCode.findUnique({
    where: { sessionId_letters: { sessionId, letters } },
  });
  if (!code) {
    await rateLimits.punishGuess(personId);
    throw appError('code_wrong');
  }
  await db.$transaction(async (tx) => {
    if (await isEntered(tx, { codeId: code.id, personId })) return;
    const now = clock.now();
    if (code.closesAt <= now) throw appError('code_closed');
    const { count } = await tx.viewerCodeEntry.createMany({
      data: [{ codeId: code.id, personId, at: now, phone }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await appendEvents(tx, sessionId, [
      {
        kind: 'viewer_code.entered',
        at: now,
        personId,
        data: { codeId: code.id, topicId: code.topicId },
      },
    ]);
  });
}

async function isEntered(tx: Db, key: { codeId: string; personId: string }): Promise<boolean> {
  return (await tx.viewerCodeEntry.count({ where: key })) > 0;
}
