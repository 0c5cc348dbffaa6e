/** What learners found most helpful, in their words. */
export const seedHelped: readonly string[] = [
  'Thầy giảng chậm, dễ hiểu, ví dụ rất gần với bà con chúng tôi.',
  'Phần tính giá thành có bảng mẫu, tôi về làm được ngay.',
  'Được hỏi trực tiếp và thầy trả lời từng câu.',
  'Bài giảng hiện ngay bên cạnh, mạng yếu vẫn đọc được.',
  'Nghe kinh nghiệm của các hợp tác xã tỉnh bạn.',
  'Hiểu rõ sản phẩm của mình thuộc nhóm nào và cần chuẩn bị gì.',
  'Em ở bản xa, ngồi nhà vẫn học được là quý lắm rồi.',
  'Cách chọn một sản phẩm để làm trước, không làm dàn trải.',
  'Giải thích rõ từng bước của chu trình OCOP.',
  'Phần hỏi đáp cuối giờ.',
  'Ví dụ về chè Shan tuyết rất hay.',
  'Xem lại được câu trả lời bằng chữ sau buổi học.',
];

/** What they would do better. */
export const seedBetter: readonly string[] = [
  'Nên gửi tài liệu trước một ngày để đọc.',
  'Buổi sáng chúng tôi hay đi chợ, mong có thêm buổi tối.',
  'Giọng thầy có lúc nhỏ, xin nói to hơn.',
  'Thêm thời gian cho phần hỏi đáp.',
  'Mong có thêm ví dụ của đồng bằng sông Cửu Long.',
  'Chữ trên vài trang hơi nhỏ, xem trên điện thoại khó.',
  'Nên có bài tập để về làm rồi buổi sau chữa.',
  'Mạng ở xã chập chờn, mong có bản ghi để xem lại.',
  'Ba tiếng hơi dài, nên nghỉ giữa giờ 15 phút.',
  'Cho xin mẫu hồ sơ điền sẵn để tham khảo.',
];
