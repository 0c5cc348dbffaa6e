import type { Clock } from '#server/core/clock.ts';
import type { Peer } from './peer.ts';
import type { Room } from './room.ts';

/** A page answers a heartbeat every three seconds: who has said nothing for longer is asked after at its media. */
const QUIET_AFTER_MS = 6_000;
/** Browsers report on what they receive at least every five seconds. */
const LOOK_EVERY_MS = 2_000;
/** As long as a page without media may be silent before it is let go; see `app.ts`. */
const SILENCE_MAX_MS = 15_000;
/** A look at a transport costs the media worker a message; past so many at once the network itself is down, and nobody is heard. */
const LOOKS_AT_ONCE_MAX = 500;

interface Look {
  bytes: number;
  at: Date;
}

export interface ListeningOptions {
  clock: Clock;
  rooms(): Iterable<Room>;
  leave(socketId: string): void;
}

/**
 * Proof of life from received media. A phone whose screen is off, or a tab in the background, may answer no heartbeat for a while and yet hear every word: as
 * long as bytes come from its side of the receiving transport (the reports that browsers send on what arrived), its connection lives, also past the moment
 * at which its socket is given up. Only those who have become quiet are looked after, so a class that answers costs nothing.
 */
export class Listening {
  readonly #options: ListeningOptions;
  readonly #looks = new Map<string, Look>();
  /** Those whose socket is gone. */
  readonly #lingering = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #isLooking = false;

  constructor(options: ListeningOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#lookAround(), LOOK_EVERY_MS).unref();
  }

  /** Whether a connection without its socket goes on. It is let go from here when its media end too, or when its page comes back. */
  keeps(room: Room, peer: Peer): boolean {
    const isLearner = room.speakers.roleOf(peer) === 'learner';
    const isHeard = peer.lastProofAt > peer.lastPacketAt && !this.#isSilent(peer);
    if (!isLearner || !isHeard) return false;
    this.#lingering.add(peer.connectionId);
    return true;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #lookAround(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const quiet = this.#findQuiet();
      const ids = new Set(quiet.map(({ peer }) => peer.connectionId));
      for (const id of this.#looks.keys()) if (!ids.has(id)) this.#looks.delete(id);
      await Promise.all(quiet.slice(0, LOOKS_AT_ONCE_MAX).map((each) => this.#lookAt(each)));
      for (const { peer } of quiet) {
        if (!this.#lingering.has(peer.connectionId) || !this.#isSilent(peer)) continue;
        this.#options.leave(peer.socket.id);
      }
      for (const id of this.#lingering) if (!ids.has(id)) this.#lingering.delete(id);
    } finally {
      this.#isLooking = false;
    }
  }

  #findQuiet(): { room: Room; peer: Peer }[] {
    const nowMs = this.#options.clock.now().getTime();
    const quiet: { room: Room; peer: Peer }[] = [];
    for (const room of this.#options.rooms()) {
      for (const peer of room.peers) {
        const isQuiet = nowMs - peer.lastPacketAt.getTime() > QUIET_AFTER_MS;
        if (isQuiet || this.#lingering.has(peer.connectionId)) quiet.push({ room, peer });
      }
    }
    return quiet;
  }

  async #lookAt({ room, peer }: { room: Room; peer: Peer }): Promise<void> {
    const at = this.#options.clock.now();
    const bytes = await room.media.bytesReportedBy(peer);
    if (bytes === undefined || peer.hasLeft) return;
    const before = this.#looks.get(peer.connectionId);
    this.#looks.set(peer.connectionId, { bytes, at });
    // They came after the look before: that, and no later moment, is proven.
    if (before && bytes > before.bytes) peer.proveAliveAt(before.at);
  }

  #isSilent(peer: Peer): boolean {
    return this.#options.clock.now().getTime() - peer.lastProofAt.getTime() > SILENCE_MAX_MS;
  }
}
