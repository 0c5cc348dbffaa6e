import type { AppContext } from '#server/core/context.ts';
import { Turns } from '#server/core/turns.ts';
import type { Live } from '#server/features/live/live.ts';
import type { Room } from '#server/features/live/room.ts';
import type { LeadDto } from '#shared/features/stage.ts';
import { can, type Role } from '#shared/roles.ts';
import { findLeader, type Leader, passLead, takeOver } from './lead.service.ts';

/** A page that is reloaded, or a phone that changes networks, is back sooner: the class need not hear of it. */
const TOLD_AFTER_MS = 4_000;
/**
 * What a router takes to start again, or a trainer to find the hotspot of their phone. After it the class is told not to wait for
 * this one; it stays live all the same, because an end cannot be taken back.
 */
const GRACE_MS = 5 * 60_000;

export interface LeadTimes {
  toldAfterMs: number;
  graceMs: number;
}

interface Absence {
  personId: string;
  since: Date;
  stage: 'unnoticed' | 'told' | 'overdue';
  timer: NodeJS.Timeout;
}

/**
 * Who leads each room, and whether their line is lost. Who leads stands in SQL; who is connected is the room's own knowledge, so
 * after a crash a leader who does not come back is missed from the first join on.
 */
export class Lead {
  readonly #context: AppContext;
  readonly #live: Live;
  readonly #times: LeadTimes;
  /** As SQL has it; nobody else writes it while this process holds the room, and it goes with the room. */
  readonly #leaders = new WeakMap<Room, Leader | null>();
  readonly #absences = new Map<string, Absence>();
  readonly #turns = new Turns();

  constructor(
    context: AppContext,
    live: Live,
    times: LeadTimes = { toldAfterMs: TOLD_AFTER_MS, graceMs: GRACE_MS },
  ) {
    this.#context = context;
    this.#live = live;
    this.#times = times;
  }

  async read(sessionId: string): Promise<LeadDto> {
    const leader = await this.#leaderOf(sessionId);
    if (!leader) return null;
    this.#notice(sessionId, leader);
    return this.#toDto(sessionId, leader);
  }

  async takeOver({ sessionId, personId }: { sessionId: string; personId: string }): Promise<LeadDto> {
    return this.#turns.run(sessionId, async () => {
      const absence = this.#absences.get(sessionId);
      const mayTakeFrom = absence && absence.stage !== 'unnoticed' ? absence.personId : null;
      await takeOver(this.#context.db, { sessionId, personId, mayTakeFrom });
      this.#forget(sessionId);
      this.#forgetLeader(sessionId);
      return this.#tell(sessionId);
    });
  }

  /** The first trainer on air leads, and so does one who goes on when the leader is long gone. */
  noteOnAir({
    sessionId,
    personId,
    role,
  }: {
    sessionId: string;
    personId: string;
    role: Role;
  }): Promise<void> {
    return this.#turns.run(sessionId, async () => {
      if (!can(role, 'stage.lead')) return;
      const leader = await this.#leaderOf(sessionId);
      const isOverdue = this.#absences.get(sessionId)?.stage === 'overdue';
      if (leader?.personId === personId || (leader && !isOverdue)) return;
      await this.#pass(sessionId, leader, personId);
    });
  }

  /** Whoever goes off air or leaves by themselves hands the lead on, to the next trainer on air or to nobody. */
  noteOffAir({ sessionId, personId }: { sessionId: string; personId: string }): Promise<void> {
    return this.#turns.run(sessionId, async () => {
      const room = this.#live.rooms.find(sessionId);
      const leader = await this.#leaderOf(sessionId);
      if (!room || leader?.personId !== personId) return;
      const onAir = room.media.publications.map((publication) => publication.personId);
      if (onAir.includes(personId)) return;
      const next = [...room.peers].find(
        (peer) => can(peer.role, 'stage.lead') && onAir.includes(peer.personId),
      );
      await this.#pass(sessionId, leader, next?.personId ?? null);
    });
  }

  /** A connection of theirs was lost, at its last sign of life. */
  noteLost({ sessionId, personId, since }: { sessionId: string; personId: string; since: Date }): void {
    const leader = this.#known(sessionId);
    if (leader?.personId === personId) this.#notice(sessionId, leader, since);
  }

  async noteBack({ sessionId, personId }: { sessionId: string; personId: string }): Promise<void> {
    const absence = this.#absences.get(sessionId);
    if (absence?.personId !== personId) return;
    this.#forget(sessionId);
    if (absence.stage !== 'unnoticed') await this.#turns.run(sessionId, () => this.#tell(sessionId));
  }

  /** The class begins or ends. */
  async noteMoved(sessionId: string): Promise<void> {
    this.#forget(sessionId);
    this.#forgetLeader(sessionId);
    await this.#turns.run(sessionId, () => this.#tell(sessionId));
  }

  close(): void {
    for (const sessionId of [...this.#absences.keys()]) this.#forget(sessionId);
  }

  async #pass(sessionId: string, from: Leader | null, to: string | null): Promise<void> {
    const { db } = this.#context;
    if (!(await passLead(db, { sessionId, from: from?.personId ?? null, to }))) return;
    this.#forget(sessionId);
    this.#forgetLeader(sessionId);
    await this.#tell(sessionId);
  }

  async #leaderOf(sessionId: string): Promise<Leader | null> {
    const known = this.#known(sessionId);
    if (known !== undefined) return known;
    const room = this.#live.rooms.find(sessionId);
    const leader = await findLeader(this.#context.db, sessionId);
    if (room) this.#leaders.set(room, leader);
    return leader;
  }

  #known(sessionId: string): Leader | null | undefined {
    const room = this.#live.rooms.find(sessionId);
    return room && this.#leaders.get(room);
  }

  #forgetLeader(sessionId: string): void {
    const room = this.#live.rooms.find(sessionId);
    if (room) this.#leaders.delete(room);
  }

  /** Begins to wait for a leader who is not there, while the class is live. */
  #notice(sessionId: string, { personId }: Leader, since = this.#context.clock.now()): void {
    const room = this.#live.rooms.find(sessionId);
    if (room?.state !== 'live' || isHere(room, personId)) return;
    if (this.#absences.get(sessionId)?.personId === personId) return;
    this.#forget(sessionId);
    const { toldAfterMs, graceMs } = this.#times;
    const timer = setTimeout(() => this.#goOn(sessionId, 'told', graceMs), toldAfterMs).unref();
    this.#absences.set(sessionId, { personId, since, stage: 'unnoticed', timer });
  }

  #goOn(sessionId: string, stage: 'told' | 'overdue', nextMs?: number): void {
    const absence = this.#absences.get(sessionId);
    if (!absence) return;
    absence.stage = stage;
    if (nextMs) absence.timer = setTimeout(() => this.#goOn(sessionId, 'overdue'), nextMs).unref();
    this.#turns
      .run(sessionId, () => this.#tell(sessionId))
      .catch((error: unknown) => this.#context.log.error({ err: error }, 'a lost line could not be told'));
  }

  #forget(sessionId: string): void {
    clearTimeout(this.#absences.get(sessionId)?.timer);
    this.#absences.delete(sessionId);
  }

  async #tell(sessionId: string): Promise<LeadDto> {
    const lead = await this.read(sessionId);
    this.#live.rooms.find(sessionId)?.tellEverybody('lead:changed', { lead }, { urgent: true });
    return lead;
  }

  #toDto(sessionId: string, { personId, name }: Leader): LeadDto {
    const absence = this.#absences.get(sessionId);
    const isTold = absence?.personId === personId && absence.stage !== 'unnoticed';
    return {
      personId,
      name,
      awaySince: isTold ? absence.since.toISOString() : null,
      isOverdue: isTold && absence.stage === 'overdue',
    };
  }
}

function isHere(room: Room, personId: string): boolean {
  for (const peer of room.peers) if (peer.personId === personId) return true;
  return false;
}
