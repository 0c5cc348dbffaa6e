/** The room's countdown; fetched with what shows it. */
export const words = {
  title: 'Đồng hồ đếm ngược',
  minutes_other: '{{count}} phút',
  own: 'Số phút khác',
  ownMissing: 'Từ 1 đến {{max}} phút.',
  label: 'Để làm gì',
  labelHint: 'Ví dụ: Giải lao, Làm bài tập',
  start: 'Bắt đầu đếm',
  pause: 'Tạm dừng',
  resume: 'Chạy tiếp',
  addMinute: 'Thêm 1 phút',
  stop: 'Dừng hẳn',
  left: 'Còn {{time}}',
  standing: 'Đang tạm dừng',
  over: 'Hết giờ',
  chip: 'Đồng hồ: {{label}}',
  chipPlain: 'Đồng hồ của lớp',
  chimeOn: 'Báo chuông khi hết giờ',
  chimeOff: 'Tắt chuông báo hết giờ',
  saidStart: 'Bắt đầu đếm ngược {{duration}}. {{label}}',
  saidMinute: 'Còn một phút. {{label}}',
  saidOver: 'Hết giờ. {{label}}',
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    timer: typeof words;
  }
}
