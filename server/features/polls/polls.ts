import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { answerPoll } from './answer-poll.service.ts';
import { PollCounts } from './poll-counts.ts';
import { PollNews } from './polls.news.ts';
import { pollsPart } from './polls.queries.ts';
import { registerPollRoutes } from './polls.routes.ts';
import { closeOpenPoll } from './polls.service.ts';

/** The polls feature: staff's routes, learners' answers, its part of the snapshot. Returns what settles it when the server stops. */
export async function registerPolls(context: AppContext, live: Live): Promise<() => Promise<void>> {
  const { db, clock, events } = context;
  const counts = new PollCounts({ db, clock });
  const news = new PollNews(context, live, counts);

  registerPollRoutes(context, { news, counts });
  live.snapshots.addForMany('polls', pollsPart({ db, counts }));

  live.sockets.serve('poll:answer', async ({ input, member: { peer, room } }) => {
    const { sessionId } = room;
    const { pollId } = input;
    const { answer, changed } = await answerPoll({
      db,
      clock,
      sessionId,
      personId: peer.personId,
      ...input,
    });
    if (changed) news.note({ sessionId, pollId });
    return { pollId, answer };
  });

  const closeWith = (sessionId: string) =>
    news.act(sessionId, async () => ({ changed: await closeOpenPoll({ db, clock, sessionId }) }));

  events.on('session.moved', async ({ sessionId, to }) => {
    if (!isRoomOpen(to)) await closeWith(sessionId);
  });
  // A server that died between the end of a session and the end of its poll.
  const left = await db.poll.findMany({
    where: { state: 'OPEN', session: { state: { in: ['SCHEDULED', 'ENDED', 'ARCHIVED'] } } },
    select: { sessionId: true },
  });
  for (const { sessionId } of left) await closeWith(sessionId);

  return () => news.settle();
}
