export const words = {
  title: 'Khiếu nại điểm danh',
  nav: 'Khiếu nại',
  lead: 'Học viên nói kết quả của mình chưa đúng. Trả lời kèm lý do; học viên đọc được ngay.',
  open: 'Chờ giải quyết',
  decided: 'Đã giải quyết',
  none: 'Không có khiếu nại nào đang chờ',
  noneText: 'Khi học viên khiếu nại, nội dung và hạn trả lời hiện ở đây.',
  older_other: 'Còn {{count}} khiếu nại cũ hơn, xem ở trang của từng học viên.',
  due: 'Hạn trả lời {{date}}',
  overdue: 'Quá hạn từ {{date}}',
  madeAt: 'Gửi {{date}}',
  decide: 'Giải quyết',
  decideOf: 'Giải quyết khiếu nại của {{name}}',
  theirWords: 'Học viên viết',
  recorded: 'Hệ thống ghi nhận',
  decision: 'Quyết định',
  outcome: {
    confirmed_by_hand: 'Chấp nhận: xác nhận đã học',
    excused: 'Chấp nhận một phần: vắng có phép',
    refused: 'Không chấp nhận',
    absent: 'Ghi là vắng',
  },
  outcomeHint: {
    confirmed_by_hand: 'Chuyên đề được tính là đạt, ghi rõ là xác nhận thủ công.',
    excused: 'Không tính là đạt, nhưng không phải lỗi của học viên.',
    refused: 'Kết quả giữ nguyên.',
    absent: 'Dùng khi người khác đăng nhập thay. Chuyên đề không được tính.',
  },
  reason: 'Lý do',
  reasonHint: 'Học viên và người kiểm tra đều đọc được.',
  reasonMissing: 'Hãy nêu lý do.',
  choose: 'Hãy chọn một quyết định.',
  chooseResult: 'Hãy chọn kết quả mới.',
  send: 'Lưu quyết định',
  sent: 'Đã lưu quyết định.',
  accepted: 'Đã chấp nhận',
  refused: 'Không chấp nhận',
  byAt: '{{name}}, {{date}}',
  correct: 'Điều chỉnh kết quả',
  correctOf: 'Điều chỉnh kết quả của {{name}}',
  correctLead:
    'Chuyên đề: {{title}}. Kết quả của hệ thống vẫn được giữ; lần điều chỉnh ghi tên bạn, thời điểm và lý do.',
  correctSend: 'Lưu điều chỉnh',
  corrected: 'Đã điều chỉnh kết quả.',
  correctTo: 'Kết quả mới',
  to: {
    confirmed_by_hand: 'Xác nhận đã học',
    excused: 'Vắng có phép',
    absent: 'Vắng',
  },
  withdraw: 'Rút lại điều chỉnh',
  withdrawLead: 'Kết quả của hệ thống được áp dụng trở lại. Lần điều chỉnh vẫn còn trong hồ sơ.',
  withdrawn: 'Đã rút lại điều chỉnh.',
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'site-objections': typeof words;
  }
}
