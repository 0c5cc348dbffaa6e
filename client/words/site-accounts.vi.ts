export const words = {
  signIn: {
    title: 'Đăng nhập',
    lead: 'Dành cho người tổ chức, giảng viên và điều phối viên.',
    learners:
      'Học viên không cần tài khoản: hãy mở đường liên kết ban tổ chức đã gửi, hoặc nhập mã buổi học ở trang đầu.',
    login: 'E-mail hoặc số điện thoại',
    loginMissing: 'Hãy nhập e-mail hoặc số điện thoại.',
    passwordMissing: 'Hãy nhập mật khẩu.',
    forgotten: 'Quên mật khẩu? Hãy liên hệ ban tổ chức.',
  },
  invitation: {
    title: 'Lời mời',
    heading: {
      first_organiser: 'Tạo tài khoản đầu tiên',
      organiser: 'Mời bạn làm người tổ chức',
      trainer: 'Mời bạn làm giảng viên',
      moderator: 'Mời bạn làm điều phối viên',
    },
    lead: {
      first_organiser:
        'Lectern vừa được cài đặt. Tài khoản này sẽ quản lý toàn bộ hệ thống và mời những người khác.',
      organiser: 'Người tổ chức tạo chương trình, mời giảng viên và xem mọi số liệu trong hệ thống này.',
      trainer: 'Giảng viên soạn chuyên đề, tải tài liệu lên, dẫn các buổi học và xem điểm danh.',
      moderator: 'Điều phối viên duyệt câu hỏi, hỗ trợ học viên và xem điểm danh.',
    },
    missing: {
      title: 'Đường liên kết chưa đầy đủ',
      text: 'Hãy mở lại nguyên đường liên kết trong lời mời. Nếu sao chép bằng tay, nhớ lấy cả phần sau dấu #.',
    },
    invalid: {
      title: 'Lời mời này không còn dùng được',
      text: 'Mỗi lời mời chỉ dùng được một lần và có thời hạn. Hãy xin người mời bạn một liên kết mới.',
    },
    acceptAs: 'Nhận lời mời với tên {{name}}',
    signedInAs: 'Trình duyệt này đang đăng nhập với tên {{name}}. Vai trò mới sẽ thuộc về tài khoản đó.',
    useOther: 'Đăng xuất để dùng tài khoản khác',
    create: 'Tạo tài khoản',
    haveAccount: 'Bạn đã có tài khoản?',
    signInFirst: 'Đăng nhập rồi nhận lời mời',
    contactHint: 'Cần ít nhất một trong hai: e-mail hoặc số điện thoại. Bạn sẽ dùng nó để đăng nhập.',
    welcome: 'Chào mừng {{name}}!',
    learnerAccount:
      'Bạn đang vào lớp với tên {{name}} mà chưa có mật khẩu. Hãy tạo tài khoản để sau này đăng nhập lại được.',
  },
  account: {
    title: 'Tài khoản của bạn',
    profile: 'Thông tin của bạn',
    profileLead: 'Tên này hiện trong phòng học, trong danh sách điểm danh và trên giấy chứng nhận.',
    password: 'Mật khẩu',
    passwordLead: 'Khi đổi mật khẩu, mọi thiết bị khác đang đăng nhập sẽ bị đăng xuất.',
    currentPassword: 'Mật khẩu hiện tại',
    newPassword: 'Mật khẩu mới',
    changePassword: 'Đổi mật khẩu',
    passwordChanged: 'Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất.',
    saved: 'Đã lưu thông tin của bạn.',
    signIns: 'Các thiết bị đang đăng nhập',
    signInsLead: 'Nếu thấy thiết bị lạ, hãy đăng xuất thiết bị đó rồi đổi mật khẩu.',
    thisDevice: 'Thiết bị này',
    lastSeen: 'Hoạt động {{ago}}',
    since: 'Từ {{date}}',
    origin: {
      password: 'Đăng nhập bằng mật khẩu',
      invitation: 'Qua lời mời',
      learner_link: 'Qua liên kết cá nhân',
      learner_name: 'Vào lớp bằng tên',
    },
    revoke: 'Đăng xuất thiết bị này',
    revokeTitle: 'Đăng xuất thiết bị?',
    revokeText: 'Trang Lectern đang mở trên “{{device}}” sẽ mất quyền truy cập ngay.',
    revoked: 'Đã đăng xuất thiết bị.',
    signOut: 'Đăng xuất khỏi thiết bị này',
    noPassword:
      'Bạn vào lớp bằng liên kết hoặc bằng tên nên chưa có mật khẩu. Nếu đăng xuất, hãy mở lại liên kết cá nhân để trở lại.',
  },
  organisers: {
    title: 'Mời người tổ chức',
    lead: 'Người tổ chức thấy và sửa được mọi chương trình trong hệ thống này. Hãy chỉ mời người bạn tin cậy.',
  },
  fields: {
    nameMissing: 'Hãy nhập họ và tên.',
    nameWrong: 'Tên dài từ 1 đến {{max}} ký tự.',
    emailWrong: 'E-mail này chưa đúng, ví dụ đúng: ten@donvi.vn.',
    phoneWrong: 'Số điện thoại này chưa đúng, ví dụ đúng: 0912 345 678.',
    contactMissing: 'Hãy nhập e-mail hoặc số điện thoại.',
    passwordShort: 'Mật khẩu cần ít nhất {{min}} ký tự.',
    passwordCommon: 'Mật khẩu này quá dễ đoán. Hãy dùng một câu ngắn chỉ bạn biết.',
    passwordHint: 'Ít nhất {{min}} ký tự. Một câu ngắn dễ nhớ là tốt nhất.',
    currentPasswordWrong: 'Mật khẩu hiện tại không đúng.',
  },
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'site-accounts': typeof words;
  }
}
