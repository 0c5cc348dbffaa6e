import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '#server/core/context.ts';
import type { Log } from '#server/core/log.ts';
import type { Role } from '#shared/roles.ts';
import {
  closeIntervalsLeftOpen,
  insertIntervals,
  type PresenceRow,
  updateIntervals,
} from './presence-record.ts';

/** With the heartbeat, this is what a kill -9 can cost each person; a report can be this much behind. */
const WRITE_EVERY_MS = 2_000;
/** A hall that comes in at once is written in a few statements, and nobody sees the delay. */
const GATHER_MS = 100;
/** Longer than the slowest write ever seen on a busy machine, short enough for the patience of whoever stops the server. */
const LAST_WRITE_DEADLINE_MS = 3_000;

export interface PresentConnection {
  connectionId: string;
  sessionId: string;
  personId: string;
  role: Role;
}

/** A person came, went or came back, and SQL knows it. */
export interface PresenceChange {
  sessionId: string;
  personId: string;
  role: Role;
}

export interface PresenceRecorderOptions {
  db: Db;
  log: Log;
  /** When each connection in any room last showed life. */
  proofsOfLife(): Iterable<{ connectionId: string; lastProofAt: Date }>;
  /** Called after the commit; must not throw. */
  onRecorded(changes: PresenceChange[]): void;
}

interface Lease extends PresenceRow {
  connectionId: string;
  /** Nothing after this is recorded; see `closeDoors`. */
  doorsClosedAt: Date | null;
  isStored: boolean;
}

/**
 * Writes down who is in which room, from leases: an interval lasts as long as its connection shows life, and ends when it last did,
 * however late its loss is noticed. Fenced by connection: what is said about an older connection of a person never touches a newer one.
 *
 * SQL may be away for a while: what could not be written is written later. Nothing piles up meanwhile, for nobody can join without SQL.
 */
export class PresenceRecorder {
  readonly #options: PresenceRecorderOptions;
  readonly #leases = new Map<string, Lease>();
  /** Of which SQL does not know the latest yet. */
  readonly #behind = new Set<Lease>();
  #writing: Promise<void> = Promise.resolve();
  #beatTimer: NodeJS.Timeout | undefined;
  #gatherTimer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: PresenceRecorderOptions) {
    this.#options = options;
  }

  /** To be awaited before anybody can join: afterwards, what is open in SQL is leased by this process. */
  async start(): Promise<void> {
    const closed = await closeIntervalsLeftOpen(this.#options.db);
    if (closed > 0) this.#options.log.info({ closed }, 'presence that the last run left open was closed');
    this.#beatTimer = setInterval(() => {
      this.#takeProofs();
      void this.#write();
    }, WRITE_EVERY_MS);
  }

  /** A connection is in the room, and the doors are open. Saying it twice is saying it once. */
  open({ connectionId, sessionId, personId, role, at }: PresentConnection & { at: Date }): void {
    if (this.#isStopped) return;
    const current = this.#leases.get(connectionId);
    if (current && !current.doorsClosedAt) return;
    // The doors were closed and opened again before this connection had shown life in between.
    if (current) this.#end(current, current.lastProofAt);
    const lease: Lease = {
      intervalId: randomUUID(),
      connectionId,
      sessionId,
      personId,
      role,
      startedAt: at,
      lastProofAt: at,
      endedAt: null,
      doorsClosedAt: null,
      isStored: false,
    };
    this.#leases.set(connectionId, lease);
    this.#writeSoon(lease);
  }

  /** A connection is gone. */
  close({ connectionId, lastProofAt }: { connectionId: string; lastProofAt: Date }): void {
    const lease = this.#leases.get(connectionId);
    if (lease) this.#end(lease, lastProofAt);
  }

  /**
   * The session has ended, or its doors were closed. Whoever is connected was there until now if they show life once more: their
   * lease is kept until they do or are found gone, one heartbeat at most, and then ends here or at their last proof.
   */
  closeDoors({ sessionId, at }: { sessionId: string; at: Date }): void {
    for (const lease of this.#leases.values()) {
      if (lease.sessionId === sessionId) lease.doorsClosedAt ??= at;
    }
  }

  /** Ends all leases and writes what is left, for as long as the deadline allows; the next start does the rest. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#beatTimer);
    this.#takeProofs();
    for (const lease of this.#leases.values()) this.#end(lease, lease.lastProofAt);
    clearTimeout(this.#gatherTimer);

    const abandon = new AbortController();
    const deadline = delay(LAST_WRITE_DEADLINE_MS, undefined, { signal: abandon.signal }).catch(
      () => undefined,
    );
    await Promise.race([this.#write(), deadline]);
    abandon.abort();
    if (this.#behind.size > 0) {
      this.#options.log.warn({ unwritten: this.#behind.size }, 'stopped before all presence was written');
    }
  }

  #takeProofs(): void {
    const proofs = new Map<string, Date>();
    for (const { connectionId, lastProofAt } of this.#options.proofsOfLife())
      proofs.set(connectionId, lastProofAt);
    for (const lease of this.#leases.values()) {
      const proofAt = proofs.get(lease.connectionId);
      // A room that was taken down with people in it says nothing about each of them.
      if (!proofAt) this.#end(lease, lease.lastProofAt);
      else this.#prove(lease, proofAt);
    }
  }

  #prove(lease: Lease, proofAt: Date): void {
    if (proofAt <= lease.lastProofAt) return;
    if (lease.doorsClosedAt && proofAt >= lease.doorsClosedAt) {
      this.#end(lease, proofAt);
      return;
    }
    lease.lastProofAt = proofAt;
    this.#behind.add(lease);
  }

  #end(lease: Lease, lastProofAt: Date): void {
    this.#leases.delete(lease.connectionId);
    const endMs = Math.min(lastProofAt.getTime(), lease.doorsClosedAt?.getTime() ?? Infinity);
    // A connection that waited for the doors may have shown its last life before they opened.
    lease.lastProofAt = new Date(Math.max(endMs, lease.startedAt.getTime()));
    lease.endedAt = lease.lastProofAt;
    this.#writeSoon(lease);
  }

  #writeSoon(lease: Lease): void {
    this.#behind.add(lease);
    this.#gatherTimer ??= setTimeout(() => {
      this.#gatherTimer = undefined;
      void this.#write();
    }, GATHER_MS);
  }

  /** One write at a time, so that an older end can never overwrite a newer one. */
  #write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writeBehind());
    return this.#writing;
  }

  async #writeBehind(): Promise<void> {
    if (this.#behind.size === 0) return;
    const { db, log, onRecorded } = this.#options;
    const leases = [...this.#behind];
    this.#behind.clear();
    const fresh = leases.filter((lease) => !lease.isStored);
    const known = leases.filter((lease) => lease.isStored);
    const moved = leases.filter((lease) => !lease.isStored || lease.endedAt);
    try {
      await insertIntervals(db, fresh);
      await updateIntervals(db, known);
    } catch (err) {
      for (const lease of leases) this.#behind.add(lease);
      log.error({ err, intervals: leases.length }, 'presence could not be written; it is tried again');
      return;
    }
    for (const lease of fresh) lease.isStored = true;
    if (moved.length === 0) return;
    onRecorded(moved.map(({ sessionId, personId, role }) => ({ sessionId, personId, role })));
  }
}
