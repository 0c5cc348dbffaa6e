import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '#server/core/clock.ts';
import type { Database } from '#server/core/db/open-database.ts';
import type { Log } from '#server/core/log.ts';
import type { LeaveReason } from '#shared/attendance-events.ts';
import type { Role } from '#shared/roles.ts';
import {
  type AliveBatch,
  closeIntervalsLeftOpen,
  type PresenceRow,
  writeAlive,
  writeArrivalsAndDepartures,
  writeProofs,
} from './presence-record.ts';

/**
 * With the heartbeat's three seconds, this is what a kill -9 can cost each person: four, and a fifth for a slow line and a slow disk. Every proof is a row's change
 * whether it is written sooner or later, so writing twice as often costs no more than a statement. A report can be this much behind.
 */
const WRITE_EVERY_MS = 1_000;
/**
 * The record itself says of each session, once in this time, which connections showed life in it; with the beat above, never more than fifteen seconds apart.
 * The exact last proof stands in `connection.left`, and until then in the lease's row.
 */
const RECORD_ALIVE_EVERY_MS = 12_500;
/** A hall that comes in at once is written in a few statements, and nobody sees the delay. */
const GATHER_MS = 100;
/**
 * So many come or go in one transaction. Sessions that end together are more: all at once they could take longer than a transaction may, be taken back, and be
 * tried again with ever more; and on the embedded database everybody else would wait for them.
 */
const MOVED_TOGETHER_MAX = 1_000;
/** Ten thousand whom a crash left open take three seconds on a busy machine; a start that gave up here could never succeed. */
const CLOSING_DEADLINE_MS = 60_000;
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
  database: Pick<Database, 'prisma' | 'pool'>;
  clock: Pick<Clock, 'now'>;
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
  /** Its number in the session's record, once it is stored. */
  connection: number | undefined;
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
  /** Up to when the record of each session says who showed life. */
  readonly #aliveUntil = new Map<string, Date>();
  /** When all proofs of life were last taken. */
  #provenUntil = new Date(0);
  #writing: Promise<void> = Promise.resolve();
  #beatTimer: NodeJS.Timeout | undefined;
  #gatherTimer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: PresenceRecorderOptions) {
    this.#options = options;
  }

  /** To be awaited before anybody can join: afterwards, what is open in SQL is leased by this process. */
  async start(): Promise<void> {
    const { clock, database, log } = this.#options;
    const closed = await database.prisma.$transaction((tx) => closeIntervalsLeftOpen(tx, clock.now()), {
      timeout: CLOSING_DEADLINE_MS,
    });
    if (closed > 0) log.info({ closed }, 'presence that the last run left open was closed');
    this.#beatTimer = setInterval(() => void this.beat(), WRITE_EVERY_MS);
  }

  /** Takes all proofs of life and writes what they moved. */
  beat(): Promise<void> {
    this.#takeProofs();
    return this.#write();
  }

  /** A connection is in the room, and the doors are open. Saying it twice is saying it once. */
  open({ connectionId, sessionId, personId, role, at }: PresentConnection & { at: Date }): void {
    if (this.#isStopped) return;
    const current = this.#leases.get(connectionId);
    if (current && !current.doorsClosedAt) return;
    // The doors were closed and opened again before this connection had shown life in between.
    if (current) this.#end(current, current.lastProofAt, 'doors');
    const lease: Lease = {
      intervalId: randomUUID(),
      connectionId,
      sessionId,
      personId,
      role,
      startedAt: at,
      lastProofAt: at,
      endedAt: null,
      reason: 'lost',
      doorsClosedAt: null,
      isStored: false,
      connection: undefined,
    };
    this.#leases.set(connectionId, lease);
    if (!this.#aliveUntil.has(sessionId)) this.#aliveUntil.set(sessionId, at);
    this.#writeSoon(lease);
  }

  /** A connection is gone. */
  close({
    connectionId,
    lastProofAt,
    reason = 'lost',
  }: {
    connectionId: string;
    lastProofAt: Date;
    reason?: LeaveReason;
  }): void {
    const lease = this.#leases.get(connectionId);
    if (lease) this.#end(lease, lastProofAt, reason);
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
    for (const lease of this.#leases.values()) this.#end(lease, lease.lastProofAt, 'restart');
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
    this.#provenUntil = this.#options.clock.now();
    const proofs = new Map<string, Date>();
    for (const { connectionId, lastProofAt } of this.#options.proofsOfLife())
      proofs.set(connectionId, lastProofAt);
    for (const lease of this.#leases.values()) {
      const proofAt = proofs.get(lease.connectionId);
      // A room that was taken down with people in it says nothing about each of them.
      if (!proofAt) this.#end(lease, lease.lastProofAt, 'lost');
      else this.#prove(lease, proofAt);
    }
  }

  #prove(lease: Lease, proofAt: Date): void {
    if (proofAt <= lease.lastProofAt) return;
    if (lease.doorsClosedAt && proofAt >= lease.doorsClosedAt) {
      this.#end(lease, proofAt, 'doors');
      return;
    }
    lease.lastProofAt = proofAt;
    this.#behind.add(lease);
  }

  #end(lease: Lease, lastProofAt: Date, reason: LeaveReason): void {
    this.#leases.delete(lease.connectionId);
    const endMs = Math.min(lastProofAt.getTime(), lease.doorsClosedAt?.getTime() ?? Infinity);
    // A connection that waited for the doors may have shown its last life before they opened.
    lease.lastProofAt = new Date(Math.max(endMs, lease.startedAt.getTime()));
    lease.endedAt = lease.lastProofAt;
    lease.reason = lease.doorsClosedAt ? 'doors' : reason;
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
    const leases = [...this.#behind];
    this.#behind.clear();
    const moved = leases.filter((lease) => !lease.isStored || lease.endedAt);
    const going = leases.filter((lease) => lease.isStored && !lease.endedAt);
    while (moved.length > 0) {
      try {
        await this.#writeMoved(moved.slice(0, MOVED_TOGETHER_MAX));
      } catch (err) {
        this.#tryAgain([...moved, ...going], err);
        return;
      }
      moved.splice(0, MOVED_TOGETHER_MAX);
    }
    try {
      await writeProofs(this.#options.database.pool, going);
    } catch (err) {
      this.#tryAgain(going, err);
      return;
    }
    // After both, so that the record never vouches for a connection that it has not heard of, nor for life that a crash would take back from the rows.
    await this.#recordAlive();
  }

  async #writeMoved(leases: Lease[]): Promise<void> {
    const { clock, database, onRecorded } = this.#options;
    const fresh = leases.filter((lease) => !lease.isStored);
    const ended = leases.filter((lease) => lease.isStored);
    // As they are now: one that ends while it is being written is written again, as ended.
    const rows = { fresh: fresh.map((lease) => ({ ...lease })), ended, at: clock.now() };
    const numbers = await database.prisma.$transaction((tx) => writeArrivalsAndDepartures(tx, rows));
    for (const lease of fresh) {
      lease.connection = numbers.get(lease.intervalId);
      lease.isStored = true;
    }
    onRecorded(leases.map(({ sessionId, personId, role }) => ({ sessionId, personId, role })));
  }

  #tryAgain(leases: Lease[], err: unknown): void {
    for (const lease of leases) this.#behind.add(lease);
    this.#options.log.error(
      { err, intervals: leases.length },
      'presence could not be written; it is tried again',
    );
  }

  async #recordAlive(): Promise<void> {
    const batches = this.#findAlive(this.#provenUntil);
    const spoken = batches.filter(({ connections }) => connections.length > 0);
    const { database, log } = this.#options;
    try {
      if (spoken.length > 0) await database.prisma.$transaction((tx) => writeAlive(tx, spoken));
    } catch (err) {
      log.error({ err, sessions: spoken.length }, 'proofs of life could not be recorded; it is tried again');
      return;
    }
    for (const { sessionId, at } of batches) this.#aliveUntil.set(sessionId, at);
  }

  /** Of each session that is due: whoever showed life since the record last said so. */
  #findAlive(at: Date): AliveBatch[] {
    const batches = new Map<string, AliveBatch>();
    for (const [sessionId, since] of this.#aliveUntil) {
      if (at.getTime() - since.getTime() >= RECORD_ALIVE_EVERY_MS)
        batches.set(sessionId, { sessionId, since, at, connections: [] });
    }
    if (batches.size === 0) return [];
    const held = new Set<string>();
    for (const { sessionId, connection, lastProofAt } of this.#leases.values()) {
      held.add(sessionId);
      const batch = batches.get(sessionId);
      if (batch && connection !== undefined && lastProofAt > batch.since && lastProofAt <= at)
        batch.connections.push(connection);
    }
    for (const sessionId of batches.keys()) {
      if (held.has(sessionId)) continue;
      this.#aliveUntil.delete(sessionId);
      batches.delete(sessionId);
    }
    return [...batches.values()];
  }
}
