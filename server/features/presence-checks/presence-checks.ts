import type { AppContext } from '#server/core/context.ts';
import type { Live, Member } from '#server/features/live/live.ts';
import { type AnswerResult, type ArrivedAnswer, answerTogether } from './answer-check.service.ts';
import { CheckDesk } from './check-desk.ts';
import { type ArrivedDelivery, deliverTogether } from './deliver-check.service.ts';
import { GatheredActs } from './gathered-acts.ts';
import { checksPart, readCheckPeople } from './presence-checks.queries.ts';
import { askCheck, closeCheckEarly, holdChecks } from './staff-checks.service.ts';

/** Below what a person notices, long enough to make one transaction of a class that taps at once. */
const ANSWERS_GATHERED_MS = 100;
/** Nobody waits for it. */
const DELIVERIES_GATHERED_MS = 1_000;

/** Presence checks: they come by themselves or are asked for, are answered, counted and kept. Returns what settles them at the stop. */
export async function registerPresenceChecks(context: AppContext, live: Live): Promise<() => Promise<void>> {
  const { db, clock, events, http } = context;
  const { sockets, snapshots } = live;
  const desk = new CheckDesk(context, live);
  const answers = new GatheredActs<ArrivedAnswer, AnswerResult>({
    gatherMs: ANSWERS_GATHERED_MS,
    act: (checkId, arrived) => answerTogether(db, checkId, arrived),
  });
  const deliveries = new GatheredActs<ArrivedDelivery, boolean>({
    gatherMs: DELIVERIES_GATHERED_MS,
    act: (checkId, arrived) => deliverTogether(db, checkId, arrived),
  });
  const byStaff = ({ peer, room }: Member) => ({
    db,
    clock,
    sessionId: room.sessionId,
    personId: peer.personId,
  });

  snapshots.addForMany('checks', checksPart({ db, clock }));

  sockets.serve('check:deliver', async ({ input: { checkId, seen }, member: { peer, room } }) => {
    const { sessionId } = room;
    const { personId } = peer;
    const changed = await deliveries.put(checkId, { sessionId, personId, seen, arrivedAt: clock.now() });
    if (changed) desk.news.note(sessionId, checkId);
    return {};
  });

  sockets.serve('check:answer', async ({ input, member: { peer, room } }) => {
    const { checkId, clientId, word, writtenAgo } = input;
    const { sessionId } = room;
    const { personId } = peer;
    const arrivedAt = clock.now();
    const result = await answers.put(checkId, { sessionId, personId, clientId, word, writtenAgo, arrivedAt });
    if ('error' in result) throw result.error;
    if (result.changed) desk.news.note(sessionId, checkId);
    // A page that had missed it learns by its repeat that another has answered.
    desk.news.tellOwn(sessionId, personId, result.own);
    return result.own;
  });

  sockets.serve('check:ask', async ({ input, member }) => ({
    desk: await desk.act(member.room.sessionId, () => askCheck({ ...byStaff(member), ...input })),
  }));

  sockets.serve('check:close', async ({ input: { checkId }, member }) => ({
    desk: await desk.act(member.room.sessionId, () => closeCheckEarly({ ...byStaff(member), checkId })),
  }));

  sockets.serve('check:hold', async ({ input: { until }, member }) => ({
    desk: await desk.act(member.room.sessionId, () =>
      holdChecks({ ...byStaff(member), until: until === null ? null : new Date(until) }),
    ),
  }));

  http.serve('listChecks', async ({ params: { sessionId } }) => ({ desk: await desk.news.read(sessionId) }));
  http.serve('listCheckPeople', ({ params, query: { answered } }) =>
    readCheckPeople(db, { ...params, answered }),
  );

  events.on('session.changed', ({ sessionId }) => desk.settle(sessionId));
  events.on('peer.joined', ({ sessionId, role }) => {
    if (role === 'learner') desk.news.note(sessionId);
  });
  await desk.start();

  return async () => {
    await Promise.all([answers.settle(), deliveries.settle()]);
    await desk.close();
  };
}
