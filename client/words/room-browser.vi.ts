/** What the browser at hand lacks, and the way out of it; fetched where there is something to tell. */
export const words = {
  inApp: 'Bạn đang mở lớp trong {{app}}',
  inSomeApp: 'Bạn đang mở lớp trong một ứng dụng khác',
  inBrowser: 'Trình duyệt này chưa dùng được hết',
  fine: 'Bạn vẫn nghe giảng, xem trang chiếu và đặt câu hỏi được ở đây.',
  lacks: {
    media: 'Không nhận được hình và tiếng. Bạn vẫn xem được trang chiếu và gửi câu hỏi.',
    cookies: 'Trình duyệt đang chặn cookie nên lớp không nhận ra bạn. Hãy cho phép cookie.',
    devices: 'Không mở được micro và camera khi bạn được mời phát biểu.',
    downloads: 'Có thể không tải được tài liệu về máy.',
  },
  howAndroid: 'Để dùng đủ, hãy mở bằng Chrome, hoặc sao chép liên kết rồi dán vào Chrome.',
  howIos:
    'Để dùng đủ, hãy bấm ⋯ ở góc màn hình rồi chọn “Mở bằng trình duyệt”, hoặc sao chép liên kết rồi dán vào Safari.',
  howOther: 'Để dùng đủ, hãy sao chép liên kết rồi mở bằng Chrome, Safari, Edge hoặc Firefox.',
  openChrome: 'Mở bằng Chrome',
  link: 'Liên kết của buổi học',
  ownLink: 'Liên kết riêng của bạn, mở ở đâu cũng vào đúng tên',
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'room-browser': typeof words;
  }
}
