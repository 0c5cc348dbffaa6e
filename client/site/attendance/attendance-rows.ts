import type { AttendanceRowDto } from '#shared/features/attendance.ts';
import { foldForSearch } from '#shared/names.ts';

export const attendanceFilters = ['all', 'present', 'attended', 'absent'] as const;
export type AttendanceFilter = (typeof attendanceFilters)[number];
export type AttendanceState = 'present' | 'left' | 'absent';

export function stateOf(row: AttendanceRowDto): AttendanceState {
  if (row.present) return 'present';
  return row.firstSeenAt === null ? 'absent' : 'left';
}

/** Attended: seen in the room at any time, the waiting before the start included. */
export function countAttendance(rows: readonly AttendanceRowDto[]) {
  const present = rows.filter((row) => row.present).length;
  const attended = rows.filter((row) => row.firstSeenAt !== null).length;
  return { all: rows.length, present, attended, absent: rows.length - attended };
}

export function filterAttendance(
  rows: readonly AttendanceRowDto[],
  { search, filter }: { search: string; filter: AttendanceFilter },
): AttendanceRowDto[] {
  const words = foldForSearch(search).split(' ').filter(Boolean);
  return rows.filter((row) => {
    const state = stateOf(row);
    const fits = filter === 'all' || filter === state || (filter === 'attended' && state !== 'absent');
    return fits && words.every((word) => foldForSearch(row.name).includes(word));
  });
}

/** Whole minutes, as attendance is judged: 59 seconds are none. */
export function toMinutes(seconds: number): number {
  return Math.floor(seconds / 60);
}
