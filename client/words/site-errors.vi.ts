import type { AppErrorCode } from '#shared/errors.ts';

/** Failures that only pages meet, never a room: a learner's first load does without their words. */
export const words = {
  has_record: 'Buổi này đã có hồ sơ điểm danh nên không xoá được. Hãy lưu trữ buổi thay vì xoá.',
} as const satisfies Partial<Record<AppErrorCode, string>>;

export type SiteErrorCode = keyof typeof words;
