import type { QuestionState as DbQuestionState, Prisma } from '#prisma/generated/client.ts';
import type { Sheet, SheetCell, SheetColumn } from '#server/core/sheet.ts';
import { withPlace } from './questions.mapper.ts';

export type SheetLanguage = 'vi' | 'en';

/** What a line of the sheet is made of. */
export const withTimes = {
  ...withPlace,
  session: { select: { title: true, startedAt: true, endedAt: true } },
} satisfies Prisma.QuestionInclude;
export type SheetQuestion = Prisma.QuestionGetPayload<{ include: typeof withTimes }>;

const kinds: readonly Pick<SheetColumn, 'kind' | 'width'>[] = [
  { kind: 'number', width: 6 },
  { kind: 'text', width: 60 },
  { kind: 'text', width: 24 },
  { kind: 'text', width: 12 },
  { kind: 'text', width: 28 },
  { kind: 'text', width: 28 },
  { kind: 'time', width: 20 },
  { kind: 'text', width: 16 },
  { kind: 'number', width: 10 },
  { kind: 'number', width: 12 },
  { kind: 'text', width: 24 },
  { kind: 'time', width: 20 },
  { kind: 'number', width: 10 },
  { kind: 'text', width: 60 },
  { kind: 'text', width: 24 },
  { kind: 'time', width: 20 },
  { kind: 'day', width: 14 },
];

const words = {
  vi: {
    name: 'Câu hỏi',
    titles: [
      'STT',
      'Câu hỏi',
      'Người hỏi',
      'Không nêu tên',
      'Buổi',
      'Chuyên đề',
      'Hỏi lúc',
      'Trạng thái',
      'Bình chọn',
      'Gộp vào STT',
      'Phân công',
      'Trả lời trực tiếp lúc',
      'Phút của buổi',
      'Trả lời bằng văn bản',
      'Người trả lời',
      'Viết lúc',
      'Hạn trả lời',
    ],
    yes: 'Có',
    states: {
      HELD: 'Chờ duyệt',
      OPEN: 'Chờ trả lời',
      ANSWERING: 'Đang trả lời',
      ANSWERED: 'Đã trả lời',
      DISMISSED: 'Không trả lời',
      HIDDEN: 'Đã ẩn',
      MERGED: 'Đã gộp',
    },
  },
  en: {
    name: 'Questions',
    titles: [
      'No.',
      'Question',
      'Asked by',
      'Without a name',
      'Session',
      'Topic',
      'Asked at',
      'State',
      'Votes',
      'Merged into no.',
      'Assigned to',
      'Answered aloud at',
      'Minute of session',
      'Written answer',
      'Answered by',
      'Written at',
      'Due',
    ],
    yes: 'Yes',
    states: {
      HELD: 'Awaiting approval',
      OPEN: 'Waiting',
      ANSWERING: 'Being answered',
      ANSWERED: 'Answered',
      DISMISSED: 'Not answered',
      HIDDEN: 'Hidden',
      MERGED: 'Merged',
    },
  },
} as const satisfies Record<
  SheetLanguage,
  { name: string; titles: readonly string[]; yes: string; states: Record<DbQuestionState, string> }
>;

export function toSheetName(language: SheetLanguage): string {
  return words[language].name;
}

/** In the order in which they were asked; a merged one says the number of the one that it went into. */
export function toSheet(
  questions: readonly SheetQuestion[],
  { language, timeZone }: { language: SheetLanguage; timeZone: string },
): Sheet {
  const { name, titles, yes, states } = words[language];
  const numbers = new Map(questions.map(({ id }, index) => [id, index + 1]));

  function* rows(): Generator<SheetCell[]> {
    for (const [index, question] of questions.entries()) {
      const aloudAt = question.answerings[0]?.startedAt ?? null;
      yield [
        index + 1,
        question.body,
        question.author.name,
        question.anonymous ? yes : null,
        question.session.title,
        question.topic?.title ?? null,
        question.askedAt,
        states[question.state],
        question.voteCount,
        question.mergedIntoId ? (numbers.get(question.mergedIntoId) ?? null) : null,
        question.assignee?.name ?? null,
        aloudAt,
        aloudAt && toMinute(aloudAt, question.session.startedAt),
        question.answer,
        question.answeredBy?.name ?? null,
        question.answeredAt,
        question.dueOn,
      ];
    }
  }
  return {
    name,
    timeZone,
    columns: kinds.map((column, index) => ({ ...column, title: titles[index] ?? '' })),
    rows: rows(),
  };
}

/** Whole minutes since the session began, as a recording counts them. */
export function toMinute(at: Date, startedAt: Date | null): number | null {
  if (!startedAt || at < startedAt) return null;
  return Math.floor((at.getTime() - startedAt.getTime()) / 60_000);
}
