import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Database } from '#server/core/db/open-database.ts';
import { PresenceRecorder } from '#server/features/attendance/presence-recorder.ts';

export interface Connection {
  connectionId: string;
  sessionId: string;
  personId: string;
}

/** Sessions full of people who show life when they are told to, and the recorder of the server, with the server's clock in our hands. */
export class Hall {
  readonly connections: Connection[];
  readonly recorder: PresenceRecorder;
  readonly #proofs = new Map<string, Date>();
  #nowMs = Date.UTC(2021, 8, 28, 1);
  #failures = 0;

  private constructor(database: Database, connections: Connection[], ownClock?: () => Date) {
    this.connections = connections;
    this.recorder = new PresenceRecorder({
      database,
      clock: { now: ownClock ?? (() => new Date(this.#nowMs)) },
      log: pino({ level: 'error' }, { write: () => (this.#failures += 1) }),
      proofsOfLife: () => this.#listProofs(),
      onRecorded: () => {},
    });
  }

  /** Everybody is in, and written down. */
  static async fill(
    database: Database,
    { people, sessions, now }: { people: number; sessions: number; now?: () => Date },
  ): Promise<Hall> {
    const sessionIds = await makeSessions(database, sessions);
    const personIds = Array.from({ length: people }, () => randomUUID());
    await database.pool.query(
      `INSERT INTO "Person" ("id", "name", "nameFolded") SELECT "id", 'Hoa', 'hoa' FROM unnest($1::uuid[]) AS "id"`,
      [personIds],
    );
    const connections = personIds.map((personId, index) => ({
      connectionId: randomUUID(),
      sessionId: sessionIds[index % sessionIds.length] ?? '',
      personId,
    }));
    const hall = new Hall(database, connections, now);
    // With the server's own clock it also beats by itself.
    if (now) await hall.recorder.start();
    const at = now?.() ?? new Date(hall.#nowMs);
    // Five thousand come in at a time: as many as a transaction writes before its deadline on a slow machine.
    for (let from = 0; from < people; from += 5_000) {
      for (const connection of connections.slice(from, from + 5_000)) {
        hall.#proofs.set(connection.connectionId, at);
        hall.recorder.open({ ...connection, role: 'learner', at });
      }
      await hall.recorder.beat();
    }
    hall.assertWritten();
    return hall;
  }

  /** All of them, fifteen seconds later. */
  beatAll(): void {
    this.#nowMs += 15_000;
    const at = new Date(this.#nowMs - 1);
    for (const { connectionId } of this.connections) this.#proofs.set(connectionId, at);
  }

  beat(connection: Connection, at: Date): void {
    this.#proofs.set(connection.connectionId, at);
  }

  assertWritten(): void {
    if (this.#failures > 0) throw new Error('the recorder failed to write');
  }

  *#listProofs() {
    for (const [connectionId, lastProofAt] of this.#proofs) yield { connectionId, lastProofAt };
  }
}

async function makeSessions({ prisma }: Database, count: number): Promise<string[]> {
  const series = await prisma.series.create({ data: { title: 'Chuỗi tập huấn' } });
  const at = new Date();
  const ids = Array.from({ length: count }, () => randomUUID());
  await prisma.session.createMany({
    data: ids.map((id) => ({
      id,
      seriesId: series.id,
      title: 'Buổi 1',
      code: id.slice(0, 13),
      plannedStartsAt: at,
      plannedEndsAt: at,
    })),
  });
  return ids;
}
