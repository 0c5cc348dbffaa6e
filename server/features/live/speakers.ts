import type { RoomRole } from '#shared/features/enrolment.ts';
import type { HeldSource } from '#shared/features/stage.ts';
import type { MediaSource } from '#shared/media-sources.ts';
import type { RoomMedia } from './media/room-media.ts';
import type { Peer } from './peer.ts';

export type MemberRole = RoomRole | 'speaker';

/** A learner on stage, and what staff hold off for them. */
export interface Speaker {
  personId: string;
  held: readonly HeldSource[];
}

/** As SQL says it. */
export function toSpeaker(row: {
  personId: string;
  microphoneHeldById: string | null;
  cameraHeldById: string | null;
}): Speaker {
  const held: HeldSource[] = [];
  if (row.microphoneHeldById) held.push('microphone');
  if (row.cameraHeldById) held.push('camera');
  return { personId: row.personId, held };
}

/** The learners who are on stage in one room: a cache of what SQL says, asked at each request. */
export class Speakers {
  readonly #media: RoomMedia;
  readonly #peers: () => Iterable<Peer>;
  #speakers: ReadonlyMap<string, Speaker> = new Map();

  constructor({ media, peers }: { media: RoomMedia; peers: () => Iterable<Peer> }) {
    this.#media = media;
    this.#peers = peers;
  }

  roleOf(peer: Pick<Peer, 'personId' | 'role'>): MemberRole {
    return peer.role === 'learner' && this.#speakers.has(peer.personId) ? 'speaker' : peer.role;
  }

  /** Whether staff keep this person from sending it. */
  isHeld(personId: string, source: MediaSource): boolean {
    return this.#speakers.get(personId)?.held.some((held) => held === source) ?? false;
  }

  /**
   * Follows SQL. Whoever is no longer on stage may send nothing from this line on, and what they sent ends before anybody is
   * told; what is held falls silent at the sender's end of the server, whatever their page does.
   */
  async follow(speakers: readonly Speaker[]): Promise<void> {
    const before = this.#speakers;
    this.#speakers = new Map(speakers.map((speaker) => [speaker.personId, speaker]));
    for (const { personId, role, connectionId } of this.#peers()) {
      if (role === 'learner' && before.has(personId) && !this.#speakers.has(personId))
        this.#media.stopSending(connectionId);
    }
    for (const { personId } of speakers) await this.silenceHeld(personId);
  }

  /** Also after what a page turned on while staff were holding it. */
  async silenceHeld(personId: string): Promise<void> {
    const held = this.#speakers.get(personId)?.held ?? [];
    if (held.length > 0) await this.#media.silence(personId, held);
  }
}
