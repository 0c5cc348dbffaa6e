export const words = {
  title: 'Tài liệu',
  lead: 'Giảng viên lật từng trang trong buổi học; học viên xem được trước và sau buổi học.',
  drop: 'Tải tài liệu lên',
  dropHint:
    'PDF và hình ảnh (JPEG, PNG, WebP), mỗi tệp thường tối đa 50 MB. PowerPoint và Word: hãy lưu thành PDF trước.',
  uploads: 'Đang tải lên',
  waiting: 'Đang chờ tới lượt',
  progress: '{{sent}} trên {{all}}',
  arrived: 'Đã tới máy chủ, đang kiểm tra…',
  cancel: 'Huỷ tải {{name}}',
  retry: 'Tải lại {{name}}',
  forget: 'Bỏ {{name}} khỏi danh sách',
  done: 'Đã tải lên {{name}}.',
  none: 'Chưa có tài liệu nào',
  noneText: 'Tài liệu tải lên sẽ hiện ở đây theo thứ tự dùng trong buổi học.',
  noneRead: 'Giảng viên chưa tải tài liệu lên cho chuyên đề này.',
  pages_other: '{{count}} trang',
  processing: 'Đang chuẩn bị các trang…',
  failed: 'Không dùng được tệp này',
  read: 'Xem',
  readOf: 'Xem {{name}}',
  downloadable: 'Cho học viên tải về',
  acts: 'Thao tác với {{name}}',
  rename: 'Đổi tên',
  renameTitle: 'Đổi tên tài liệu',
  fileName: 'Tên tài liệu',
  fileNameMissing: 'Hãy nhập tên tài liệu.',
  fileNameWrong: 'Tên dài từ 1 đến 200 ký tự.',
  download: 'Tải về',
  delete: 'Xoá tài liệu',
  deleteTitle: 'Xoá “{{name}}”?',
  deleteText: 'Tài liệu biến mất khỏi chuyên đề và khỏi phòng học ngay. Không lấy lại được.',
  deleted: 'Đã xoá {{name}}.',
  sessions: 'Dạy trong các buổi',
  noSessions: 'Chưa buổi học nào dạy chuyên đề này.',
  preview: 'Trang đầu của {{name}}',
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'site-materials': typeof words;
  }
}
