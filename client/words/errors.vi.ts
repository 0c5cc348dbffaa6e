import type { AppErrorCode } from '#shared/errors.ts';
import type { SiteErrorCode } from './site-errors.vi.ts';

export const words = {
  not_signed_in: 'Bạn chưa đăng nhập, hoặc phiên đăng nhập đã hết hạn. Hãy đăng nhập rồi thử lại.',
  wrong_credentials: 'E-mail, số điện thoại hoặc mật khẩu không đúng.',
  not_found: 'Không tìm thấy nội dung này. Có thể nó đã bị xoá, hoặc đường liên kết chưa đúng.',
  not_allowed: 'Bạn không có quyền làm việc này. Nếu cần, hãy liên hệ ban tổ chức.',
  malformed: 'Thông tin nhập vào chưa đúng. Hãy kiểm tra lại các ô được đánh dấu.',
  locked: 'Phần này đang tạm khoá. Bạn vẫn nghe và xem bình thường; hãy chờ người điều hành mở lại.',
  removed_from_room: 'Ban tổ chức đã mời bạn ra khỏi buổi này.',
  refused: 'Ban tổ chức không nhận bạn vào buổi này.',
  banned: 'Ban tổ chức không nhận bạn vào chương trình này nữa.',
  room_locked: 'Phòng học đang khoá, không nhận thêm người mới.',
  waiting: 'Bạn đang chờ ở cửa. Người điều hành sẽ cho bạn vào.',
  conflict: 'Nội dung này đã được gửi trước đó nhưng khác với lần này. Hãy tải lại trang để xem bản đã lưu.',
  wrong_state:
    'Lúc này không làm được việc đó vì tình trạng đã thay đổi. Hãy tải lại trang để xem tình trạng mới.',
  already_taken: 'E-mail hoặc số điện thoại này đã có người dùng.',
  link_invalid: 'Liên kết này đã được dùng, đã hết hạn hoặc đã bị thu hồi. Hãy xin ban tổ chức liên kết mới.',
  link_of_other_person: 'Liên kết này dành cho người khác. Nếu đó là bạn, hãy đăng xuất rồi mở lại liên kết.',
  link_of_other_person_named:
    'Liên kết này dành cho {{name}}. Nếu đó là bạn, hãy đăng xuất rồi mở lại liên kết.',
  too_many_requests: 'Bạn thao tác quá nhanh. Hãy đợi một chút rồi thử lại.',
  too_many_requests_wait: 'Bạn thao tác quá nhanh. Hãy thử lại sau {{wait}}.',
  too_large: 'Nội dung gửi lên quá lớn.',
  too_large_max: 'Nội dung gửi lên quá lớn: tối đa {{size}}.',
  limit_reached: 'Đã đạt số lượng tối đa cho phép.',
  limit_reached_max: 'Đã đạt số lượng tối đa cho phép: {{max}}.',
  wrong_origin: 'Yêu cầu đến từ một trang khác nên không được chấp nhận. Hãy mở lại Lectern từ đúng địa chỉ.',
  version_mismatch: 'Đã có phiên bản mới. Hãy tải lại trang để tiếp tục.',
  not_joined: 'Bạn không còn ở trong phòng học, hoặc đã mở phòng ở nơi khác. Hãy vào lại phòng.',
  media_reset: 'Hình và tiếng đang được nối lại. Xin đợi vài giây.',
  media_unavailable: 'Hình và tiếng tạm thời gián đoạn. Lớp học vẫn tiếp tục, hệ thống đang tự nối lại.',
  file_type_unsupported:
    'Lectern chỉ nhận tệp PDF và hình ảnh (JPEG, PNG, WebP). Hãy lưu tệp thành PDF rồi tải lên.',
  file_disguised: 'Nội dung tệp không khớp với đuôi tên tệp. Hãy lưu lại đúng định dạng rồi tải lên.',
  file_broken: 'Không đọc được tệp này: tệp bị hỏng hoặc thiếu. Hãy lưu lại tệp gốc rồi tải lên lần nữa.',
  file_encrypted: 'Tệp PDF này có mật khẩu. Hãy bỏ mật khẩu rồi tải lên.',
  file_too_complex:
    'Tệp có quá nhiều trang hoặc hình quá lớn. Hãy chia nhỏ hoặc giảm kích thước rồi tải lên.',
  file_render_timeout:
    'Tệp này quá nặng, hệ thống không chuẩn bị kịp các trang. Hãy giảm kích thước hoặc chia nhỏ rồi tải lên.',
  upload_interrupted: 'Việc tải lên bị ngắt giữa chừng. Hãy kiểm tra mạng rồi tải lên lại.',
  room_busy: 'Lớp đang đông người vào. Hãy giữ nguyên trang này, tới lượt bạn sẽ tự vào lớp.',
  room_full: 'Phòng học đã đủ người. Trang sẽ tự vào khi có chỗ trống.',
  unavailable: 'Máy chủ đang bận hoặc đang khởi động lại. Hãy thử lại sau ít phút.',
  offline: 'Không kết nối được với máy chủ. Hãy kiểm tra mạng rồi thử lại.',
  internal: 'Có lỗi từ phía chúng tôi. Hãy thử lại; nếu vẫn gặp lỗi, hãy báo cho ban tổ chức.',
} as const satisfies Record<Exclude<AppErrorCode, SiteErrorCode>, string> & Record<string, string>;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    errors: typeof words;
  }
}
