import type { AppErrorCode } from '#shared/errors.ts';

/** Failures that only pages meet, never a room: a learner's first load does without their words. */
export const words = {
  code_wrong: 'Mã không đúng. Hãy nhìn lại mã đang hiện trên màn hình.',
  code_closed: 'Mã này đã hết giờ. Hãy chờ mã tiếp theo.',
  not_in_hall:
    'Bạn chưa có tên trong hội trường nào của buổi này. Hãy báo người phụ trách hội trường thêm bạn vào danh sách.',
  in_other_hall:
    'Có người đã ở trong danh sách của hội trường khác. Mỗi người chỉ ở một hội trường trong một buổi.',
  nothing_chosen: 'Chưa chọn nội dung nào để đăng. Hãy chọn ít nhất một mục trước.',
  has_record: 'Buổi này đã có hồ sơ điểm danh nên không xoá được. Hãy lưu trữ buổi thay vì xoá.',
  file_lost:
    'Tệp này không còn trên máy chủ và không in lại được y như cũ. Hãy chép lại thư mục dữ liệu từ bản sao lưu; nếu không còn bản sao lưu, ban tổ chức cấp lại giấy với số mới.',
} as const satisfies Partial<Record<AppErrorCode, string>>;

export type SiteErrorCode = keyof typeof words;
