import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { toDbName } from '#server/core/enum-names.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSession } from '#server/features/catalog/catalog.locks.ts';
import { getSessionDto } from '#server/features/catalog/catalog.queries.ts';
import type { Door } from '#server/features/live/room.ts';
import type { SessionDto } from '#shared/features/catalog.ts';

const admissionNames = {
  open: 'door.opened_to_all',
  newcomers_wait: 'door.held_for_newcomers',
  everybody_waits: 'door.held_for_everybody',
} as const satisfies Record<Door['admission'], string>;

/**
 * Sets who may come in. Whoever is in the room at this moment has been let in and may come back: that is written down with it.
 * Those who would not have to wait by the new rule wait no longer.
 */
export async function setDoor(
  context: AppContext,
  options: { actor: Actor; sessionId: string; wanted: Partial<Door>; presentIds: readonly string[] },
): Promise<SessionDto> {
  const { actor, sessionId, wanted, presentIds } = options;
  const at = context.clock.now();
  const changed = await context.db.$transaction(async (tx) => {
    const { doorLocked, admission, seriesId } = await lockSession(tx, sessionId);
    const before: Door = { locked: doorLocked, admission };
    const after = { ...before, ...wanted };
    if (after.locked === before.locked && after.admission === before.admission) return null;
    await tx.session.update({
      where: { id: sessionId },
      data: { doorLocked: after.locked, admission: toDbName(after.admission) },
      select: { id: true },
    });
    await noteAdmitted(tx, { sessionId, personIds: presentIds, at });
    if (!after.locked) await admitByRule(tx, { sessionId, seriesId, admission: after.admission, at });
    const actorId = actor.personId;
    if (after.locked !== before.locked) {
      const action = after.locked ? 'door.locked' : 'door.unlocked';
      await writeAudit(tx, { actorId, action, seriesId, sessionId });
    }
    if (after.admission !== before.admission) {
      await writeAudit(tx, { actorId, action: admissionNames[after.admission], seriesId, sessionId });
    }
    return after;
  });

  if (changed) {
    context.events.emit('session.door_changed', { sessionId, ...changed });
    context.events.emit('session.changed', { sessionId });
  }
  return getSessionDto(context.db, sessionId);
}

/** Lets in those who wait: the named ones, or all. Returns whom. */
export async function admitPeople(
  context: AppContext,
  options: { actor: Actor; sessionId: string; personIds: string[] | undefined },
): Promise<string[]> {
  const { actor, sessionId, personIds } = options;
  return context.db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    const rows = await tx.knock.updateManyAndReturn({
      where: { sessionId, admittedAt: null, ...(personIds && { personId: { in: personIds } }) },
      data: { admittedAt: context.clock.now() },
      select: { personId: true },
    });
    const admittedIds = rows.map(({ personId }) => personId);
    const [first] = admittedIds;
    if (first !== undefined) {
      await writeAudit(tx, {
        actorId: actor.personId,
        action: 'person.admitted',
        seriesId,
        sessionId,
        details: admittedIds.length === 1 ? { personId: first } : { count: admittedIds.length },
      });
    }
    return admittedIds;
  });
}

/** One statement for a full room. */
async function noteAdmitted(
  tx: Db,
  { sessionId, personIds, at }: { sessionId: string; personIds: readonly string[]; at: Date },
): Promise<void> {
  if (personIds.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "Knock" ("sessionId", "personId", "knockedAt", "admittedAt")
    SELECT ${sessionId}::uuid, person."id", ${at}, ${at}
    FROM "Person" person WHERE person."id" = ANY(${[...personIds]}::uuid[])
    ON CONFLICT DO NOTHING`;
}

async function admitByRule(
  tx: Db,
  {
    sessionId,
    seriesId,
    admission,
    at,
  }: { sessionId: string; seriesId: string; at: Date } & Pick<Door, 'admission'>,
): Promise<void> {
  if (admission === 'everybody_waits') return;
  const knownOnly = { person: { enrolments: { some: { seriesId, enteredByName: false } } } };
  await tx.knock.updateMany({
    where: { sessionId, admittedAt: null, ...(admission === 'newcomers_wait' && knownOnly) },
    data: { admittedAt: at },
  });
}
