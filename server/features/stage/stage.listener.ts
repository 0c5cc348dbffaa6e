import type { AppContext } from '#server/core/context.ts';
import type { Turns } from '#server/core/turns.ts';
import type { Live } from '#server/features/live/live.ts';
import type { Lead } from './lead.ts';
import type { StageNews } from './stage.news.ts';
import { stagePart } from './stage.queries.ts';
import { clearStage, forgetLearner } from './stage.service.ts';

/** The stage follows what happens to sessions and to people's rights, and the lead who comes, goes and drops. */
export function listenForStage(
  { access, db, events }: AppContext,
  { rooms, snapshots }: Live,
  { news, lead, turns }: { news: StageNews; lead: Lead; turns: Turns },
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
      await forget(sessionId, personId);
    }
  });

  events.on('person.excluded', async ({ personId, seriesId, sessionId, kind }) => {
    for (const room of rooms.rooms) {
      const isMeant = kind === 'banned' ? room.seriesId === seriesId : room.sessionId === sessionId;
      if (isMeant) await forget(room.sessionId, personId);
    }
  });

  function forget(sessionId: string, personId: string): Promise<void> {
    return turns.run(sessionId, async () => {
      const { numbers, wasMember } = await forgetLearner(db, { sessionId, personId });
      news.tellLowered({ sessionId, numbers });
      if (wasMember) await news.tellStage({ sessionId, about: [personId] });
    });
  }

  events.on('publication.started', (event) => lead.noteOnAir(event));
  events.on('publication.stopped', (event) => lead.noteOffAir(event));
  events.on('peer.joined', (event) => lead.noteBack(event));
  events.on('peer.left', ({ sessionId, personId, lastProofAt, isFarewell }) =>
    isFarewell
      ? lead.noteOffAir({ sessionId, personId })
      : lead.noteLost({ sessionId, personId, since: lastProofAt }),
  );
}
