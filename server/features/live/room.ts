import { randomUUID } from 'node:crypto';
import type { Server } from 'socket.io';
import type { Clock } from '#server/core/clock.ts';
import type { DomainEvents } from '#server/core/domain-events.ts';
import { appError } from '#shared/errors.ts';
import type { PresenceDto, RoomClosed } from '#shared/features/live.ts';
import type { NewsData, NewsName } from '#shared/protocol.ts';
import type { RoomFeature } from '#shared/room-features.ts';
import type { Admission, ExclusionKind } from '#shared/session-door.ts';
import { isRoomOpen, type SessionState } from '#shared/session-lifecycle.ts';
import { Audience, type TellOptions } from './audience.ts';
import type { RoomMedia } from './media/room-media.ts';
import type { Peer } from './peer.ts';
import { Speakers } from './speakers.ts';

/** Arrivals within this time are told to everybody in one go. */
const PRESENCE_EVERY_MS = 1_000;
/** A person has a phone, a computer and a few forgotten tabs; more is a script. */
const CONNECTIONS_PER_PERSON_MAX = 5;
/** One machine's room; past this a newcomer is told to wait rather than everybody made to suffer. */
const CONNECTIONS_PER_ROOM_MAX = 5_000;
/** Somebody leaves a room of this size every few seconds. */
const FULL_RETRY_MS = 20_000;

/** Who may come in; the truth stands in SQL. */
export interface Door {
  locked: boolean;
  admission: Admission;
}

export interface RoomOptions {
  sessionId: string;
  seriesId: string;
  state: SessionState;
  door: Door;
  io: Server;
  clock: Clock;
  events: DomainEvents;
  media: RoomMedia;
  connectionsMax?: number;
}

/**
 * A session's half that lives in memory: who is connected, the numbered news, the media. All of it can be lost at any
 * moment; what matters stands in SQL.
 */
export class Room {
  readonly sessionId: string;
  readonly seriesId: string;
  /** New with each life of the room: numbers of an earlier one mean nothing. */
  readonly epoch = randomUUID();
  readonly media: RoomMedia;
  readonly speakers: Speakers;
  readonly #learners: Audience;
  readonly #staff: Audience;
  readonly #peers = new Map<string, Peer>();
  readonly #clock: Clock;
  readonly #events: DomainEvents;
  readonly #connectionsMax: number;
  #state: SessionState;
  #door: Door;
  #lockedFeatures: readonly RoomFeature[] = [];
  /** Those shown out while this room lives. Whoever was before is kept out by SQL, which is asked at the join. */
  readonly #shownOut = new Map<string, ExclusionKind>();
  #presenceTimer: NodeJS.Timeout | undefined;
  /** As it was told or asked last: a herd asks for it at each join. */
  #presence: PresenceDto | undefined;
  #emptySinceMs: number | undefined;

  constructor(options: RoomOptions) {
    const { sessionId, seriesId, state, door, io, clock, events, media } = options;
    this.sessionId = sessionId;
    this.seriesId = seriesId;
    this.#state = state;
    this.#door = door;
    this.#clock = clock;
    this.#events = events;
    this.#connectionsMax = options.connectionsMax ?? CONNECTIONS_PER_ROOM_MAX;
    this.media = media;
    this.speakers = new Speakers({ media, peers: () => this.peers });
    this.#learners = new Audience({ io, ioRoom: `learners:${sessionId}` });
    this.#staff = new Audience({ io, ioRoom: `staff:${sessionId}` });
    this.#emptySinceMs = clock.monotonicMs();
  }

  get state(): SessionState {
    return this.#state;
  }

  get door(): Door {
    return this.#door;
  }

  /** For what is not written down; what is asks SQL in its own transaction. */
  isLocked(feature: RoomFeature): boolean {
    return this.#lockedFeatures.includes(feature);
  }

  get peers(): Iterable<Peer> {
    return this.#peers.values();
  }

  get peerCount(): number {
    return this.#peers.size;
  }

  /** Milliseconds since the last peer left; undefined while somebody is here. */
  get emptyForMs(): number | undefined {
    return this.#emptySinceMs === undefined ? undefined : this.#clock.monotonicMs() - this.#emptySinceMs;
  }

  audienceOf(peer: Peer): Audience {
    return peer.isStaff ? this.#staff : this.#learners;
  }

  /**
   * Lets a connection in. An earlier connection of the same page is replaced at once: it is the same page coming back before
   * the server has noticed that it was gone. The old one is removed by its own id, so its late end cannot take the new one along.
   */
  admit(peer: Peer): void {
    const exclusion = this.#shownOut.get(peer.personId);
    if (exclusion) throw appError(exclusion);
    const own = [...this.#peers.values()].filter((other) => other.personId === peer.personId);
    const samePage = own.filter((other) => other.pageId === peer.pageId);
    for (const old of samePage) {
      this.remove(old.connectionId);
      old.dismiss('replaced');
    }
    const others = own.filter((other) => other.pageId !== peer.pageId);
    if (others.length >= CONNECTIONS_PER_PERSON_MAX) {
      const [oldest] = others;
      if (oldest) {
        this.remove(oldest.connectionId);
        oldest.dismiss('too_many_connections');
      }
    }
    if (this.#peers.size >= this.#connectionsMax)
      throw appError('room_full', { max: this.#connectionsMax, retryAfterMs: FULL_RETRY_MS });

    this.#peers.set(peer.connectionId, peer);
    peer.attach();
    this.#emptySinceMs = undefined;
    // In the audience first, and only then is the number read: nothing can fall between the two.
    peer.socket.join(this.audienceOf(peer).ioRoom);
    const { connectionId, personId, role, joinedAt } = peer;
    this.#events.emit('peer.joined', {
      connectionId,
      sessionId: this.sessionId,
      personId,
      role,
      at: joinedAt,
    });
    this.#tellPresenceSoon();
  }

  /**
   * Shows somebody out, with all of their pages. From here on `admit` refuses them, also those of their joins that had asked SQL
   * before it knew.
   */
  showOut(personId: string, kind: ExclusionKind): void {
    this.#shownOut.set(personId, kind);
    const own = [...this.#peers.values()].filter((peer) => peer.personId === personId);
    // All media first: a second device must not play on while the first is being told.
    for (const peer of own) this.remove(peer.connectionId, { isFarewell: true });
    for (const peer of own) peer.dismiss(kind);
  }

  /** What keeps them out, if anything does, is SQL's to say again. */
  letReturn(personId: string): void {
    this.#shownOut.delete(personId);
  }

  /** Media first, the announcement last: whoever is gone hears nothing more by the time others are told. */
  remove(connectionId: string, { isFarewell = false, isStopping = false } = {}): void {
    const peer = this.#peers.get(connectionId);
    if (!peer) return;
    this.media.removePeer(peer);
    this.#peers.delete(connectionId);
    if (this.#peers.size === 0) this.#emptySinceMs = this.#clock.monotonicMs();
    peer.detach();
    peer.socket.leave(this.audienceOf(peer).ioRoom);
    const { personId, role, joinedAt, lastProofAt, lastPacketAt } = peer;
    this.#events.emit('peer.left', {
      connectionId,
      sessionId: this.sessionId,
      personId,
      role,
      joinedAt,
      lastProofAt,
      lastPacketAt,
      at: this.#clock.now(),
      isFarewell,
      isStopping,
    });
    this.#tellPresenceSoon();
  }

  tellLearners<Name extends NewsName>(name: Name, data: NewsData<Name>, options?: TellOptions): void {
    this.#learners.tell(name, data, options);
  }

  tellStaff<Name extends NewsName>(name: Name, data: NewsData<Name>, options?: TellOptions): void {
    this.#staff.tell(name, data, options);
  }

  tellEverybody<Name extends NewsName>(name: Name, data: NewsData<Name>, options?: TellOptions): void {
    this.tellLearners(name, data, options);
    this.tellStaff(name, data, options);
  }

  /** See `Audience.tellInPassing`. */
  tellEverybodyInPassing<Name extends NewsName>(name: Name, data: NewsData<Name>): void {
    for (const audience of [this.#learners, this.#staff]) audience.tellInPassing(name, data);
  }

  /** See `Audience.retract`. */
  retractFromLearners<Name extends NewsName, Gone extends NewsName>(
    name: Name,
    toGone: (data: NewsData<Name>) => [name: Gone, data: NewsData<Gone>] | undefined,
  ): void {
    this.#learners.retract(name, toGone);
  }

  tellPerson<Name extends NewsName>(personId: string, name: Name, data: NewsData<Name>): void {
    const own = [...this.#peers.values()].filter((peer) => peer.personId === personId);
    for (const audience of [this.#learners, this.#staff]) {
      const socketIds = own
        .filter((peer) => this.audienceOf(peer) === audience)
        .map((peer) => peer.socket.id);
      // Kept for someone who is away just now: the audience they will come back to is not known, so both keep it.
      audience.tellPerson(personId, socketIds, name, data);
    }
  }

  tellPeers<Name extends NewsName>(peers: readonly Peer[], name: Name, data: NewsData<Name>): void {
    for (const [audience, own] of Map.groupBy(peers, (peer) => this.audienceOf(peer))) {
      audience.tellSockets(
        own.map((peer) => peer.socket.id),
        name,
        data,
      );
    }
  }

  presence(): PresenceDto {
    this.#presence ??= this.#countPresence();
    return this.#presence;
  }

  #countPresence(): PresenceDto {
    const learners = new Set<string>();
    const staff = new Map<string, PresenceDto['staff'][number]>();
    for (const { personId, name, role, isStaff } of this.#peers.values()) {
      if (isStaff) staff.set(personId, { personId, name, role });
      else learners.add(personId);
    }
    return { learners: learners.size, staff: [...staff.values()] };
  }

  /** Follows the session, which has moved in SQL already. */
  moveTo(state: SessionState): void {
    this.#state = state;
    // While still on air, so that learners hear of each publication that ends.
    if (!isRoomOpen(state)) this.media.stopPublications();
    this.media.setOnAir(state === 'live');
  }

  /** Follows the session's settings, which have changed in SQL already. */
  setLockedFeatures(lockedFeatures: readonly RoomFeature[]): void {
    this.#lockedFeatures = lockedFeatures;
  }

  setDoor(door: Door): void {
    this.#door = door;
  }

  dismissEverybody(reason: RoomClosed['reason'], retryAfterMs: number | null = null): void {
    for (const peer of [...this.#peers.values()]) {
      this.remove(peer.connectionId, { isStopping: reason === 'server_stopping' });
      peer.dismiss(reason, retryAfterMs);
    }
  }

  close(): void {
    clearTimeout(this.#presenceTimer);
    this.#learners.close();
    this.#staff.close();
    this.media.close();
  }

  #tellPresenceSoon(): void {
    this.#presence = undefined;
    this.#presenceTimer ??= setTimeout(() => {
      this.#presenceTimer = undefined;
      this.tellEverybody('presence:changed', { presence: this.presence() });
    }, PRESENCE_EVERY_MS);
  }
}
