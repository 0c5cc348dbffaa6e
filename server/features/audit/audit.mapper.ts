import type { Prisma } from '#prisma/generated/client.ts';
import type { AuditEntryDto } from '#shared/features/catalog.ts';

export interface AuditRow {
  id: bigint;
  at: Date;
  action: string;
  sessionId: string | null;
  details: Prisma.JsonValue;
  actor: { name: string } | null;
}

export interface NameChangeWords {
  nameBefore: string;
  nameAfter: string;
  reason: string;
}

export interface AuditNames {
  nameChanges: ReadonlyMap<string, NameChangeWords>;
  sessionTitles: ReadonlyMap<string, string>;
  personNames: ReadonlyMap<string, string>;
}

/** Whom an entry is about is named as `personName`, by the name they have today. */
export function toAuditEntryDto(
  row: AuditRow,
  { sessionTitles, personNames, nameChanges }: AuditNames,
): AuditEntryDto {
  const stored = toDetails(row.details);
  const change = typeof stored.nameChangeId === 'string' ? nameChanges.get(stored.nameChangeId) : undefined;
  const details = change ? { ...stored, ...change } : stored;
  const personName = typeof details.personId === 'string' ? personNames.get(details.personId) : undefined;
  return {
    entryId: String(row.id),
    at: row.at.toISOString(),
    actorName: row.actor?.name ?? null,
    action: row.action,
    sessionTitle: (row.sessionId && sessionTitles.get(row.sessionId)) ?? null,
    details: personName === undefined ? details : { ...details, personName },
  };
}

function toDetails(stored: Prisma.JsonValue): AuditEntryDto['details'] {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(
      (entry): entry is [string, string | number | boolean | null] =>
        entry[1] === null || ['string', 'number', 'boolean'].includes(typeof entry[1]),
    ),
  );
}
