/** What stands around a class, before it, after it and beside it: these words travel with what shows them. */
export const words = {
  waiting: {
    title: 'Phòng chờ',
    scheduled: 'Buổi học chưa bắt đầu. Cứ để trang này mở: lớp sẽ tự hiện ra khi bắt đầu.',
    lobby: 'Cửa đã mở, giảng viên đang chuẩn bị. Lớp sẽ tự hiện ra khi bắt đầu.',
    programme: 'Nội dung buổi học',
    materials: 'Tài liệu',
    materialsText: 'Bạn có thể xem trước tài liệu trong lúc chờ.',
    present_other: '{{count}} người đang chờ',
    checkSound: 'Thử loa',
    checkSoundText: 'Bấm để nghe một tiếng chuông. Nếu không nghe thấy, hãy tăng âm lượng.',
  },
  from: {
    title: 'Bạn đến từ đâu?',
    lead: 'Ba câu ngắn để ban tổ chức ghi danh sách và giấy chứng nhận cho đúng. Bỏ qua cũng được.',
    province: 'Tỉnh, thành phố',
    group: 'Đối tượng tham gia',
    organisation: 'Đơn vị, cơ sở',
    choose: 'Chọn…',
    missing: 'Hãy chọn tỉnh hoặc đối tượng.',
    tooLong: 'Dài quá {{max}} ký tự. Hãy viết gọn lại.',
    send: 'Gửi',
    thanks: 'Đã ghi lại. Cảm ơn bạn!',
  },
  hall: {
    title: 'Xem chung tại hội trường',
    text: 'Nhiều người cùng xem trên thiết bị này, hoặc bạn đang ngồi trong một hội trường?',
    open: 'Điểm danh hội trường',
  },
  ended: {
    title: 'Buổi học đã kết thúc',
    thanks: 'Cảm ơn {{name}} đã tham gia!',
    thanksStaff: 'Cảm ơn bạn đã dẫn buổi học.',
    duration: 'Buổi học kéo dài {{duration}}.',
    keep: 'Bạn có thể mở lại trang này bằng cùng liên kết để xem tài liệu và gửi góp ý.',
    materials: 'Tài liệu của buổi học',
    questions: 'Câu hỏi đã được trả lời',
    unanswered:
      'Câu hỏi của bạn chưa được trả lời trong buổi học. Nếu giảng viên trả lời sau, câu trả lời sẽ hiện ở đây.',
    noQuestions: 'Buổi học này không có câu hỏi nào được trả lời bằng văn bản.',
    report: 'Xem điểm danh và góp ý',
  },
  feedback: {
    title: 'Góp ý cho buổi học',
    lead: 'Câu trả lời không kèm tên bạn khi đến giảng viên. Bạn có thể sửa lại sau.',
    send: 'Gửi góp ý',
    sendAgain: 'Gửi lại góp ý',
    sent: 'Đã nhận góp ý của bạn. Cảm ơn bạn!',
    waiting: 'Góp ý sẽ được gửi khi có mạng lại.',
    closed: 'Buổi học đã được lưu trữ nên không nhận góp ý nữa.',
    missing: 'Hãy trả lời câu này.',
    change: 'Sửa góp ý',
    choicesHint: 'Có thể chọn nhiều câu.',
  },
  materials: {
    none: 'Chưa có tài liệu',
    noneText: 'Tài liệu giảng viên tải lên sẽ hiện ở đây.',
    pages_other: '{{count}} trang',
    read: 'Xem',
    shown: 'Đang chiếu',
    download: 'Tải về',
    processing: 'Đang chuẩn bị các trang…',
    failed: 'Không dùng được tệp này',
  },
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'room-around': typeof words;
  }
}
