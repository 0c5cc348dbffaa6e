import type { Actor } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { appError } from '#shared/errors.ts';
import type { LearnerRecordDto } from '#shared/features/records.ts';
import { makeCorrection, withdrawCorrection } from './corrections.service.ts';
import { readLearnerRecord } from './learner-record.service.ts';
import { getObjection, listObjections } from './objections.queries.ts';
import { decideObjection, makeObjection } from './objections.service.ts';
import { toDeskObjectionDto, toLearnerRecordDto } from './records.mapper.ts';
import { enterTestScores } from './test-scores.service.ts';

/** One learner's record, and what people say and decide about it. */
export function registerRecordRoutes({ http, db, clock }: AppContext): void {
  const read = async (who: {
    seriesId: string;
    personId: string;
    ruleVersion?: number | undefined;
  }): Promise<LearnerRecordDto> => toLearnerRecordDto(await readLearnerRecord({ db, clock, ...who }));

  http.serve('getLearnerRecord', ({ params: { seriesId, personId }, query: { version } }) =>
    read({ seriesId, personId, ruleVersion: version }),
  );

  http.serve('getOwnRecord', ({ actor, params: { seriesId } }) => read({ seriesId, personId: whoIs(actor) }));

  http.serve('makeCorrection', async ({ actor, params: { seriesId }, body }) => {
    await makeCorrection({ db, clock, seriesId, actorId: whoIs(actor), ...body });
    return read({ seriesId, personId: body.personId });
  });

  http.serve('withdrawCorrection', async ({ actor, params: { seriesId, correctionId }, body }) => {
    const act = { db, clock, seriesId, actorId: whoIs(actor), correctionId, ...body };
    const { personId } = await withdrawCorrection(act);
    return read({ seriesId, personId });
  });

  http.serve('makeObjection', async ({ actor, params: { seriesId }, body }) => {
    const personId = whoIs(actor);
    await makeObjection({ db, clock, seriesId, personId, ...body });
    return read({ seriesId, personId });
  });

  http.serve('listObjections', async ({ params: { seriesId } }) => {
    const { open, decided, olderDecided } = await listObjections(db, seriesId);
    return {
      open: open.map(toDeskObjectionDto),
      decided: decided.map(toDeskObjectionDto),
      olderDecided,
    };
  });

  http.serve('decideObjection', async ({ actor, params: { seriesId, objectionId }, body }) => {
    const act = { db, clock, seriesId, actorId: whoIs(actor), objectionId, decision: body };
    await decideObjection(act);
    return toDeskObjectionDto(await getObjection(db, objectionId));
  });

  http.serve('enterTestScores', async ({ actor, params: { seriesId }, body: { scores, reason } }) => ({
    entered: await enterTestScores({ db, clock, seriesId, actorId: whoIs(actor), scores, reason }),
  }));
}

/** The rule lets nobody in without a sign-in. */
function whoIs(actor: Actor | null): string {
  if (!actor) throw appError('not_signed_in');
  return actor.personId;
}
