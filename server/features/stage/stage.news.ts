import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { toSpeaker } from '#server/features/live/speakers.ts';
import type { InvitationTimes } from './invitation-times.ts';
import { toHandDto, toSpeakerDto, toStageMemberDto, withPerson } from './stage.mapper.ts';
import { getOwnStage, getSpotlight, listMembers } from './stage.queries.ts';

/** Makes a room follow what SQL says of its stage, and tells it. */
export class StageNews {
  readonly #db: AppContext['db'];
  readonly #live: Live;
  readonly #times: InvitationTimes;

  constructor({ db }: AppContext, live: Live, times: InvitationTimes) {
    this.#db = db;
    this.#live = live;
    this.#times = times;
  }

  async tellRaised({ sessionId, number }: { sessionId: string; number: number }): Promise<void> {
    const room = this.#live.rooms.find(sessionId);
    const hand = await this.#db.raisedHand.findUnique({
      where: { sessionId_number: { sessionId, number } },
      include: withPerson,
    });
    if (!room || !hand) return;
    room.tellStaff('hand:staff_raised', { hand: toHandDto(hand) });
    room.tellLearners('hand:raised', { number });
  }

  tellLowered({ sessionId, numbers }: { sessionId: string; numbers: number[] }): void {
    if (numbers.length > 0) this.#live.rooms.find(sessionId)?.tellEverybody('hand:lowered', { numbers });
  }

  /** To the pages of one learner: their own hand and way to the stage. */
  async tellOwn({ sessionId, personId }: { sessionId: string; personId: string }): Promise<void> {
    const own = await getOwnStage(this.#db, { sessionId, personId });
    this.#live.rooms.find(sessionId)?.tellPerson(personId, 'stage:own_changed', { own });
  }

  /**
   * Media first: whoever was sent back is silent by the time it is told.
   * @param options `about`: the learners whose own way has changed
   */
  async tellStage({ sessionId, about }: { sessionId: string; about: readonly string[] }): Promise<void> {
    const members = await listMembers(this.#db, sessionId);
    this.#times.follow(sessionId, members);
    const room = this.#live.rooms.find(sessionId);
    if (!room) return;
    const onStage = members.filter(({ state }) => state === 'ON_STAGE');
    await room.speakers.follow(onStage.map(toSpeaker));
    const { spotlightId } = await getSpotlight(this.#db, sessionId);
    const urgent = { urgent: true };
    room.tellStaff('stage:staff_changed', { members: members.map(toStageMemberDto), spotlightId }, urgent);
    room.tellLearners('stage:changed', { speakers: onStage.map(toSpeakerDto), spotlightId }, urgent);
    for (const personId of about) await this.tellOwn({ sessionId, personId });
  }
}
