/** The programme of autumn 2021; the days are an illustration, as nobody kept the real timetable. */
export const seedSeries = {
  title: 'Tập huấn trực tuyến Chương trình Mỗi xã một sản phẩm (OCOP) năm 2021',
  description: `Dành cho cán bộ phụ trách Chương trình OCOP các cấp, chủ thể OCOP (hợp tác xã, tổ hợp tác, doanh nghiệp, hộ sản xuất), cơ sở du lịch cộng đồng, giảng viên, sinh viên và tất cả những ai quan tâm.

Mục tiêu:
• Nâng cao nhận thức về Chương trình và định hướng giai đoạn 2021–2025.
• Rèn kỹ năng sản xuất, tiếp thị và chuyển đổi số cho sản phẩm địa phương.
• Chuẩn hóa sản phẩm và hồ sơ tham gia đánh giá, phân hạng.
• Tạo diễn đàn để các địa phương trao đổi kinh nghiệm.

Mỗi buổi từ 8 giờ 30 đến 11 giờ 30, mở cửa phòng từ 8 giờ. 30 phút cuối dành cho hỏi đáp.`,
  timeZone: 'Asia/Ho_Chi_Minh',
};

export interface SeedTopic {
  title: string;
  description: string;
}

export const seedTopics: readonly SeedTopic[] = [
  {
    title: 'Chương trình Mỗi xã một sản phẩm (OCOP): những điều cần biết khi tham gia',
    description:
      'OCOP là gì, ai được tham gia, sản phẩm nào phù hợp; chu trình thường niên sáu bước và những hỗ trợ mà chủ thể có thể nhận.',
  },
  {
    title: 'Hướng dẫn phát triển sản phẩm gắn với tiềm năng, lợi thế địa phương',
    description: 'Nhìn lại nguyên liệu, tay nghề, văn hóa của quê mình để chọn sản phẩm và hướng phát triển.',
  },
  {
    title: 'Định hướng Chương trình OCOP giai đoạn 2021–2025 và vai trò quản lý các cấp',
    description: 'Những điểm mới của giai đoạn tới; việc của xã, huyện, tỉnh và Trung ương.',
  },
  {
    title: 'Xây dựng phương án sản xuất, kinh doanh cho chủ thể OCOP',
    description:
      'Từ ý tưởng đến con số: thị trường, sản lượng, giá thành, dòng tiền và rủi ro, viết gọn trong vài trang.',
  },
  {
    title: 'Tổ chức sản xuất, liên kết chuỗi và sức mạnh cộng đồng (Phần A)',
    description:
      'Vùng nguyên liệu, hợp đồng liên kết, lao động địa phương và các tiêu chí Phần A của Bộ tiêu chí.',
  },
  {
    title: 'Xây dựng câu chuyện sản phẩm OCOP',
    description: 'Tìm, viết và kể câu chuyện thật của sản phẩm để người mua nhớ và tin.',
  },
  {
    title: 'Bao bì, nhãn hàng hóa, sở hữu trí tuệ và truy xuất nguồn gốc',
    description: 'Chọn bao bì, ghi nhãn đúng quy định, đăng ký nhãn hiệu, mã số mã vạch và tem truy xuất.',
  },
  {
    title: 'Tiêu chuẩn, an toàn thực phẩm và kiểm soát chất lượng (Phần C)',
    description:
      'Công bố chất lượng, kiểm nghiệm, điều kiện sản xuất và kế hoạch kiểm soát chất lượng cho cơ sở nhỏ.',
  },
  {
    title: 'Chuyển đổi số, thương mại điện tử và tiếp thị sản phẩm OCOP (Phần B)',
    description: 'Chụp ảnh, mở gian hàng, bán hàng trực tiếp trên mạng và chăm sóc khách mua lại.',
  },
  {
    title: 'Phát triển dịch vụ du lịch cộng đồng gắn với OCOP',
    description: 'Đón khách tại bản: sản phẩm, trải nghiệm, an toàn, chia sẻ lợi ích trong cộng đồng.',
  },
  {
    title: 'Chuẩn hóa sản phẩm và hồ sơ tham gia đánh giá, phân hạng OCOP',
    description: 'Rà soát sản phẩm theo Bộ tiêu chí và hoàn thiện bộ hồ sơ trước khi nộp.',
  },
];

export interface SeedSession {
  title: string;
  /** Local start in Việt Nam; every session is planned for three hours. */
  startsAt: string;
  /** From 1, as in `seedTopics`. */
  topics: readonly number[];
}

export const seedSessions: readonly SeedSession[] = [
  { title: 'Buổi 1: Khai mạc và tổng quan Chương trình', startsAt: '2021-09-28T08:30:00+07:00', topics: [1] },
  {
    title: 'Buổi 2: Tiềm năng địa phương và định hướng',
    startsAt: '2021-09-30T08:30:00+07:00',
    topics: [2, 3],
  },
  { title: 'Buổi 3: Phương án sản xuất, kinh doanh', startsAt: '2021-10-02T08:30:00+07:00', topics: [4] },
  {
    title: 'Buổi 4: Liên kết chuỗi và câu chuyện sản phẩm',
    startsAt: '2021-10-05T08:30:00+07:00',
    topics: [5, 6],
  },
  {
    title: 'Buổi 5: Bao bì, nhãn và truy xuất nguồn gốc',
    startsAt: '2021-10-07T08:30:00+07:00',
    topics: [7],
  },
  { title: 'Buổi 6: Chất lượng và chuyển đổi số', startsAt: '2021-10-09T08:30:00+07:00', topics: [8, 9] },
  { title: 'Buổi 7: Du lịch cộng đồng', startsAt: '2021-10-12T08:30:00+07:00', topics: [10] },
  { title: 'Buổi 8: Hồ sơ đánh giá và bế mạc', startsAt: '2021-10-13T08:30:00+07:00', topics: [11] },
];
