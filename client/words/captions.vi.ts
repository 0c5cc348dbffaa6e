/** Captions: reading along, and writing them. */
export const words = {
  title: 'Phụ đề',
  show: 'Hiện phụ đề',
  off: 'Tắt',
  transcript: 'Toàn bộ lời',
  more: 'Xem tiếp',
  desk: {
    title: 'Viết phụ đề',
    close: 'Đóng phần viết phụ đề',
    language: 'Ngôn ngữ',
    way: 'Cách viết',
    type: 'Gõ',
    listen: 'Nghe tự động',
    service: 'Dịch vụ',
    field: 'Lời đang nói',
    fieldHint: 'Nhấn Enter để đưa lên. Học viên thấy chữ ngay khi bạn gõ.',
    send: 'Đưa lên',
    paste: 'Dán cả bài nói vào đây, rồi nhấn Enter để đưa lên từng câu.',
    prepared_other: 'Còn {{count}} câu đã chuẩn bị',
    next: 'Đưa câu này lên',
    clear: 'Bỏ các câu còn lại',
    said: 'Vừa đưa lên',
    none: 'Chưa có câu nào.',
    edit: 'Sửa “{{text}}”',
    remove: 'Xoá “{{text}}”',
    save: 'Lưu',
    cancel: 'Thôi',
    waiting_other: '{{count}} câu đang chờ mạng để gửi',
  },
  listening: {
    start: 'Bắt đầu nghe',
    stop: 'Dừng nghe',
    on: 'Đang nghe micro của máy này.',
    trouble: 'Dịch vụ nhận dạng đang gián đoạn, sẽ tự thử lại.',
    privacy:
      'Trình duyệt gửi tiếng nói đến dịch vụ nhận dạng của hãng làm trình duyệt. Chỉ dùng khi người nói đồng ý. Phụ đề tự động có thể sai.',
    unsupported:
      'Trình duyệt này không nhận dạng được tiếng nói. Hãy dùng Chrome, Edge hoặc Safari trên máy tính, hoặc gõ phụ đề.',
    denied: 'Trình duyệt chưa được phép nghe. Hãy cho phép dùng micro ở ô địa chỉ rồi thử lại.',
    microphone: 'Không thấy micro nào đang hoạt động. Hãy kiểm tra micro rồi thử lại.',
    languageMissing: 'Trình duyệt không nhận dạng được ngôn ngữ này.',
  },
  port: {
    text: 'Cho dịch vụ phụ đề ở ngoài gửi lời vào buổi này. Ai có địa chỉ đều gửi được, nên chỉ đưa cho người làm phụ đề.',
    open: 'Tạo địa chỉ',
    renew: 'Tạo địa chỉ mới',
    close: 'Ngừng nhận',
    address: 'Địa chỉ nhận phụ đề',
    once: 'Chỉ hiện một lần. Địa chỉ cũ, nếu có, đã hết hiệu lực.',
    isOpen: 'Đang mở, chưa nhận lời nào.',
    used: 'Đang mở, nhận lời gần nhất lúc {{time}}.',
    isClosed: 'Chưa mở.',
  },
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    captions: typeof words;
  }
}
