/** Of one kind: do the two ask the same? Written after what people ask at OCOP trainings, with and without tone marks. */
export interface QuestionPair {
  left: string;
  right: string;
  same: boolean;
}

const same: readonly (readonly [string, string])[] = [
  ['Hồ sơ đăng ký OCOP cần những giấy tờ gì ạ?', 'Cho em hỏi đăng ký OCOP thì hồ sơ gồm những giấy tờ nào?'],
  ['Hồ sơ đăng ký OCOP cần những giấy tờ gì ạ?', 'ho so dang ky ocop can nhung giay to gi'],
  ['Giấy chứng nhận OCOP có giá trị trong bao lâu?', 'Giấy chứng nhận OCOP có thời hạn giá trị mấy năm ạ?'],
  [
    'Một chủ thể được đăng ký tối đa bao nhiêu sản phẩm?',
    'Mỗi chủ thể đăng ký tối đa mấy sản phẩm trong một năm ạ',
  ],
  ['Kinh phí hỗ trợ chủ thể lấy từ nguồn nào?', 'nguon kinh phi ho tro chu the lay o dau a'],
  [
    'Nguyên liệu mua ở xã bên cạnh có được tính là nguyên liệu địa phương không?',
    'Nguyên liệu mua xã khác có tính là nguyên liệu địa phương không thầy?',
  ],
  ['Làm homestay có thuộc OCOP không?', 'Nhà em làm homestay thì có thuộc chương trình OCOP không ạ?'],
  ['Tem truy xuất nguồn gốc in ở đâu?', 'In tem truy xuất nguồn gốc thì in ở đâu ạ'],
  ['Bao bì có bắt buộc phải ghi bằng tiếng Anh không?', 'bao bi co can ghi tieng anh khong thay'],
  ['Sản phẩm 3 sao muốn lên 4 sao cần làm gì?', 'Làm thế nào để nâng sản phẩm từ 3 sao lên 4 sao?'],
  ['Hợp đồng liên kết có cần công chứng không?', 'Hợp đồng liên kết với bà con có phải công chứng không ạ?'],
  [
    'Vay vốn ngân hàng thì phương án kinh doanh cần thêm mục gì?',
    'Phương án kinh doanh để vay vốn ngân hàng phải có thêm những mục nào?',
  ],
  [
    'Kiểm nghiệm sản phẩm ở đâu và chi phí bao nhiêu?',
    'chi phi kiem nghiem san pham la bao nhieu, kiem nghiem o dau?',
  ],
  [
    'Bài giảng hôm nay có gửi lại cho học viên không ạ?',
    'Thầy có gửi lại bài giảng hôm nay cho học viên không?',
  ],
  [
    'Công của người nhà có tính vào giá thành không?',
    'Công lao động người nhà có phải tính vào giá thành không ạ?',
  ],
  ['Đăng ký mã vạch cho sản phẩm ở đâu?', 'Muốn đăng ký mã vạch sản phẩm thì đăng ký ở đâu ạ?'],
  [
    'Chấm điểm câu chuyện sản phẩm dựa vào tiêu chí nào?',
    'Câu chuyện sản phẩm được chấm điểm theo tiêu chí gì?',
  ],
  ['Có mẫu phương án sản xuất kinh doanh không ạ?', 'Xin thầy mẫu phương án sản xuất kinh doanh ạ'],
  [
    'Bao giờ phải đánh giá lại sản phẩm đã công nhận?',
    'Sản phẩm công nhận rồi thì bao lâu phải đánh giá lại?',
  ],
  ['Hộ kinh doanh cá thể có được tham gia OCOP không?', 'ho kinh doanh ca the co tham gia ocop dc ko'],
];

const different: readonly (readonly [string, string])[] = [
  ['Hồ sơ đăng ký OCOP cần những giấy tờ gì ạ?', 'Hồ sơ OCOP nộp ở đâu ạ?'],
  ['Giấy chứng nhận OCOP có giá trị trong bao lâu?', 'Giấy chứng nhận an toàn thực phẩm xin ở đâu?'],
  ['Một chủ thể được đăng ký tối đa bao nhiêu sản phẩm?', 'Chủ thể gồm những ai ạ?'],
  ['Kinh phí hỗ trợ chủ thể lấy từ nguồn nào?', 'Chủ thể có được hỗ trợ in bao bì không?'],
  ['Làm homestay có thuộc OCOP không?', 'Hộ kinh doanh cá thể có được tham gia OCOP không?'],
  ['Tem truy xuất nguồn gốc in ở đâu?', 'Đăng ký mã vạch cho sản phẩm ở đâu?'],
  ['Bao bì có bắt buộc phải ghi bằng tiếng Anh không?', 'Bao bì bằng giấy có giữ được chè lâu không?'],
  ['Sản phẩm 3 sao muốn lên 4 sao cần làm gì?', 'Sản phẩm 3 sao có bán vào siêu thị được không?'],
  ['Hợp đồng liên kết có cần công chứng không?', 'Liên kết với doanh nghiệp thì chia lợi nhuận thế nào?'],
  ['Kiểm nghiệm sản phẩm ở đâu và chi phí bao nhiêu?', 'Chi phí vận chuyển tính vào giá thành thế nào?'],
  ['Bài giảng hôm nay có gửi lại cho học viên không ạ?', 'Hôm nay có điểm danh không ạ?'],
  ['Công của người nhà có tính vào giá thành không?', 'Giá thành và giá bán khác nhau thế nào?'],
  ['Chấm điểm câu chuyện sản phẩm dựa vào tiêu chí nào?', 'Câu chuyện sản phẩm nên viết dài bao nhiêu chữ?'],
  ['Có mẫu phương án sản xuất kinh doanh không ạ?', 'Phương án kinh doanh lập cho mấy năm?'],
  ['Bao giờ phải đánh giá lại sản phẩm đã công nhận?', 'Hội đồng đánh giá gồm những ai?'],
  [
    'Vay vốn ngân hàng thì phương án kinh doanh cần thêm mục gì?',
    'Hợp tác xã vay vốn ngân hàng lãi suất bao nhiêu?',
  ],
  ['Cơm lam Khẩu Xiêm có được bảo hộ nhãn hiệu không?', 'Đăng ký bảo hộ nhãn hiệu tập thể mất bao lâu?'],
  [
    'Gạo Điện Biên muốn bán vào siêu thị thì chiết khấu bao nhiêu?',
    'Gạo Điện Biên đóng túi mấy cân thì dễ bán?',
  ],
  [
    'Sản phẩm du lịch cộng đồng chấm theo bộ tiêu chí nào?',
    'Du lịch cộng đồng có cần đăng ký kinh doanh không?',
  ],
  ['Có được dùng logo OCOP trên bao bì khi chưa có kết quả không?', 'Logo OCOP tải ở đâu ạ?'],
];

export const questionPairs: readonly QuestionPair[] = [
  ...same.map(([left, right]) => ({ left, right, same: true })),
  ...different.map(([left, right]) => ({ left, right, same: false })),
];
