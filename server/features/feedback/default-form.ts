import type { FeedbackQuestion } from '#shared/features/feedback.ts';

/**
 * What a session asks until its trainers write a form of their own: five questions of one tap and two of a few words, done on a phone in
 * a minute. Only the first must be answered: an answer that is forced says nothing. It is kept with the session at its first answer,
 * so a later release may word it differently.
 */
export const defaultFeedbackForm: FeedbackQuestion[] = [
  {
    questionId: 'overall',
    kind: 'rating',
    label: 'Nhìn chung, anh/chị hài lòng với buổi học đến mức nào?',
    required: true,
  },
  {
    questionId: 'useful',
    kind: 'rating',
    label: 'Nội dung có ích cho công việc của anh/chị đến mức nào?',
    required: false,
  },
  {
    questionId: 'trainer',
    kind: 'rating',
    label: 'Giảng viên trình bày dễ hiểu đến mức nào?',
    required: false,
  },
  {
    questionId: 'pace',
    kind: 'choice',
    label: 'Tốc độ của buổi học thế nào?',
    required: false,
    options: ['Quá nhanh', 'Vừa phải', 'Quá chậm'],
  },
  { questionId: 'helped', kind: 'text', label: 'Điều gì giúp ích cho anh/chị nhất?', required: false },
  { questionId: 'better', kind: 'text', label: 'Theo anh/chị, điều gì cần làm tốt hơn?', required: false },
  {
    questionId: 'recommend',
    kind: 'choice',
    label: 'Anh/chị có muốn giới thiệu buổi học này cho người khác không?',
    required: false,
    options: ['Có', 'Có thể', 'Không'],
  },
];
