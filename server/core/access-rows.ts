import type { Prisma, PrismaClient } from '#prisma/generated/client.ts';
import type { Role } from '#shared/roles.ts';
import type { ExclusionKind } from '#shared/session-door.ts';
import { toWireName } from './enum-names.ts';

/** What access is decided by, read for many people in one go: a class that comes in at once is a thousand of each. */

const signInFields = {
  id: true,
  tokenHash: true,
  expiresAt: true,
  revokedAt: true,
  lastSeenAt: true,
  person: { select: { id: true, name: true, platformRole: true } },
} satisfies Prisma.SignInSelect;

export type SignInRow = Prisma.SignInGetPayload<{ select: typeof signInFields }>;

/** One way in which somebody is out; `topicIds` are those of the session, for its materials are the topics'. */
export interface KnownExclusion {
  exclusionId: string;
  kind: ExclusionKind;
  seriesId: string;
  sessionId: string | null;
  topicIds: readonly string[];
}

/** By the token's hash in base64. */
export async function readSignIns(db: PrismaClient, hashes: string[]): Promise<Map<string, SignInRow>> {
  const rows = await db.signIn.findMany({
    where: { tokenHash: { in: hashes.map((hash) => Uint8Array.from(Buffer.from(hash, 'base64'))) } },
    select: signInFields,
  });
  return new Map(rows.map((row) => [Buffer.from(row.tokenHash).toString('base64'), row]));
}

/** By `personId:seriesId`; who is neither staff nor enrolled is left out. */
export async function readSeriesRoles(db: PrismaClient, keys: string[]): Promise<Map<string, Role>> {
  const pairs = keys.map((key) => key.split(':'));
  const where = {
    personId: { in: [...new Set(pairs.map(([personId = '']) => personId))] },
    seriesId: { in: [...new Set(pairs.map(([, seriesId = '']) => seriesId))] },
  };
  const learners = await db.enrolment.findMany({
    where: { ...where, removedAt: null },
    select: { personId: true, seriesId: true },
  });
  const staff = await db.seriesStaff.findMany({
    where,
    select: { personId: true, seriesId: true, role: true },
  });
  const roles = new Map<string, Role>();
  for (const { personId, seriesId } of learners) roles.set(`${personId}:${seriesId}`, 'learner');
  // Last: whoever is both is staff.
  for (const { personId, seriesId, role } of staff) roles.set(`${personId}:${seriesId}`, toWireName(role));
  return roles;
}

/** By person; who is out nowhere is left out. */
export async function readExclusions(
  db: PrismaClient,
  personIds: string[],
): Promise<Map<string, KnownExclusion[]>> {
  const rows = await db.exclusion.findMany({
    where: { personId: { in: personIds }, liftedAt: null },
    select: {
      id: true,
      personId: true,
      kind: true,
      seriesId: true,
      sessionId: true,
      session: { select: { topics: { select: { topicId: true } } } },
    },
  });
  const byPerson = Map.groupBy(rows, ({ personId }) => personId);
  return new Map(
    [...byPerson].map(([personId, theirs]) => [
      personId,
      theirs.map(({ id, kind, seriesId, sessionId, session }) => ({
        exclusionId: id,
        kind: toWireName(kind),
        seriesId,
        sessionId,
        topicIds: session?.topics.map(({ topicId }) => topicId) ?? [],
      })),
    ]),
  );
}
