import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/news-handlers.ts';
import type { AttendanceReportDto, AttendanceRowDto } from '#shared/features/attendance.ts';
import type { SnapshotDto } from '#shared/features/live.ts';

/** A row and the moment that its seconds hold up to. */
export interface AttendanceEntry {
  row: AttendanceRowDto;
  asOf: string;
}

export interface AttendanceState {
  report: AttendanceReportDto;
  entries: ReadonlyMap<string, AttendanceEntry>;
}

/** Attendance as staff watch it: the report of the snapshot, kept up by what changes. Null for learners. */
export class AttendanceStore {
  readonly #store = createStore<AttendanceState | null>(null);

  get state(): ReadOnlyStore<AttendanceState | null> {
    return this.#store;
  }

  takeSnapshot({ attendance }: SnapshotDto): void {
    if (attendance) this.takeReport(attendance);
  }

  takeReport(report: AttendanceReportDto): void {
    const entries = report.rows.map((row): [string, AttendanceEntry] => [
      row.personId,
      { row, asOf: report.asOf },
    ]);
    this.#store.set({ report, entries: new Map(entries) });
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
  } satisfies NewsHandlers;
}

/**
 * Seconds attended until now: what the server counted, and for whoever is present while the session runs the time since.
 * @param nowMs the server's clock
 */
export function secondsUntil({ row, asOf }: AttendanceEntry, nowMs: number, isLive: boolean): number {
  if (!row.present || !isLive) return row.seconds;
  return row.seconds + Math.max(0, Math.floor((nowMs - Date.parse(asOf)) / 1_000));
}
