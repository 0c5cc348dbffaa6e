import type { Scope } from '#server/core/actor.ts';
import { requireActor } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { appError } from '#shared/errors.ts';
import { createEnrolments } from './create-enrolments.ts';
import { listEnrolments, listRemovedLearners, removeEnrolment, renewLink } from './enrolments.service.ts';
import { enterByLink } from './enter-by-link.ts';
import { enterByName } from './enter-by-name.ts';
import {
  assertEnterable,
  assertUnlockedForNewcomers,
  findExclusion,
  getEntrance,
  getYou,
  toRoomRole,
} from './entrance.service.ts';
import { changeEnrolment, describeMyself } from './learner-details.ts';
import { renameLearner } from './rename-learner.ts';

export function registerEnrolmentRoutes(context: AppContext): void {
  const { http, db } = context;

  http.serve('getSessionByCode', async ({ actor, role, scope, request, response }) => {
    const exclusion = await findExclusion(context, { actor, role, scope, request, response });
    return getEntrance(context, { actor, role, sessionId: sessionOf(scope).sessionId, exclusion });
  });

  http.serve('enterSession', async ({ actor, role, scope, body, address, request, response }) => {
    const { sessionId, seriesId } = sessionOf(scope);
    await assertEnterable(db, sessionId);
    const exclusion = await findExclusion(context, { actor, role, scope, request, response });
    if ('linkToken' in body) {
      const { linkToken, replace = false } = body;
      const options = { actor, scope, seriesId, linkToken, replace, address, request, response };
      return { you: await enterByLink(context, options) };
    }
    // A link proves somebody else on this browser; a name proves nothing.
    if (exclusion) throw appError(exclusion);
    const inRoom = toRoomRole(role);
    if (actor && inRoom) return { you: await getYou(context, { actor, role: inRoom, seriesId }) };
    await assertUnlockedForNewcomers(db, sessionId);
    const { clientId, name } = body;
    return {
      you: await enterByName(context, { actor, scope, seriesId, clientId, name, address, request, response }),
    };
  });

  http.serve('listEnrolments', ({ params }) => listEnrolments(context, params.seriesId));

  http.serve('listRemovedLearners', async ({ params }) => ({
    learners: await listRemovedLearners(context, params.seriesId),
  }));

  http.serve('createEnrolments', async ({ actor, params, body }) => ({
    enrolments: await createEnrolments(context, {
      actor: requireActor(actor),
      seriesId: params.seriesId,
      learners: body.learners,
    }),
  }));

  http.serve('changeEnrolment', ({ actor, params, body }) =>
    changeEnrolment(context, { actor: requireActor(actor), ...params, details: body }),
  );

  http.serve('renameLearner', ({ actor, params, body }) =>
    renameLearner(context, { actor: requireActor(actor), ...params, ...body }),
  );

  http.serve('describeMyself', async ({ actor, scope, body }) => {
    const { personId } = requireActor(actor);
    await describeMyself(context, { personId, seriesId: sessionOf(scope).seriesId, details: body });
    return {};
  });

  http.serve('renewLink', ({ actor, params }) =>
    renewLink(context, { actor: requireActor(actor), ...params }),
  );

  http.serve('removeEnrolment', async ({ actor, params }) => {
    await removeEnrolment(context, { actor: requireActor(actor), ...params });
    return {};
  });
}

function sessionOf({ sessionId, seriesId }: Scope): { sessionId: string; seriesId: string } {
  if (!sessionId || !seriesId) throw appError('not_found');
  return { sessionId, seriesId };
}
