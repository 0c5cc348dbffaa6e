/** What a learner, and whoever stands beside them, is told of their record. The words travel with what shows them. */
export const words = {
  title: 'Điểm danh của bạn',
  lead: 'Những gì hệ thống đã ghi nhận cho bạn, và quy tắc tính ra kết quả.',
  link: 'Xem điểm danh của bạn',
  resultTitle: 'Kết quả của bạn',
  topicsPassed: 'Chuyên đề đã đạt',
  ofTopics: '{{passed}} / {{all}} (cần {{needed}})',
  qualifies: 'Bạn đủ điều kiện được cấp giấy chứng nhận.',
  notYet_other: 'Cần đạt thêm {{count}} chuyên đề để được cấp giấy chứng nhận.',
  test: 'Điểm kiểm tra: {{score}} (cần {{needed}}).',
  testMissing: 'Chưa có điểm kiểm tra (cần {{needed}}).',
  recorded: 'Đã ghi nhận {{minutes}}/{{all}} phút',
  recordedChecks: 'đã trả lời {{answered}}/{{delivered}} lượt xác nhận',
  noCheckArrived: 'không có lượt xác nhận nào đến được máy',
  check: {
    pending: 'Lượt đang chờ: {{times}}.',
    answered: 'Đã trả lời: {{times}}.',
    expired: 'Không trả lời: {{times}}.',
    excused: 'Không tính, vì đến máy quá muộn hoặc đóng sớm: {{times}}.',
    not_delivered: 'Không đến được máy, không tính: {{times}}.',
  },
  running: 'Đang học',
  soFar: 'Tính đến {{time}}.',
  status: {
    passed: 'Đạt',
    too_short: 'Chưa đủ thời lượng',
    too_few_checks: 'Chưa đủ lượt xác nhận',
    absent: 'Vắng',
    excused: 'Vắng có phép',
    confirmed_by_hand: 'Xác nhận thủ công',
    in_hall: 'Học tại hội trường',
    external: 'Xem ở kênh khác',
    not_held: 'Chưa học',
  },
  missing: {
    time: 'Cần có mặt ít nhất {{needed}} phút, còn thiếu {{missing}} phút.',
    timeRunning: 'Cần có mặt ít nhất {{percent}} thời gian của chuyên đề.',
    checks: 'Cần trả lời ít nhất {{needed}} lượt xác nhận có mặt, đã trả lời {{answered}}.',
  },
  correction: 'Ban tổ chức đã điều chỉnh thành “{{outcome}}”',
  correctionBefore: 'Trước đó: {{status}}, {{minutes}} phút',
  correctionWithdrawn: 'Đã rút lại ngày {{date}}',
  byAt: '{{name}}, {{date}}',
  staff: 'Ban tổ chức',
  object: 'Khiếu nại',
  objectTopic: 'Khiếu nại “{{title}}”',
  objectUntil: 'Nếu chưa đúng, bạn có thể khiếu nại đến hết {{date}}.',
  objectLead:
    'Nói rõ lúc nào, ở đâu và vì sao kết quả chưa đúng. Ban tổ chức đọc và trả lời bạn ngay trên trang này.',
  objectWords: 'Nội dung khiếu nại',
  objectMissing: 'Hãy viết lý do khiếu nại.',
  objectSend: 'Gửi khiếu nại',
  objectSent: 'Đã gửi khiếu nại.',
  objectRefused: 'Không gửi được: đã hết hạn khiếu nại, hoặc bạn đang có một khiếu nại chờ trả lời.',
  objected: 'Khiếu nại ngày {{date}}',
  objectionWaits: 'Chờ ban tổ chức trả lời, chậm nhất {{date}}.',
  objectionAccepted: 'Được chấp nhận',
  objectionRefused: 'Không được chấp nhận',
  objectionAnswer: 'Trả lời:',
  ruleTitle: 'Quy tắc điểm danh',
  ruleChanged: 'Ban tổ chức đổi quy tắc ngày {{date}}, và nêu lý do: {{reason}}',
  rule: {
    share:
      'Mỗi chuyên đề cần có mặt ít nhất {{percent}} thời gian: chuyên đề {{minutes}} phút là {{needed}} phút.',
    gap: 'Mất mạng hoặc rời đi không quá {{duration}} rồi vào lại thì không bị trừ. Vào bằng nhiều máy cùng lúc chỉ tính một lần.',
    noGap: 'Rời đi bao lâu thì trừ bấy nhiêu. Vào bằng nhiều máy cùng lúc chỉ tính một lần.',
    checks:
      'Trong giờ học có những lượt “xác nhận có mặt” vào lúc bất kỳ (khoảng {{count}} lượt cho {{minutes}} phút), mỗi lượt mở {{duration}}. Cần trả lời ít nhất {{percent}} số lượt máy bạn nhận được: nhận {{count}} lượt thì trả lời {{needed}}. Lượt không đến được máy bạn thì không tính.',
    noChecks:
      'Không có lượt xác nhận có mặt được hẹn trước; nếu giảng viên hỏi, cần trả lời ít nhất {{percent}} số lượt.',
    topics:
      'Được cấp giấy chứng nhận khi đạt ít nhất {{percent}} số chuyên đề: {{needed}} trong {{count}} chuyên đề.',
    test: 'Bài kiểm tra cuối khoá cần đạt ít nhất {{percent}}.',
    noTest: 'Không yêu cầu bài kiểm tra.',
    replay: 'Xem lại sau buổi học: được tính tối đa {{count}} chuyên đề, khi có chức năng xem lại.',
    noReplay: 'Xem lại sau buổi học không được tính.',
    external: 'Xem ở YouTube hoặc trang Facebook và nhập đủ mã hiện trên hình: được tính.',
    noExternal: 'Xem ở YouTube hoặc trang Facebook không được tính là có mặt.',
    objection: 'Nếu kết quả chưa đúng, có thể khiếu nại trong {{count}} ngày sau buổi học.',
  },
  refresh: 'Cập nhật mỗi phút khi bạn mở phần này.',
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'own-record': typeof words;
  }
}
