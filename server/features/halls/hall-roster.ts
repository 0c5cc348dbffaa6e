import { drawTable } from '#server/core/pdf/pdf-table.ts';
import { type PdfWriter, writePdf } from '#server/core/pdf/pdf-writer.ts';
import type { HallDto } from '#shared/features/halls.ts';

const words = {
  vi: {
    title: 'Bảng ký tên học tập trung',
    place: 'Địa điểm',
    attester: 'Người xác nhận',
    when: 'Thời gian',
    columns: ['STT', 'Họ và tên', 'Đơn vị', 'Ký đầu buổi', 'Ký cuối buổi'],
    note: 'Tôi xác nhận những người ký tên trên đây có mặt tại hội trường.',
    signature: 'Người xác nhận (ký, ghi rõ họ tên)',
    page: (page: number, pages: number) => `Trang ${page}/${pages}`,
  },
  en: {
    title: 'Attendance sheet of a hall',
    place: 'Place',
    attester: 'Attester',
    when: 'Time',
    columns: ['No.', 'Name', 'Organisation', 'Signature, start', 'Signature, end'],
    note: 'I confirm that those who signed above were present in this hall.',
    signature: 'Attester (signature and full name)',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
} as const;

/** As high as a signature on paper. */
const ROW_HEIGHT = 26;
/** For those who come without being on the list. */
const EMPTY_ROWS_MIN = 10;

export interface RosterOptions {
  hall: HallDto;
  session: { title: string; seriesTitle: string };
  /** When it is planned, as it stands on paper. */
  when: string;
  language: 'vi' | 'en';
  createdAt: Date;
}

/** The list of a hall to print and sign: who is expected, room for others, and for the one who vouches. */
export function writeRoster(options: RosterOptions): AsyncGenerator<Uint8Array> {
  const { hall, session, language, createdAt } = options;
  const text = words[language];
  return writePdf(
    {
      title: `${text.title}: ${hall.name}`,
      author: session.seriesTitle,
      language,
      createdAt,
      footer: { lines: [`${session.title} · ${hall.name}`], page: text.page },
    },
    (pdf) => drawRoster(pdf, options),
  );
}

async function* drawRoster(
  pdf: PdfWriter,
  { hall, session, when, language }: RosterOptions,
): AsyncGenerator<void> {
  const text = words[language];
  const write = (line: string, style: Parameters<PdfWriter['text']['lines']>[4]) => {
    const lines = pdf.text.wrap(line, pdf.width, style);
    pdf.y += pdf.text.lines(lines, pdf.left, pdf.y, pdf.width, style);
  };
  write(session.seriesTitle, { size: 10, align: 'center' });
  pdf.y += 6;
  write(text.title, { size: 16, weight: 'bold', align: 'center' });
  write(session.title, { size: 12, weight: 'semibold', align: 'center' });
  pdf.y += 8;
  write(`${text.when}: ${when}`, { size: 10 });
  write(`${text.place}: ${hall.name}, ${hall.place}`, { size: 10 });
  write(`${text.attester}: ${hall.attester.name}`, { size: 10 });
  pdf.y += 8;

  const [number, name, organisation, start, end] = text.columns;
  yield* drawTable(pdf, {
    columns: [
      { title: number, share: 1, align: 'center' },
      { title: name, share: 5 },
      { title: organisation, share: 4 },
      { title: start, share: 3 },
      { title: end, share: 3 },
    ],
    rows: rowsOf(hall),
    rowHeightMin: ROW_HEIGHT,
    size: 9.5,
  });

  pdf.keep(110);
  pdf.y += 12;
  write(text.note, { size: 10 });
  pdf.y += 8;
  write(text.signature, { size: 10, weight: 'semibold', align: 'right' });
}

function rowsOf({ people }: HallDto): string[][] {
  const named = people.map((person, at) => [String(at + 1), person.name, person.organisation ?? '', '', '']);
  const empty = Array.from({ length: EMPTY_ROWS_MIN }, (_, at) => [
    String(people.length + at + 1),
    '',
    '',
    '',
    '',
  ]);
  return [...named, ...empty];
}
