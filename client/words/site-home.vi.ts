export const words = {
  certificates: 'Giấy chứng nhận của tôi',
  welcome: {
    title: 'Lớp học trực tuyến của chính bạn',
    lead: 'Lectern đưa giảng viên, tài liệu và câu hỏi của học viên vào cùng một phòng học, xem được trên điện thoại rẻ và mạng yếu. Mọi dữ liệu nằm trên máy chủ của đơn vị tổ chức.',
    staff: 'Người tổ chức và giảng viên',
    staffText: 'Đăng nhập để chuẩn bị chuyên đề, mở phòng học và xem điểm danh.',
  },
  code: {
    title: 'Vào buổi học',
    lead: 'Nhập mã buổi học có trong thư mời hoặc trên màn hình.',
    label: 'Mã buổi học',
    hint: 'Gồm chữ cái và chữ số. Bạn cũng có thể dán cả đường liên kết.',
    missing: 'Hãy nhập mã buổi học.',
    wrong: 'Mã gồm 6 đến 16 chữ cái và chữ số. Hãy kiểm tra lại.',
    unknown: 'Không có buổi học nào mang mã này. Hãy kiểm tra lại từng ký tự.',
    enter: 'Vào phòng học',
  },
  title: 'Lịch của bạn',
  now: 'Đang diễn ra',
  doorsOpen: 'Phòng học đã mở cửa',
  next: 'Buổi học sắp tới',
  prepare: 'Chuẩn bị phòng học',
  see: 'Xem trang buổi học',
  series: 'Chương trình của bạn',
  archived: 'Đã lưu trữ',
  archivedCount_other: 'Chương trình đã lưu trữ ({{count}})',
  create: 'Tạo chương trình',
  none: 'Bạn chưa có chương trình nào',
  noneOrganiser: 'Hãy tạo chương trình đầu tiên, rồi thêm chuyên đề, lịch học và học viên.',
  noneOther: 'Khi được mời dẫn hoặc ghi danh học một chương trình, chương trình đó sẽ hiện ở đây.',
  topics_other: '{{count}} chuyên đề',
  sessions_other: '{{count}} buổi học',
  enrolled_other: '{{count}} học viên',
  nextSession: 'Tiếp theo: {{title}}, {{when}}',
  nowSession: 'Đang diễn ra: {{title}}',
  noNext: 'Không còn buổi nào sắp tới',
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'site-home': typeof words;
  }
}
