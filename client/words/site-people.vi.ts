export const words = {
  title: 'Ban tổ chức',
  lead: 'Những người cùng dẫn chương trình này. Người tổ chức của hệ thống luôn có mọi quyền nên không nằm trong danh sách.',
  staff: 'Giảng viên và điều phối viên',
  nobody: 'Chưa có giảng viên nào',
  nobodyText: 'Hãy tạo liên kết mời và gửi cho họ qua Zalo hoặc e-mail.',
  since: 'Từ {{date}}',
  remove: 'Gỡ khỏi chương trình',
  removeTitle: 'Gỡ {{name}} khỏi chương trình?',
  removeText:
    '{{name}} sẽ không còn xem hoặc dẫn được các buổi của chương trình này. Những gì họ đã làm vẫn được giữ.',
  removed: 'Đã gỡ {{name}}.',
  invite: {
    title: 'Mời thêm người',
    role: 'Vai trò',
    trainerHint: 'Soạn chuyên đề và tài liệu, dẫn buổi học, xem điểm danh.',
    moderatorHint: 'Duyệt và trả lời câu hỏi, hỗ trợ học viên, xem điểm danh.',
    note: 'Ghi chú cho riêng bạn',
    noteHint: 'Ví dụ: “gửi cô Lan, Sở Nông nghiệp”. Người được mời không thấy ghi chú này.',
    noteLong: 'Ghi chú dài tối đa {{max}} ký tự.',
    create: 'Tạo liên kết mời',
    ready: 'Liên kết mời đã sẵn sàng',
    link: 'Liên kết mời',
    once: 'Liên kết chỉ hiện một lần này. Hãy sao chép và gửi riêng cho người được mời; nó dùng được một lần, đến hết {{date}}.',
    done: 'Tôi đã sao chép',
  },
  invitations: {
    title: 'Lời mời đã gửi',
    kind: {
      first_organiser: 'Tài khoản đầu tiên',
      organiser: 'Người tổ chức',
      trainer: 'Giảng viên',
      moderator: 'Điều phối viên',
    },
    state: {
      open: 'Đang chờ',
      accepted: 'Đã nhận',
      expired: 'Hết hạn',
      revoked: 'Đã thu hồi',
    },
    created: 'Tạo {{date}}',
    expires: 'Hết hạn {{date}}',
    revoke: 'Thu hồi',
    revokeTitle: 'Thu hồi lời mời?',
    revokeText: 'Liên kết đã gửi sẽ không dùng được nữa.',
    revoked: 'Đã thu hồi lời mời.',
  },
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'site-people': typeof words;
  }
}
