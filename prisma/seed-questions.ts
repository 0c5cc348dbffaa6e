export interface SeedQuestion {
  /** Number of the topic it was asked in, from 1. */
  topic: number;
  /** The asker, a number in `seedLearners` from 0. */
  by: number;
  body: string;
  /** Written by a trainer; without it, it was answered aloud. */
  answer?: string;
  anonymous?: true;
  /** What a moderator or trainer did with it instead of answering it. */
  fate?: 'DISMISSED' | 'HIDDEN';
}

/** In the order in which they were asked. */
export const seedQuestions: readonly SeedQuestion[] = [
  {
    topic: 1,
    by: 0,
    body: 'Hợp tác xã của tôi mới thành lập được tám tháng thì có đăng ký tham gia OCOP được không ạ?',
    answer:
      'Được. Chương trình không yêu cầu thời gian hoạt động tối thiểu. Điều quan trọng là hợp tác xã có đăng ký kinh doanh hợp lệ và sản phẩm gắn với địa phương.',
  },
  {
    topic: 1,
    by: 21,
    body: 'Bánh pía nhà em đã có thương hiệu từ lâu thì đăng ký theo sản phẩm mới hay sản phẩm đã có?',
    answer:
      'Chị đăng ký theo nhóm sản phẩm đã có, dùng biểu dành cho sản phẩm đã có. Nên nêu rõ lần này sẽ nâng cấp điểm gì so với sản phẩm đang bán.',
  },
  {
    topic: 1,
    by: 12,
    body: 'Huyện tôi chưa có cán bộ chuyên trách OCOP, xã có được hướng dẫn bà con nộp hồ sơ thẳng lên tỉnh không?',
    answer:
      'Hồ sơ vẫn đi qua Hội đồng cấp huyện. Nếu huyện chưa có người phụ trách, anh liên hệ Văn phòng Điều phối nông thôn mới của tỉnh để được hướng dẫn cùng huyện tổ chức.',
  },
  {
    topic: 1,
    by: 33,
    body: 'Nhà cháu làm homestay, không bán hàng hóa gì, vậy có thuộc OCOP không?',
    answer: 'Có, thuộc nhóm dịch vụ du lịch. Chuyên đề 10 trong chuỗi tập huấn này nói kỹ về nhóm này.',
  },
  {
    topic: 1,
    by: 36,
    body: 'Em là sinh viên, em có thể tham gia hỗ trợ chủ thể viết hồ sơ được không ạ?',
    anonymous: true,
  },
  { topic: 1, by: 19, body: 'Một chủ thể được đăng ký tối đa bao nhiêu sản phẩm trong một năm?' },
  {
    topic: 1,
    by: 38,
    body: 'Bên em có nhận làm hồ sơ trọn gói, ai cần liên hệ số trong ảnh đại diện.',
    fate: 'HIDDEN',
  },
  {
    topic: 2,
    by: 8,
    body: 'Chè Shan tuyết cổ thụ ở bản tôi hái được ít, mỗi vụ vài tạ búp khô. Sản lượng ít như vậy có nên làm OCOP không?',
    answer:
      'Rất nên. Sản lượng ít nhưng hiếm và có câu chuyện thì đi theo hướng giá trị cao: đóng gói nhỏ, ghi rõ vùng cây, năm hái. Tiêu chí xét khả năng sản xuất phù hợp với thị trường mình nhắm tới, không bắt buộc phải thật nhiều.',
  },
  {
    topic: 2,
    by: 15,
    body: 'Gốm Bàu Trúc làm hoàn toàn bằng tay nên không cái nào giống cái nào. Làm sao chứng minh chất lượng đồng đều ạ?',
    answer:
      'Với hàng thủ công, chị công bố những gì giữ được như nhau: nguồn đất, cách nung, độ bền, khoảng kích thước. Sự khác nhau của từng chiếc là nét riêng, hãy nói điều đó trên nhãn.',
  },
  {
    topic: 2,
    by: 4,
    body: 'Xã tôi có cả miến dong lẫn hạt dẻ, nên tập trung một sản phẩm hay làm cả hai?',
    answer:
      'Chọn một để làm tốt trước, ưu tiên sản phẩm đã có nhóm hộ làm cùng nhau và đã bán ra ngoài huyện. Sản phẩm kia chuẩn bị cho năm sau.',
  },
  { topic: 2, by: 28, body: 'Nguyên liệu mua ở xã bên cạnh có được tính là nguyên liệu địa phương không?' },
  {
    topic: 2,
    by: 10,
    body: 'Tỏi Lý Sơn hay bị làm giả, tham gia OCOP có giúp bảo vệ không thầy?',
    anonymous: true,
  },
  {
    topic: 3,
    by: 7,
    body: 'Giai đoạn tới kinh phí hỗ trợ chủ thể lấy từ nguồn nào, cấp xã có được giao không ạ?',
    answer:
      'Hiện mới có định hướng, chưa có quyết định phê duyệt giai đoạn 2021–2025. Trong khi chờ, các tỉnh lồng ghép từ chương trình nông thôn mới, khuyến nông và vốn của chủ thể.',
  },
  {
    topic: 3,
    by: 30,
    body: 'Sản phẩm được công nhận từ 2019 thì bao giờ phải đánh giá lại?',
    answer:
      'Giấy chứng nhận có giá trị 36 tháng, nên sản phẩm công nhận năm 2019 cần chuẩn bị đánh giá lại trong năm 2022.',
  },
  { topic: 3, by: 22, body: 'Xin thầy nói rõ hơn về việc phân cấp cho huyện đánh giá 3 sao.' },
  { topic: 3, by: 39, body: 'Cho tôi xin bài giảng của buổi trước với ạ.', fate: 'DISMISSED' },
  {
    topic: 4,
    by: 17,
    body: 'Giá dừa nguyên liệu lên xuống thất thường, lập phương án kinh doanh thì lấy giá nào để tính?',
    answer:
      'Chị lấy giá bình quân 12 tháng gần nhất làm phương án chính, rồi tính thêm một phương án khi giá tăng 20%. Nếu khi đó vẫn không lỗ thì phương án đứng được.',
  },
  {
    topic: 4,
    by: 1,
    body: 'Công của người nhà có phải tính vào giá thành không ạ? Trước nay tôi không tính.',
    answer:
      'Phải tính, theo giá thuê một người ngoài làm việc đó. Không tính thì giá bán nhìn có lãi, nhưng đến lúc phải thuê người là lỗ ngay.',
  },
  {
    topic: 4,
    by: 34,
    body: 'Gạo Điện Biên của hợp tác xã muốn bán vào siêu thị, họ yêu cầu chiết khấu 25%. Tính thế nào cho phải?',
    answer:
      'Chị tính ngược từ giá bán lẻ: trừ chiết khấu, vận chuyển, hàng trả lại, còn bao nhiêu phải lớn hơn giá thành cộng lãi tối thiểu. Nếu không đủ thì làm dòng sản phẩm riêng cho siêu thị.',
  },
  { topic: 4, by: 16, body: 'Vay vốn ngân hàng thì phương án cần thêm những mục gì?' },
  {
    topic: 4,
    by: 24,
    body: 'Có mẫu bảng tính sẵn không thầy? Em mở trên điện thoại được thì tốt quá.',
    anonymous: true,
  },
  {
    topic: 4,
    by: 35,
    body: 'Cam sành chỉ có mấy tháng trong năm, dòng tiền những tháng còn lại ghi bằng không ạ?',
  },
  {
    topic: 5,
    by: 2,
    body: 'Hợp đồng liên kết với bà con viết tay có được chấp nhận không, hay phải có công chứng?',
    answer:
      'Không bắt buộc công chứng. Hợp đồng viết tay có chữ ký hai bên, ghi rõ diện tích, sản lượng, giá hoặc cách tính giá là được. Nên có xác nhận của xã.',
  },
  {
    topic: 5,
    by: 9,
    body: 'Mười hai hộ trồng cam cùng tham gia, ghi nhật ký đồng ruộng mỗi hộ một quyển hay chung một quyển?',
    answer: 'Mỗi hộ một quyển, hợp tác xã giữ một bảng tổng hợp. Khi truy xuất phải lần về được từng hộ.',
  },
  {
    topic: 5,
    by: 13,
    body: 'Tổ dệt của chúng tôi toàn chị em làm lúc nông nhàn, có được tính là sử dụng lao động địa phương không?',
    answer:
      'Được, và đây là điểm mạnh. Chị lập danh sách chị em, số ngày công và thu nhập bình quân trong năm.',
  },
  { topic: 5, by: 26, body: 'Doanh nghiệp tư nhân thì làm thế nào để có điểm phần sức mạnh cộng đồng?' },
  {
    topic: 5,
    by: 31,
    body: 'Bà con bán ra ngoài khi giá cao, không giao cho hợp tác xã, xử lý sao ạ?',
    anonymous: true,
  },
  {
    topic: 6,
    by: 3,
    body: 'Nghề dệt lanh của người Mông quê em có từ lâu lắm rồi, không ai biết ai làm đầu tiên. Không có mốc năm cụ thể thì câu chuyện có bị coi là thiếu căn cứ không ạ?',
    answer:
      'Không sao em. Đừng bịa ra một năm. Hãy kể điều em biết chắc: bà dạy mẹ, mẹ dạy em, một tấm vải mất bao nhiêu tháng từ lúc gieo lanh. Chi tiết thật thuyết phục hơn mốc thời gian.',
  },
  {
    topic: 6,
    by: 11,
    body: 'Câu chuyện viết bằng tiếng Ê Đê rồi dịch sang tiếng Việt thì in cả hai lên bao bì có được không?',
  },
  {
    topic: 6,
    by: 6,
    body: 'Nước mắm quê tôi nơi nào cũng kể chuyện cha truyền con nối. Làm sao để câu chuyện của mình khác đi?',
  },
  { topic: 6, by: 14, body: 'Câu chuyện nên dài bao nhiêu chữ là vừa ạ?' },
  {
    topic: 6,
    by: 32,
    body: 'Có cần quay video không thầy, hay chỉ viết trên nhãn là đủ? Hợp tác xã chưa có ai biết quay dựng.',
  },
  {
    topic: 6,
    by: 25,
    body: 'Nhân vật trong câu chuyện có phải xin phép bằng văn bản không ạ?',
    anonymous: true,
  },
  { topic: 6, by: 37, body: 'Thầy cho ví dụ một câu chuyện đã được 5 sao để cả lớp cùng phân tích với ạ.' },
  {
    topic: 7,
    by: 20,
    body: 'Tôm khô đóng túi zip dán nhãn giấy có đạt không, hay phải in trực tiếp lên bao bì?',
    answer:
      'Nhãn dán vẫn được nếu đủ nội dung bắt buộc và không bong. In trực tiếp giúp thêm điểm hình thức.',
  },
  {
    topic: 7,
    by: 29,
    body: 'Đăng ký nhãn hiệu mất bao lâu? Trong lúc chờ có nộp hồ sơ OCOP được không ạ?',
    answer: 'Thường trên một năm. Trong lúc chờ, chị nộp kèm thông báo chấp nhận đơn hợp lệ.',
  },
  { topic: 7, by: 18, body: 'Mã QR tự tạo trên mạng có được coi là tem truy xuất nguồn gốc không?' },
  {
    topic: 8,
    by: 23,
    body: 'Hộ kinh doanh nhỏ có cần giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm không ạ?',
    answer:
      'Tùy loại hình. Nhiều hộ nhỏ lẻ chỉ cần ký cam kết với xã, chị hỏi phòng phụ trách của huyện cho chắc.',
  },
  {
    topic: 8,
    by: 5,
    body: 'Một lần kiểm nghiệm cho miến dong hết khoảng bao nhiêu tiền, mấy năm phải làm lại?',
  },
  {
    topic: 9,
    by: 27,
    body: 'Bà con xã tôi chỉ có điện thoại thường, mạng chập chờn, nên bắt đầu chuyển đổi số từ việc gì?',
    answer:
      'Từ việc ghi chép: chụp ảnh sổ bán hàng mỗi tối gửi vào một nhóm Zalo chung. Làm đều ba tháng rồi hãy nghĩ đến gian hàng.',
  },
  { topic: 9, by: 16, body: 'Bán trên sàn bị khách trả hàng vì vỡ, chi phí ai chịu ạ?' },
  {
    topic: 10,
    by: 33,
    body: 'Khách hỏi có được tự vào bản chụp ảnh không, bản có nên thu vé không ạ?',
    answer:
      'Nên họp bản thống nhất trước: chỗ nào được chụp, ai dẫn, tiền vào quỹ chung thế nào. Có quy ước rồi mới thu.',
  },
  { topic: 10, by: 19, body: 'Nhà vườn chỉ đón khách cuối tuần thì có đủ điều kiện đánh giá không?' },
  {
    topic: 11,
    by: 6,
    body: 'Hồ sơ nộp bản giấy hay bản mềm? Mỗi thứ mấy bộ ạ?',
    answer:
      'Theo thông báo của từng huyện. Chị chuẩn bị một bộ giấy đầy đủ và một bộ quét màu, đặt tên từng tệp theo số mục.',
  },
  { topic: 11, by: 0, body: 'Thiếu một phiếu kiểm nghiệm thì có bị loại ngay không, hay được bổ sung?' },
];
