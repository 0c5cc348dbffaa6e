export const words = {
  title: 'Xuất dữ liệu',
  lead: 'Mỗi lần tải đều được ghi vào nhật ký, vì danh sách có dữ liệu cá nhân.',
  scope: {
    label: 'Xuất dữ liệu của',
    series: 'Cả chương trình',
    topic: 'Chuyên đề {{number}}: {{title}}',
    person: 'Một học viên',
  },
  list: {
    title: 'Danh sách điểm danh',
    seriesLead:
      'Cả chương trình: mỗi học viên một dòng, kết quả từng chuyên đề và đủ điều kiện cấp giấy chứng nhận hay chưa.',
    sessionLead: 'Buổi học này: giờ vào, giờ có mặt lần cuối, thời gian có mặt và kết quả từng chuyên đề.',
    topicLead: 'Riêng chuyên đề này: mỗi học viên một dòng, thời gian có mặt, xác nhận có mặt và kết quả.',
    personLead: 'Riêng học viên này: kết quả từng chuyên đề và đủ điều kiện cấp giấy chứng nhận hay chưa.',
    xlsx: 'Excel (XLSX)',
    xlsxUse: 'Để lọc, tính và gửi đi. Năm trang: danh sách, chuyên đề, xác nhận có mặt, điều chỉnh, quy tắc.',
    pdf: 'Bản in (PDF)',
    pdfUse: 'Khổ A4, có cột ký tên, đánh số trang, ghi quy tắc và mã băm của bản ghi ở chân trang.',
    csv: 'CSV',
    csvUse: 'Riêng trang danh sách, để nhập vào phần mềm khác.',
    json: 'JSON',
    jsonUse: 'Đủ mọi con số, cho người viết phần mềm.',
  },
  pack: {
    title: 'Hồ sơ minh chứng',
    lead: 'Một tệp ZIP có chữ ký điện tử: danh sách, bản ghi gốc, xác nhận có mặt, câu hỏi, thăm dò, góp ý, tài liệu, phụ đề, quy tắc và các lần điều chỉnh. Người kiểm tra tự xác minh được, không cần Lectern.',
    topicLead:
      'Một tệp ZIP có chữ ký điện tử, riêng cho chuyên đề này: danh sách, bản ghi gốc của các buổi đã dạy chuyên đề, quy tắc và các lần điều chỉnh. Không nói ai đủ điều kiện cấp giấy chứng nhận.',
    zip: 'Hồ sơ (ZIP)',
    zipUse: 'Mở verify.html trong hồ sơ và thả tệp ZIP vào để kiểm tra.',
    waits: 'Hồ sơ chỉ lập được khi không còn buổi học nào đang mở: dữ liệu còn thay đổi thì chưa ký được.',
  },
  download: 'Tải về',
  downloadOf: 'Tải về: {{name}}',
  preparing: 'Đang chuẩn bị…',
  working: 'Đang lập và tải xuống',
  workingSize: 'đã tải {{size}}',
  done: 'Đã tải xong, {{size}}',
  missing_other:
    'Hồ sơ không đầy đủ: {{count}} tệp đã tải lên không còn trên máy chủ. Tên các tệp ở trong README.txt; hãy chép lại chúng từ bản sao lưu rồi tải hồ sơ lần nữa.',
  failed: 'Tải xuống bị dừng giữa chừng. Hãy thử lại.',
};

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'site-exports': typeof words;
  }
}
