import { type Caller, requireActor } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { appError } from '#shared/errors.ts';
import { admitPeople, setDoor } from './door.service.ts';
import type { Doorstep } from './doorstep.ts';
import { excludePerson, liftExclusion } from './exclusions.service.ts';
import { toExclusionDto } from './order.mapper.ts';
import { readExclusions } from './order.queries.ts';

/** Each route: act in one transaction, tell those it concerns, answer. */
export function registerOrderRoutes(context: AppContext, { rooms }: Live, doorstep: Doorstep): void {
  const { http, db } = context;

  http.serve('setDoor', ({ actor, params: { sessionId }, body }) => {
    const learners = [...(rooms.find(sessionId)?.peers ?? [])].filter((peer) => !peer.isStaff);
    return setDoor(context, {
      actor: requireActor(actor),
      sessionId,
      wanted: {
        ...(body.locked !== undefined && { locked: body.locked }),
        ...(body.admission !== undefined && { admission: body.admission }),
      },
      presentIds: [...new Set(learners.map(({ personId }) => personId))],
    });
  });

  http.serve('admitPeople', async ({ actor, params: { sessionId }, body }) => {
    const admittedIds = await admitPeople(context, {
      actor: requireActor(actor),
      sessionId,
      personIds: body.personIds,
    });
    doorstep.open(sessionId, new Set(admittedIds));
    return { admitted: admittedIds.length };
  });

  http.serve('excludePerson', async ({ actor, role, params: { sessionId }, body }) =>
    toExclusionDto(await excludePerson(context, { actor: requireActor(actor), role, sessionId, ...body })),
  );

  http.serve('listExclusions', async ({ scope }) => ({
    exclusions: await readExclusions(db, sessionOf(scope)),
  }));

  http.serve('liftExclusion', async ({ actor, params }) => {
    await liftExclusion(context, { actor: requireActor(actor), ...params });
    return {};
  });
}

function sessionOf({ sessionId, seriesId }: Caller['scope']): { sessionId: string; seriesId: string } {
  if (!sessionId || !seriesId) throw appError('not_found');
  return { sessionId, seriesId };
}
