import type { AppContext } from '#server/core/context.ts';
import type { Turns } from '#server/core/turns.ts';
import type { Live } from '#server/features/live/live.ts';
import { can } from '#shared/roles.ts';
import type { Lead } from './lead.ts';
import type { StageNews } from './stage.news.ts';
import { stagePart } from './stage.queries.ts';
import { clearStage } from './stage.service.ts';

/** The stage follows what happens to sessions and to people's rights, and the lead who comes, goes and drops. */
export function listenForStage(
  { access, db, events }: AppContext,
  { rooms, snapshots }: Live,
  { news, lead, turns, forget }: { news: StageNews; lead: Lead; turns: Turns; forget: ForgetLearner },
): void {
  snapshots.addForMany('stage', stagePart(db, lead));

  events.on('session.moved', ({ sessionId, to }) =>
    turns.run(sessionId, async () => {
      if (to === 'ended') {
        await clearStage(db, sessionId);
        await news.tellStage({ sessionId, about: [] });
      }
      await lead.noteMoved(sessionId);
    }),
  );

  // Who is no learner any more has no hand to raise and no place to be called to.
  events.on('access.changed', async ({ personId, seriesId }) => {
    for (const room of rooms.rooms) {
      const { sessionId } = room;
      if (seriesId && room.seriesId !== seriesId) continue;
      if ((await access.roleOfPerson(personId, room.seriesId)) === 'learner') continue;
      await forget({ sessionId, personId, why: 'excluded' });
    }
  });

  events.on('person.excluded', async ({ personId, seriesId, sessionId, kind }) => {
    for (const room of rooms.rooms) {
      const isMeant = kind === 'banned' ? room.seriesId === seriesId : room.sessionId === sessionId;
      if (isMeant) await forget({ sessionId: room.sessionId, personId, why: 'excluded' });
    }
  });

  events.on('publication.started', (event) => lead.noteOnAir(event));
  events.on('publication.stopped', (event) => lead.noteOffAir(event));
  events.on('peer.joined', (event) => lead.noteBack(event));
  events.on('peer.left', async ({ sessionId, personId, role, lastProofAt, isFarewell }) => {
    if (can(role, 'stage.lead')) {
      if (isFarewell) await lead.noteOffAir({ sessionId, personId });
      else lead.noteLost({ sessionId, personId, since: lastProofAt });
      return;
    }
    const room = rooms.find(sessionId);
    const isHere = room && [...room.peers].some((peer) => peer.personId === personId);
    if (role === 'learner' && isFarewell && !isHere && room?.state === 'live') {
      await forget({ sessionId, personId, why: 'left' });
    }
  });
}

export type ForgetLearner = (gone: {
  sessionId: string;
  personId: string;
  why: 'excluded' | 'left' | 'lost';
}) => Promise<void>;
