/** Words without a subject of their own: what buttons, fields and the frame of every page say. */
export const words = {
  save: 'Lưu',
  cancel: 'Huỷ',
  close: 'Đóng',
  copy: 'Sao chép',
  copied: 'Đã sao chép',
  retry: 'Thử lại',
  reload: 'Tải lại trang',
  dismiss: 'Bỏ qua',
  loading: 'Đang tải…',
  writtenAt: 'viết lúc {{written}}, gửi lúc {{sent}}',
  writtenAbout: 'viết khoảng {{written}}, gửi lúc {{sent}}',
  optional: 'không bắt buộc',
  required: 'Hãy điền ô này.',
  name: 'Họ và tên',
  email: 'E-mail',
  phone: 'Số điện thoại',
  password: 'Mật khẩu',
  language: 'Ngôn ngữ',
  theme: 'Nền',
  themeLight: 'Nền sáng',
  themeDark: 'Nền tối',
  themeAuto: 'Theo thiết bị',
  display: 'Hiển thị',
  signIn: 'Đăng nhập',
  home: 'Trang đầu',
  skipToContent: 'Đến nội dung chính',
  field: {
    showPassword: 'Hiện mật khẩu',
    hidePassword: 'Ẩn mật khẩu',
    charactersLeft_other: 'Còn {{count}} ký tự',
    charactersOver_other: 'Quá {{count}} ký tự',
    choose: 'Hãy chọn',
  },
  file: {
    choose: 'Chọn tệp',
    drop: 'hoặc kéo thả tệp vào đây',
    dropNow: 'Thả tệp vào đây',
  },
  rating: {
    one: 'Rất không hài lòng',
    two: 'Không hài lòng',
    three: 'Bình thường',
    four: 'Hài lòng',
    five: 'Rất hài lòng',
    point: '{{value}} trên 5: {{word}}',
  },
  table: {
    sortBy: 'Sắp xếp theo',
    ascending: 'tăng dần',
    descending: 'giảm dần',
    empty: 'Chưa có dữ liệu.',
  },
  chart: {
    showTable: 'Xem bảng số liệu',
    time: 'Thời điểm',
    value: 'Giá trị',
    label: 'Mục',
    share: 'Biểu đồ',
    highest: 'Cao nhất: {{value}}, lúc {{time}}',
    empty: 'Chưa có số liệu.',
  },
  notices: {
    region: 'Thông báo',
    dismiss: 'Đóng thông báo',
  },
  level: {
    sound: 'có tiếng',
    silence: 'im lặng',
  },
  copyFailed: 'Không sao chép được. Hãy giữ vào ô để chọn rồi sao chép.',
  notFound: {
    title: 'Không có trang này',
    text: 'Địa chỉ có thể đã gõ nhầm, hoặc trang đã được chuyển đi nơi khác.',
    home: 'Về trang đầu',
  },
  footer: {
    about: 'Lectern là phần mềm mã nguồn mở, theo giấy phép Apache 2.0.',
    notices: 'Giấy phép của các thành phần',
  },
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    common: typeof words;
  }
}
