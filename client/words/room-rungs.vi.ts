/** How much of a class a page receives; fetched with the dialog that asks. */
export const words = {
  title: 'Chất lượng hình và tiếng',
  auto: { label: 'Tự động', hint: 'Theo sức của mạng. Hiện nay: {{rung}}.' },
  full: { label: 'Hình đầy đủ', hint: 'Hình rõ và tiếng; tới 800 MB mỗi giờ.' },
  small: { label: 'Hình nhỏ', hint: 'Hình nhỏ và tiếng; khoảng 90 MB mỗi giờ.' },
  sound: { label: 'Tiếng và trang chiếu', hint: 'Không có hình; khoảng 20 MB mỗi giờ.' },
  slides: { label: 'Trang chiếu và chữ', hint: 'Không có hình và tiếng; vài MB mỗi giờ.' },
  goesOn: 'Ở mức nào bạn cũng được điểm danh, xem được tài liệu và đặt được câu hỏi.',
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'room-rungs': typeof words;
  }
}
