import type { CsvCell } from '#server/core/csv.ts';
import { toDisposition } from '#server/core/file-name.ts';
import { formatTime, localTimeReader } from '#server/core/local-time.ts';
import { toFamiliar } from '#shared/phone-number.ts';
import type { AttendanceReport, SessionRun } from './attendance.service.ts';
import { clip, countSeconds } from './presence-intervals.ts';

export type CsvLanguage = 'vi' | 'en';

const words = {
  vi: {
    fileName: 'Điểm danh',
    columns: ['STT', 'Họ và tên', 'Điện thoại', 'Email', 'Tham dự', 'Vào phòng lần đầu', 'Có mặt lần cuối'],
    attended: 'Có mặt',
    absent: 'Vắng mặt',
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

/**
 * A line of headings, then one for each learner, the absent ones too. Minutes are whole and rounded down; times are those of
 * the series' place, as dd/mm/yyyy HH:mm:ss.
 */
export function* toCsvLines(report: AttendanceReport, language: CsvLanguage): Generator<CsvCell[]> {
  const { run, learners } = report;
  const text = words[language];
  const readTime = localTimeReader(run.timeZone);
  const show = (at: Date) => formatTime(readTime(at));
  yield [
    ...text.columns,
    text.sessionMinutes(toMinutes(countSeconds([run.window]))),
    ...run.topics.map(({ title, windows }) =>
      text.topicMinutes(title, toMinutes(countSeconds(clip(windows, [run.window])))),
    ),
  ];

  for (const [index, learner] of learners.entries()) {
    yield [
      index + 1,
      learner.name,
      learner.phone && toFamiliar(learner.phone),
      learner.email,
      learner.present || learner.seconds > 0 ? text.attended : text.absent,
      learner.firstSeenAt && show(learner.firstSeenAt),
      learner.lastSeenAt && show(learner.lastSeenAt),
      toMinutes(learner.seconds),
      ...learner.topics.map(({ seconds }) => toMinutes(seconds)),
    ];
  }
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
