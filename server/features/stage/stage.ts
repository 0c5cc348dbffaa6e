import type { AppContext } from '#server/core/context.ts';
import { Turns } from '#server/core/turns.ts';
import type { Live } from '#server/features/live/live.ts';
import { AbsentLearners } from './absent-learners.ts';
import { InvitationTimes } from './invitation-times.ts';
import { Lead } from './lead.ts';
import { type ForgetLearner, listenForStage } from './stage.listener.ts';
import { StageNews } from './stage.news.ts';
import { clearStage, expireInvitation, forgetLearner } from './stage.service.ts';
import { registerStageSocket } from './stage.socket.ts';

/** Hands, the way to the stage and who leads: their requests, their part of what a joining page gets. Returns how to stop. */
export async function registerStage(context: AppContext, live: Live): Promise<() => void> {
  const { db, clock, log } = context;
  const turns = new Turns();
  const times = new InvitationTimes({
    clock,
    log,
    onOver: ({ sessionId, personId }) =>
      turns.run(sessionId, async () => {
        await expireInvitation({ db, clock, sessionId, personId });
        await news.tellStage({ sessionId, about: [personId] });
      }),
  });
  const news = new StageNews(context, live, times);
  const lead = new Lead(context, live);
  registerStageSocket(context, live, { news, lead, turns });
  const forget: ForgetLearner = ({ sessionId, personId, why }) =>
    turns.run(sessionId, async () => {
      const { numbers, wasMember } = await forgetLearner(db, { sessionId, personId, why });
      news.tellLowered({ sessionId, numbers });
      if (wasMember) await news.tellStage({ sessionId, about: [personId] });
    });
  listenForStage(context, live, { news, lead, turns, forget });
  const absent = new AbsentLearners(context, live, {
    onGone: (learner) => forget({ ...learner, why: 'lost' }),
  });

  // A server that died between the end of a class and the end of its stage.
  const left = await db.session.findMany({
    where: {
      state: { in: ['ENDED', 'ARCHIVED'] },
      OR: [{ stage: { some: {} } }, { hands: { some: {} } }, { leaderId: { not: null } }],
    },
    select: { id: true },
  });
  for (const { id } of left) await clearStage(db, id);
  // What an earlier life of the server was waiting for.
  const waiting = await db.stageMember.findMany({
    where: { expiresAt: { not: null } },
    select: { sessionId: true, personId: true, expiresAt: true },
  });
  for (const [sessionId, invited] of Map.groupBy(waiting, (row) => row.sessionId)) {
    times.follow(sessionId, invited);
  }
  return () => {
    times.close();
    lead.close();
    absent.close();
  };
}
