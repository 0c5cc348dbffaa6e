import { EventEmitter } from 'node:events';
import type { Role } from '#shared/roles.ts';
import type { Admission, ExclusionKind } from '#shared/session-door.ts';
import type { SessionState } from '#shared/session-lifecycle.ts';
import type { InFlight } from './in-flight.ts';
import type { Log } from './log.ts';

/**
 * What features tell each other inside the process, after the transaction that made it true.
 * Past tense; listeners run at once, in the order of registration, and cannot refuse.
 */
export interface DomainEventMap {
  /** Anything about a session that its page shows has changed. Follows `session.moved` where both apply. */
  'session.changed': { sessionId: string };
  /** Emitted before the room is told, so that recorders act first. */
  'session.moved': { sessionId: string; seriesId: string; from: SessionState; to: SessionState; at: Date };
  'session.deleted': { sessionId: string };
  /** Precedes `session.changed`, and is heard without reading anything: from here on nobody comes in by the old rules. */
  'session.door_changed': { sessionId: string; locked: boolean; admission: Admission };

  /** Staff have shown somebody out: of one session, or (banned) of all of the series. */
  'person.excluded': {
    exclusionId: string;
    personId: string;
    seriesId: string;
    sessionId: string;
    kind: ExclusionKind;
  };
  /** One of the ways in which somebody was shown out holds no longer; there may be others. */
  'exclusion.lifted': { personId: string; seriesId: string; exclusionId: string };

  /** What a person may do in a series (or anywhere, without `seriesId`) is different now. */
  'access.changed': { personId: string; seriesId?: string; reason: 'removed' | 'granted' };
  /** These sign-ins mean nothing any more. */
  'sign_in.revoked': { signInIds: string[] };
  'person.renamed': { personId: string; name: string };

  /** A connection entered a room. Follows nothing; precedes every `peer.left` with the same id. */
  'peer.joined': { connectionId: string; sessionId: string; personId: string; role: Role; at: Date };
  /** It is gone. `lastProofAt` is when it last showed life: presence ends there, not at `at`. */
  'peer.left': {
    connectionId: string;
    sessionId: string;
    personId: string;
    role: Role;
    joinedAt: Date;
    lastProofAt: Date;
    /** When its page last said anything itself; it may have been heard for longer. */
    lastPacketAt: Date;
    at: Date;
    /** They left by themselves, or staff have shown them out: nobody waits for them. Else the line was lost. */
    isFarewell: boolean;
    /** The server is being stopped: it is no doing of theirs, nor of their line's. */
    isStopping: boolean;
  };
  /** Somebody began to send something. */
  'publication.started': { sessionId: string; personId: string; role: Role };
  /** Somebody ended, by themselves, one of the things that they sent. */
  'publication.stopped': { sessionId: string; personId: string };

  'material.changed': { materialId: string; topicId: string };
  'material.removed': { materialId: string; topicId: string };
}

export type DomainEventName = keyof DomainEventMap;

export class DomainEvents {
  readonly #emitter = new EventEmitter();
  readonly #log: Log;
  readonly #inFlight: InFlight;

  constructor(log: Log, inFlight: InFlight) {
    this.#log = log;
    this.#inFlight = inFlight;
    // One listener a feature and event; more than this is a leak.
    this.#emitter.setMaxListeners(32);
  }

  on<Name extends DomainEventName>(
    name: Name,
    listener: (event: DomainEventMap[Name]) => void | Promise<void>,
  ): void {
    this.#emitter.on(name, (event: DomainEventMap[Name]) => {
      // A listener that fails must not undo what has already happened, nor keep the others from hearing of it.
      try {
        const acting = listener(event);
        if (acting) void this.#inFlight.add(acting.catch((error) => this.#report(name, error)));
      } catch (error) {
        this.#report(name, error);
      }
    });
  }

  emit<Name extends DomainEventName>(name: Name, event: DomainEventMap[Name]): void {
    this.#emitter.emit(name, event);
  }

  #report(name: string, error: unknown): void {
    this.#log.error({ err: error, event: name }, 'a listener of a domain event failed');
  }
}
