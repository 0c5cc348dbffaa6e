import type { Db } from '#server/core/context.ts';
import type { ReactionKind } from '#shared/reaction-kinds.ts';

const MINUTE_MS = 60_000;

interface MinuteCount {
  sessionId: string;
  minute: Date;
  kind: ReactionKind;
  count: number;
}

/**
 * How a class felt, minute by minute: what was counted waits here and is written in one statement. A crash costs the last
 * seconds of it, which is what a mood is worth.
 */
export class ReactionMinutes {
  readonly #db: Db;
  #pending = new Map<string, MinuteCount>();

  constructor(db: Db) {
    this.#db = db;
  }

  add({ sessionId, kind, at }: { sessionId: string; kind: ReactionKind; at: Date }): void {
    const minute = new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
    const key = `${sessionId} ${minute.getTime()} ${kind}`;
    const count = (this.#pending.get(key)?.count ?? 0) + 1;
    this.#pending.set(key, { sessionId, minute, kind, count });
  }

  async write(): Promise<void> {
    const rows = [...this.#pending.values()];
    this.#pending = new Map();
    if (rows.length === 0) return;
    // A session that was deleted meanwhile takes its reactions along.
    await this.#db.$executeRaw`
      INSERT INTO "ReactionMinute" ("sessionId", "minute", "kind", "count")
      SELECT counted.* FROM unnest(
        ${rows.map((row) => row.sessionId)}::uuid[], ${rows.map((row) => row.minute)}::timestamptz[],
        ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.count)}::int[]
      ) AS counted ("sessionId", "minute", "kind", "count")
      JOIN "Session" ON "Session"."id" = counted."sessionId"
      ON CONFLICT ("sessionId", "minute", "kind") DO UPDATE
        SET "count" = "ReactionMinute"."count" + EXCLUDED."count"`;
  }
}
