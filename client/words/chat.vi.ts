/** The chat's own words; fetched with it. */
export const words = {
  log: 'Trò chuyện của cả lớp',
  logStaff: 'Trò chuyện riêng của ban tổ chức',
  channel: 'Nói với',
  class: 'Cả lớp',
  staff: 'Ban tổ chức',
  unread_other: '{{count}} tin chưa đọc',
  write: 'Nhắn cho cả lớp',
  writeStaff: 'Nhắn trong ban tổ chức',
  writeAnswer: 'Trả lời {{name}}',
  stopAnswering: 'Thôi trả lời',
  send: 'Gửi',
  sendIn: 'Gửi sau {{seconds}}',
  seconds_other: '{{count}} giây',
  long: 'Tin nhắn dài tối đa {{max}} ký tự.',
  slow: 'Chế độ chậm: mỗi tin cách nhau {{duration}}.',
  locked: 'Ban tổ chức đang tạm khoá phần trò chuyện.',
  none: 'Chưa có tin nhắn nào',
  noneText: 'Hãy chào cả lớp. Câu hỏi cho giảng viên thì gửi ở mục Hỏi đáp để không bị trôi.',
  noneStaff: 'Chỉ ban tổ chức đọc được kênh này, học viên không thấy.',
  earlier: 'Xem tin cũ hơn',
  arrived_other: '{{count}} tin nhắn mới',
  arrivedFrom: '{{name}}: {{text}}',
  arrivedMany: '{{count}} tin nhắn mới. Mới nhất, {{name}}: {{text}}',
  mine: 'Bạn',
  acts: 'Thao tác với tin của {{name}}',
  answer: 'Trả lời',
  answers: 'Trả lời cho {{name}}',
  ask: 'Đưa vào Hỏi đáp',
  asked: 'Đã đưa vào Hỏi đáp',
  delete: 'Xoá',
  deleted: 'Đã xoá tin nhắn.',
  deletedBy: '{{name}} đã xoá tin này, học viên không còn thấy.',
  leadsTo: 'dẫn tới {{host}}',
  pending: {
    waiting: 'Chờ gửi: sẽ tự gửi khi được',
    sending: 'Đang gửi…',
    failed: 'Chưa gửi được',
    discard: 'Bỏ tin này',
    edit: 'Sửa lại',
  },
  settings: 'Cài đặt trò chuyện',
  slowMode: 'Chế độ chậm cho học viên',
  slowOff: 'Không giới hạn',
  slowBy: 'Mỗi tin cách {{duration}}',
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    chat: typeof words;
  }
}
