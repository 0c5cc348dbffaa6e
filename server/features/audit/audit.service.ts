import type { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import type { AuditEntryDto } from '#shared/features/catalog.ts';
import { type NameChangeWords, toAuditEntryDto } from './audit.mapper.ts';

/** About one screenful on a desk; the page asks for more. */
const AUDIT_PAGE = 100;

/**
 * Numbers, flags and titles of things. Never a person's name, address or text: people are meant by `personId`, and named
 * when the entry is read, so that forgetting a person needs no change to what was written.
 */
export type AuditDetails = Record<string, string | number | boolean | null>;

export type WriteAuditOptions = {
  /** Null where the server acted by itself. */
  actorId: string | null;
  /** In the past tense: `session.started`, `question.hidden`. */
  action: `${string}.${string}`;
  details?: AuditDetails;
} & AuditScope;

/** What was done in a session belongs to its series too, or the series' log would not show it. */
type AuditScope = { seriesId: string; sessionId?: string } | { seriesId?: string | null; sessionId?: never };

/** To be called in the transaction of the act itself: what happened is written down, or did not happen. */
export async function writeAudit(db: Db, options: WriteAuditOptions): Promise<void> {
  await db.auditEntry.create({ data: toRow(options), select: { id: true } });
}

/** Several acts at once: one journey for all of them, in their order. */
export async function writeAudits(db: Db, acts: readonly WriteAuditOptions[]): Promise<void> {
  if (acts.length === 0) return;
  await db.auditEntry.createMany({
    data: acts.map(toRow),
  });
}

function toRow({ actorId, action, seriesId, sessionId, details }: WriteAuditOptions) {
  return {
    actorId,
    action,
    seriesId: seriesId ?? null,
    sessionId: sessionId ?? null,
    details: details ?? {},
  };
}

export interface ReadAuditOptions {
  seriesId: string;
  /** Undefined: of all sessions, and what belongs to none. Null: only that. */
  sessionId: string | null | undefined;
  /** The last entry that the reader has. */
  before: string | undefined;
}

/** The newest first, a page at a time. */
export async function listAudit(
  db: Db,
  { seriesId, sessionId, before }: ReadAuditOptions,
): Promise<{ entries: AuditEntryDto[]; more: boolean }> {
  const rows = await db.auditEntry.findMany({
    where: {
      seriesId,
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(before === undefined ? {} : { id: { lt: BigInt(before) } }),
    },
    orderBy: { id: 'desc' },
    take: AUDIT_PAGE + 1,
    include: { actor: { select: { name: true } } },
  });
  const page = rows.slice(0, AUDIT_PAGE);
  const [sessionTitles, personNames, nameChanges] = await Promise.all([
    findSessionTitles(db, page),
    findPersonNames(db, page),
    findNameChanges(db, page),
  ]);
  return {
    entries: page.map((row) => toAuditEntryDto(row, { sessionTitles, personNames, nameChanges })),
    more: rows.length > AUDIT_PAGE,
  };
}

/** All of it, the newest first, page by page: a log of years costs no memory. */
export async function* readAudit(
  db: Db,
  scope: Omit<ReadAuditOptions, 'before'>,
): AsyncGenerator<AuditEntryDto> {
  let before: string | undefined;
  for (;;) {
    const { entries, more } = await listAudit(db, { ...scope, before });
    yield* entries;
    if (!more) return;
    before = entries.at(-1)?.entryId;
  }
}

async function findSessionTitles(
  db: Db,
  rows: { sessionId: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(rows.flatMap((row) => row.sessionId ?? []));
  const sessions = await db.session.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, title: true },
  });
  return new Map(sessions.map((session) => [session.id, session.title]));
}

async function findPersonNames(
  db: Db,
  rows: { details: Prisma.JsonValue }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(rows.flatMap((row) => findId(row.details, 'personId') ?? []));
  const people = await db.person.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(people.map((person) => [person.id, person.name]));
}

/** What a name was, is, and why: kept beside the log, where an erasure reaches it. */
async function findNameChanges(
  db: Db,
  rows: { details: Prisma.JsonValue }[],
): Promise<ReadonlyMap<string, NameChangeWords>> {
  const ids = rows.flatMap((row) => findId(row.details, 'nameChangeId') ?? []);
  if (ids.length === 0) return new Map();
  const changes = await db.nameChange.findMany({
    where: { id: { in: ids } },
    select: { id: true, nameBefore: true, nameAfter: true, reason: true },
  });
  return new Map(changes.map(({ id, ...words }) => [id, words]));
}

function findId(details: Prisma.JsonValue, field: 'personId' | 'nameChangeId'): string | undefined {
  const isRecord = typeof details === 'object' && details !== null && !Array.isArray(details);
  const value = isRecord ? details[field] : undefined;
  return typeof value === 'string' ? value : undefined;
}
