import type { CsvCell } from '#server/core/csv.ts';
import { toDisposition } from '#server/core/file-name.ts';
import { formatTime, localTimeReader } from '#server/core/local-time.ts';
import type { AuditEntryDto } from '#shared/features/catalog.ts';

type Language = 'vi' | 'en';

const words = {
  vi: {
    fileName: 'Nhật ký',
    columns: ['Thời gian', 'Ai', 'Việc', 'Buổi học', 'Với ai', 'Chi tiết'],
    system: 'Hệ thống',
  },
  en: {
    fileName: 'Log',
    columns: ['Time', 'Who', 'Act', 'Session', 'To whom', 'Details'],
    system: 'The system',
  },
} as const;

/** A line of headings, then one for each entry. Acts go by the names under which they are stored: a spreadsheet filters by them. */
export async function* toAuditLines(
  entries: AsyncIterable<AuditEntryDto>,
  { timeZone, language }: { timeZone: string; language: Language },
): AsyncGenerator<CsvCell[]> {
  const text = words[language];
  const readTime = localTimeReader(timeZone);
  yield [...text.columns];
  for await (const { at, actorName, action, sessionTitle, details } of entries) {
    const { personId: _, personName, ...others } = details;
    yield [
      formatTime(readTime(new Date(at))),
      actorName ?? text.system,
      action,
      sessionTitle,
      typeof personName === 'string' ? personName : null,
      Object.entries(others)
        .map(([name, value]) => `${name}: ${value}`)
        .join(', '),
    ];
  }
}

export function toAuditDisposition({
  title,
  timeZone,
  language,
  now,
}: {
  title: string;
  timeZone: string;
  language: Language;
  now: Date;
}): string {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
  return toDisposition({ kind: words[language].fileName, title, date, extension: 'csv' });
}
