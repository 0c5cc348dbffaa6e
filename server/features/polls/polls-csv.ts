import type { CsvCell } from '#server/core/csv.ts';
import type { StaffPollDto } from '#shared/features/polls.ts';
import { ratings } from '#shared/poll-lifecycle.ts';

type CsvLanguage = 'vi' | 'en';

const words = {
  vi: {
    fileKind: 'Thăm dò',
    columns: [
      'STT',
      'Loại',
      'Nội dung hỏi',
      'Số người trả lời',
      'Lựa chọn',
      'Số người chọn',
      'Đáp án',
      'Bị ẩn',
    ],
    kinds: { single: 'Chọn một', several: 'Chọn nhiều', rating: 'Chấm điểm', words: 'Đám mây từ' },
    quiz: 'Trắc nghiệm',
    right: 'Đúng',
    hidden: 'Ẩn',
  },
  en: {
    fileKind: 'Polls',
    columns: [
      'No.',
      'Kind',
      'Asked',
      'People who answered',
      'Option',
      'People who chose it',
      'Right',
      'Hidden',
    ],
    kinds: { single: 'Single choice', several: 'Several choices', rating: 'Rating', words: 'Word cloud' },
    quiz: 'Quiz',
    right: 'Right',
    hidden: 'Hidden',
  },
} as const;

export function fileKind(language: CsvLanguage): string {
  return words[language].fileKind;
}

/** A line of headings, then one for each option, rating or word of each poll that was opened. No names, of a quiz neither. */
export function* toCsvLines(polls: readonly StaffPollDto[], language: CsvLanguage): Generator<CsvCell[]> {
  const text = words[language];
  yield [...text.columns];
  const opened = polls.filter(({ state }) => state !== 'draft');
  for (const [index, { kind, quiz, prompt, results, ...poll }] of opened.entries()) {
    const start = [index + 1, quiz ? text.quiz : text.kinds[kind], prompt, results.answered];
    if (kind === 'words') {
      for (const word of results.words) {
        yield [...start, word.text, word.people, null, word.hidden ? text.hidden : null];
      }
      continue;
    }
    const choices = kind === 'rating' ? ratings.map(String) : poll.options;
    for (const [place, choice] of choices.entries()) {
      const isRight = poll.right.includes(place);
      yield [...start, choice, results.counts[place] ?? 0, isRight ? text.right : null, null];
    }
  }
}
