export const words = {
  problem: {
    title: 'Chưa mở được trang này',
    notFound: 'Không tìm thấy',
    notAllowed: 'Bạn chưa có quyền xem trang này',
    stale: 'Số liệu dưới đây có thể đã cũ',
  },
  sessionState: {
    scheduled: 'Sắp diễn ra',
    lobby: 'Đã mở cửa',
    live: 'Đang diễn ra',
    ended: 'Đã kết thúc',
    archived: 'Đã lưu trữ',
  },
  role: {
    learner: 'Học viên',
    moderator: 'Điều phối viên',
    trainer: 'Giảng viên',
    organiser: 'Người tổ chức',
    admin: 'Quản trị viên',
  },
  enterRoom: 'Vào phòng học',
  sort: {
    move: 'Di chuyển: {{name}}',
    up: 'Chuyển lên',
    down: 'Chuyển xuống',
    hint: 'Kéo để đổi thứ tự, hoặc dùng phím mũi tên lên, xuống.',
    moved: '{{name}}: vị trí {{position}} trên {{count}}',
  },
  copy: {
    copied: 'Đã sao chép.',
    failed: 'Trình duyệt không cho sao chép. Hãy chọn và sao chép bằng tay.',
  },
  topicNumber: 'Chuyên đề {{number}}',
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'site-parts': typeof words;
  }
}
