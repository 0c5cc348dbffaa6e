import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { HandDto, LeadDto, OwnStageDto, SpeakerDto, StageMemberDto } from '#shared/features/stage.ts';

export interface StageState {
  /** The numbers of all hands that are up, in their order. */
  hands: readonly number[];
  /** To staff: whose they are. */
  raised: readonly HandDto[];
  speakers: readonly SpeakerDto[];
  /** To staff: the speakers, and everybody on the way. */
  members: readonly StageMemberDto[];
  own: OwnStageDto;
  spotlightId: string | null;
  lead: LeadDto;
  /** The last time that this person was muted by somebody. */
  lastMuted: { byName: string } | null;
}

const empty: StageState = {
  hands: [],
  raised: [],
  speakers: [],
  members: [],
  own: { hand: null, member: null },
  spotlightId: null,
  lead: null,
  lastMuted: null,
};

/** Hands, the stage and who leads, as this page knows them. */
export class StageStore {
  readonly #store = createStore(empty);
  /** Apart from the rest: it changes twice a second. */
  readonly #speaking = createStore<readonly string[]>([]);

  get state(): ReadOnlyStore<StageState> {
    return this.#store;
  }

  /** Who is heard just now. */
  get speaking(): ReadOnlyStore<readonly string[]> {
    return this.#speaking;
  }

  takeSnapshot({ stage }: SnapshotDto): void {
    const { spotlightId, lead } = stage;
    this.#speaking.set([]);
    this.#store.set(
      'own' in stage
        ? { ...empty, spotlightId, lead, hands: stage.hands, speakers: stage.speakers, own: stage.own }
        : {
            ...empty,
            spotlightId,
            lead,
            hands: stage.hands.map(({ number }) => number),
            raised: stage.hands,
            ...ofMembers(stage.members),
          },
    );
  }

  readonly news = {
    'hand:raised': ({ number }) =>
      this.#change(({ hands }) => ({ hands: [...hands.filter((known) => known !== number), number] })),
    'hand:staff_raised': ({ hand }) =>
      this.#change(({ hands, raised }) => ({
        hands: [...hands.filter((known) => known !== hand.number), hand.number],
        raised: [...raised.filter((known) => known.number !== hand.number), hand],
      })),
    'hand:lowered': ({ numbers }) =>
      this.#change(({ hands, raised }) => ({
        hands: hands.filter((number) => !numbers.includes(number)),
        raised: raised.filter(({ number }) => !numbers.includes(number)),
      })),
    'stage:changed': ({ speakers, spotlightId }) => this.#change(() => ({ speakers, spotlightId })),
    'stage:staff_changed': ({ members, spotlightId }) =>
      this.#change(() => ({ ...ofMembers(members), spotlightId })),
    'stage:own_changed': ({ own }) => this.takeOwn(own),
    'stage:own_muted': (lastMuted) => this.#change(() => ({ lastMuted })),
    'stage:speaking': ({ personIds }) => this.#speaking.set(personIds),
    'lead:changed': ({ lead }) => this.takeLead(lead),
  } satisfies NewsHandlers;

  takeOwn(own: OwnStageDto): void {
    this.#change(() => ({ own }));
  }

  takeLead(lead: LeadDto): void {
    this.#change(() => ({ lead }));
  }

  #change(next: (last: StageState) => Partial<StageState>): void {
    this.#store.set((last) => ({ ...last, ...next(last) }));
  }
}

/** One's own place in the line, from 1; undefined where one's hand is down. */
export function placeInLine({ hands, own }: Pick<StageState, 'hands' | 'own'>): number | undefined {
  const { hand } = own;
  return hand === null ? undefined : hands.filter((number) => number < hand).length + 1;
}

function ofMembers(members: readonly StageMemberDto[]): Pick<StageState, 'members' | 'speakers'> {
  return { members, speakers: members.filter(({ state }) => state === 'on_stage') };
}
