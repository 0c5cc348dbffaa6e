import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type { AttendanceReportDto, AttendanceRowDto, AudiencePointDto } from '#shared/features/attendance.ts';
import type { SnapshotDto } from '#shared/features/live.ts';

/** A row and the moment that its seconds hold up to. */
export interface AttendanceEntry {
  row: AttendanceRowDto;
  asOf: string;
}

export interface AttendanceState {
  entries: ReadonlyMap<string, AttendanceEntry>;
  audience: readonly AudiencePointDto[];
}

/** A point in the curve for every change would be thousands in a full class, and no chart is that wide. */
const POINT_EVERY_MS = 5_000;

/** Attendance as staff watch it: the report of the snapshot, kept up by what changes. Null for learners. */
export class AttendanceStore {
  readonly #store = createStore<AttendanceState | null>(null);
  readonly #nowMs: () => number;

  /** @param nowMs the server's clock */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get state(): ReadOnlyStore<AttendanceState | null> {
    return this.#store;
  }

  takeSnapshot({ attendance }: SnapshotDto): void {
    this.#store.set(attendance && toState(attendance));
  }

  readonly news = {
    'attendance:changed': ({ asOf, rows }) => {
      this.#store.set((last) => {
        if (!last) return last;
        const entries = new Map(last.entries);
        for (const row of rows) entries.set(row.personId, { row, asOf });
        return { ...last, entries };
      });
    },
    'presence:changed': ({ presence }) => {
      this.#store.set(
        (last) => last && { ...last, audience: withPoint(last.audience, this.#nowMs(), presence.learners) },
      );
    },
  } satisfies NewsHandlers;
}

function toState({ asOf, rows, audience }: AttendanceReportDto): AttendanceState {
  return { entries: new Map(rows.map((row) => [row.personId, { row, asOf }])), audience };
}

/** Changes soon after another are one step of the curve, at their last height. */
function withPoint(
  audience: readonly AudiencePointDto[],
  nowMs: number,
  learners: number,
): AudiencePointDto[] {
  const last = audience.at(-1);
  const isSoon = last !== undefined && nowMs - Date.parse(last.at) < POINT_EVERY_MS;
  const kept = isSoon ? audience.slice(0, -1) : audience;
  return [...kept, { at: isSoon ? last.at : new Date(nowMs).toISOString(), learners }];
}

/**
 * Seconds attended until now: what the server counted, and for whoever is present while the session runs the time since.
 * @param nowMs the server's clock
 */
export function secondsUntil({ row, asOf }: AttendanceEntry, nowMs: number, isLive: boolean): number {
  if (!row.present || !isLive) return row.seconds;
  return row.seconds + Math.max(0, Math.floor((nowMs - Date.parse(asOf)) / 1_000));
}
