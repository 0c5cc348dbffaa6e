import { requireActor, requireSeries } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { getSeriesDto, getSessionDto, listSeries } from './catalog.queries.ts';
import { holdQuestions, lockFeature, setSlowMode } from './room-settings.service.ts';
import { archiveSeries, changeSeries, createSeries } from './series.service.ts';
import { moveSession, runTopic } from './session-course.service.ts';
import { changeSession, createSession, deleteSession } from './sessions.service.ts';
import { changeTopic, createTopic, deleteTopic, orderTopics } from './topics.service.ts';

export function registerCatalogRoutes(context: AppContext): void {
  registerSeriesRoutes(context);
  registerTopicRoutes(context);
  registerSessionRoutes(context);
}

function registerSeriesRoutes(context: AppContext): void {
  const { http, db, clock } = context;

  http.serve('listSeries', async ({ actor }) => {
    const { personId, platformRole } = requireActor(actor);
    return { series: await listSeries(db, { personId, platformRole, now: clock.now() }) };
  });

  http.serve('createSeries', ({ actor, role, body }) =>
    createSeries(context, { actor: requireActor(actor), role, ...body }),
  );

  http.serve('getSeries', ({ params, role }) => getSeriesDto(db, { seriesId: params.seriesId, role }));

  http.serve('changeSeries', ({ actor, role, params, body }) =>
    changeSeries(context, {
      actor: requireActor(actor),
      role,
      seriesId: params.seriesId,
      title: body.title,
      description: body.description,
      timeZone: body.timeZone,
    }),
  );

  http.serve('archiveSeries', ({ actor, role, params, body }) =>
    archiveSeries(context, {
      actor: requireActor(actor),
      role,
      seriesId: params.seriesId,
      archived: body.archived,
    }),
  );
}

function registerTopicRoutes(context: AppContext): void {
  const { http } = context;

  http.serve('createTopic', ({ actor, role, params, body }) =>
    createTopic(context, { actor: requireActor(actor), role, seriesId: params.seriesId, ...body }),
  );

  http.serve('orderTopics', ({ actor, role, params, body }) =>
    orderTopics(context, {
      actor: requireActor(actor),
      role,
      seriesId: params.seriesId,
      topicIds: body.topicIds,
    }),
  );

  http.serve('changeTopic', ({ actor, role, scope, params, body }) =>
    changeTopic(context, {
      actor: requireActor(actor),
      role,
      seriesId: requireSeries(scope),
      topicId: params.topicId,
      title: body.title,
      description: body.description,
    }),
  );

  http.serve('deleteTopic', ({ actor, role, scope, params }) =>
    deleteTopic(context, {
      actor: requireActor(actor),
      role,
      seriesId: requireSeries(scope),
      topicId: params.topicId,
    }),
  );
}

function registerSessionRoutes(context: AppContext): void {
  const { http, db } = context;

  http.serve('createSession', ({ actor, params, body }) =>
    createSession(context, {
      actor: requireActor(actor),
      seriesId: params.seriesId,
      clientId: body.clientId,
      title: body.title,
      plannedStartsAt: new Date(body.plannedStartsAt),
      plannedEndsAt: new Date(body.plannedEndsAt),
      topicIds: body.topicIds,
    }),
  );

  http.serve('getSession', ({ params }) => getSessionDto(db, params.sessionId));

  http.serve('changeSession', ({ actor, params, body }) =>
    changeSession(context, {
      actor: requireActor(actor),
      sessionId: params.sessionId,
      title: body.title,
      plannedStartsAt: body.plannedStartsAt === undefined ? undefined : new Date(body.plannedStartsAt),
      plannedEndsAt: body.plannedEndsAt === undefined ? undefined : new Date(body.plannedEndsAt),
      topicIds: body.topicIds,
    }),
  );

  http.serve('deleteSession', async ({ actor, params }) => {
    await deleteSession(context, { actor: requireActor(actor), sessionId: params.sessionId });
    return {};
  });

  http.serve('moveSession', ({ actor, params, body }) =>
    moveSession(context, { actor: requireActor(actor), sessionId: params.sessionId, move: body.move }),
  );

  http.serve('runTopic', ({ actor, params, body }) =>
    runTopic(context, { actor: requireActor(actor), sessionId: params.sessionId, topicId: body.topicId }),
  );

  http.serve('holdQuestions', ({ actor, params, body }) =>
    holdQuestions(context, { actor: requireActor(actor), sessionId: params.sessionId, hold: body.hold }),
  );

  http.serve('lockFeature', ({ actor, params, body }) =>
    lockFeature(context, { actor: requireActor(actor), sessionId: params.sessionId, ...body }),
  );

  http.serve('setSlowMode', ({ actor, params, body }) =>
    setSlowMode(context, { actor: requireActor(actor), sessionId: params.sessionId, ...body }),
  );
}
