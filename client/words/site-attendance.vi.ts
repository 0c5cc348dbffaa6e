export const words = {
  title: 'Điểm danh',
  live: 'Đang cập nhật, số liệu lúc {{time}}',
  asOf: 'Số liệu lúc {{time}}',
  download: 'Tải bảng tính (CSV)',
  notStarted: 'Chưa có điểm danh',
  notStartedText:
    'Điểm danh được ghi từ khi phòng học mở cửa. Thời gian tham dự chỉ tính từ lúc buổi học bắt đầu.',
  facts: {
    present: 'Đang có mặt',
    attended: 'Đã tham dự',
    absent: 'Chưa vào lần nào',
    length: 'Buổi học đã diễn ra',
    lengthEnded: 'Buổi học kéo dài',
    learners_other: '{{count}} học viên',
    ofEnrolled: '{{some}} trên {{all}} học viên',
  },
  rule: 'Thời gian được gộp từ mọi thiết bị và mọi lần vào lại; mất kết nối không quá {{seconds}} giây vẫn tính là liên tục.',
  chart: 'Số học viên có mặt theo thời gian',
  chartHeaders: { time: 'Thời điểm', learners: 'Học viên có mặt' },
  topics: 'Các chuyên đề đã dạy',
  topicLength: 'dạy {{duration}}',
  topicNotRun: 'chưa dạy',
  search: 'Tìm theo tên',
  show: 'Hiện',
  filter: {
    all: 'Tất cả',
    present: 'Đang có mặt',
    attended: 'Đã tham dự',
    absent: 'Chưa vào',
  },
  column: {
    name: 'Họ và tên',
    state: 'Tình trạng',
    first: 'Vào lúc',
    last: 'Thấy lần cuối',
    total: 'Tổng thời gian',
  },
  state: {
    present: 'Đang có mặt',
    left: 'Đã rời',
    absent: 'Chưa vào',
  },
  minutes: '{{minutes}} phút',
  ofMinutes: '{{minutes}} trên {{all}} phút',
  found_other: '{{count}} học viên',
  none: 'Không có học viên nào',
  noneText: 'Hãy đổi cách lọc hoặc từ khoá tìm kiếm.',
  more_other: 'Xem thêm {{count}} học viên',
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'site-attendance': typeof words;
  }
}
