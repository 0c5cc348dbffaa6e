import { toDisposition } from '#server/core/file-name.ts';
import type { Sheet, SheetCell, SheetColumn } from '#server/core/sheet.ts';
import { toFamiliar } from '#shared/phone-number.ts';
import type { AttendanceReport, SessionRun } from './attendance.service.ts';
import { clip, countSeconds } from './presence-intervals.ts';

export type CsvLanguage = 'vi' | 'en';

const words = {
  vi: {
    fileName: 'Điểm danh',
    columns: ['STT', 'Họ và tên', 'Điện thoại', 'E-mail', 'Tham dự', 'Vào phòng lần đầu', 'Có mặt lần cuối'],
    attended: 'Có mặt',
    absent: 'Vắng',
    sessionMinutes: (minutes: number) => `Số phút có mặt (cả buổi ${minutes} phút)`,
    topicMinutes: (title: string, minutes: number) => `${title} (số phút, trên ${minutes})`,
  },
  en: {
    fileName: 'Attendance',
    columns: ['No.', 'Name', 'Phone', 'E-mail', 'Attendance', 'First seen', 'Last seen'],
    attended: 'Present',
    absent: 'Absent',
    sessionMinutes: (minutes: number) => `Minutes present (of ${minutes})`,
    topicMinutes: (title: string, minutes: number) => `${title} (minutes, of ${minutes})`,
  },
} as const;

/** One row for each learner, the absent ones too. Minutes are whole and rounded down. */
export function toAttendanceSheet(report: AttendanceReport, language: CsvLanguage): Sheet {
  const { run, learners } = report;
  const text = words[language];
  const [number, name, phone, email, attendance, firstSeen, lastSeen] = text.columns;

  function* rows(): Generator<SheetCell[]> {
    for (const [index, learner] of learners.entries()) {
      yield [
        index + 1,
        learner.name,
        learner.phone && toFamiliar(learner.phone),
        learner.email,
        learner.present || learner.seconds > 0 ? text.attended : text.absent,
        learner.firstSeenAt,
        learner.lastSeenAt,
        toMinutes(learner.seconds),
        ...learner.topics.map(({ seconds }) => toMinutes(seconds)),
      ];
    }
  }
  const column = (title: string, kind: SheetColumn['kind'], width: number): SheetColumn => ({
    title,
    kind,
    width,
  });
  return {
    name: text.fileName,
    timeZone: run.timeZone,
    columns: [
      column(number, 'number', 6),
      column(name, 'text', 28),
      column(phone, 'text', 14),
      column(email, 'text', 26),
      column(attendance, 'text', 12),
      column(firstSeen, 'time', 20),
      column(lastSeen, 'time', 20),
      column(text.sessionMinutes(toMinutes(countSeconds([run.window]))), 'number', 16),
      ...run.topics.map(({ title, windows }) =>
        column(text.topicMinutes(title, toMinutes(countSeconds(clip(windows, [run.window])))), 'number', 16),
      ),
    ],
    rows: rows(),
  };
}

export function toCsvDisposition(run: SessionRun, language: CsvLanguage): string {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: run.timeZone, dateStyle: 'short' }).format(
    run.startedAt ?? run.plannedStartsAt,
  );
  return toDisposition({ kind: words[language].fileName, title: run.title, date, extension: 'csv' });
}

function toMinutes(seconds: number): number {
  return Math.floor(seconds / 60);
}
