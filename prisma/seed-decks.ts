import type { SlideDeck } from './seed-materials.ts';

/** One deck a topic, in the topics' order. Written for this story; the documents it speaks of are those in force in autumn 2021. */
export const seedDecks: readonly { fileName: string; slides: SlideDeck['slides'] }[] = [
  {
    fileName: 'Chuyên đề 1 - Những điều cần biết.pdf',
    slides: [
      {
        heading: 'OCOP là gì?',
        lines: [
          'Chương trình phát triển kinh tế nông thôn từ nội lực của mỗi xã.',
          'Trọng tâm: sản phẩm có lợi thế, do cộng đồng làm chủ.',
          'Nhà nước kiến tạo, người dân và doanh nghiệp thực hiện.',
        ],
      },
      {
        heading: 'Ai được tham gia?',
        lines: [
          'Hợp tác xã, tổ hợp tác.',
          'Doanh nghiệp nhỏ và vừa.',
          'Hộ sản xuất có đăng ký kinh doanh.',
          'Cơ sở, cộng đồng làm du lịch nông thôn.',
        ],
      },
      {
        heading: 'Chu trình thường niên sáu bước',
        lines: [
          'Tuyên truyền, hướng dẫn.',
          'Nhận đăng ký ý tưởng sản phẩm.',
          'Nhận phương án sản xuất, kinh doanh.',
          'Triển khai phương án.',
          'Đánh giá, phân hạng sản phẩm.',
          'Xúc tiến thương mại.',
        ],
      },
      {
        heading: 'Hạng sao nói lên điều gì?',
        lines: [
          '5 sao: từ 90 điểm, có thể xuất khẩu.',
          '4 sao: từ 70 đến dưới 90 điểm.',
          '3 sao: từ 50 đến dưới 70 điểm.',
          'Giấy chứng nhận có giá trị 36 tháng.',
        ],
      },
    ],
  },
  {
    fileName: 'Chuyên đề 2 - Tiềm năng địa phương.pdf',
    slides: [
      {
        heading: 'Ba câu hỏi trước khi chọn sản phẩm',
        lines: [
          'Quê mình có gì mà nơi khác không có?',
          'Ai trong làng đang làm giỏi việc đó?',
          'Ai đang mua, và vì sao họ mua lại?',
        ],
      },
      {
        heading: 'Bản đồ tài nguyên của xã',
        lines: [
          'Đất, nước, giống cây, giống con.',
          'Tay nghề, lễ hội, món ăn, phiên chợ.',
          'Con người: nghệ nhân, tổ nhóm, người đi xa trở về.',
        ],
      },
      {
        heading: 'Ít mà quý: hướng đi giá trị cao',
        lines: [
          'Chè Shan tuyết cổ thụ: hái tay, đóng gói nhỏ.',
          'Ghi rõ vùng cây, mùa hái, người làm.',
          'Bán ít hơn, giữ rừng và giữ giá.',
        ],
      },
      {
        heading: 'Bài tập về nhà',
        lines: [
          'Kể tên năm tài nguyên của xã anh/chị.',
          'Chọn một, viết ba câu giải thích vì sao.',
          'Hỏi thử năm người ngoài huyện có muốn mua không.',
        ],
      },
    ],
  },
  {
    fileName: 'Chuyên đề 3 - Định hướng 2021-2025.pdf',
    slides: [
      {
        heading: 'Nhìn lại giai đoạn 2018–2020',
        lines: [
          'Khởi động theo Quyết định 490/QĐ-TTg.',
          'Bộ tiêu chí theo Quyết định 1048 và 781.',
          'Hầu hết các tỉnh đã có sản phẩm được công nhận.',
        ],
      },
      {
        heading: 'Định hướng giai đoạn tới',
        lines: [
          'Đi vào chất lượng, không chạy theo số lượng.',
          'Gắn với vùng nguyên liệu và văn hóa bản địa.',
          'Chuyển đổi số, truy xuất nguồn gốc.',
          'Ưu tiên phụ nữ và đồng bào dân tộc thiểu số.',
        ],
      },
      {
        heading: 'Việc của từng cấp',
        lines: [
          'Xã: vận động, hướng dẫn đăng ký.',
          'Huyện: đánh giá, xếp hạng bước đầu.',
          'Tỉnh: đánh giá, công nhận, xúc tiến.',
          'Trung ương: công nhận sản phẩm 5 sao.',
        ],
      },
    ],
  },
  {
    fileName: 'Chuyên đề 4 - Phương án kinh doanh.pdf',
    slides: [
      {
        heading: 'Phương án là lời hứa với chính mình',
        lines: [
          'Làm gì, bán cho ai, bán ở đâu.',
          'Cần bao nhiêu tiền, bao giờ có lãi.',
          'Điều gì có thể hỏng, khi đó làm sao.',
        ],
      },
      {
        heading: 'Tính đúng giá thành',
        lines: [
          'Nguyên liệu, bao bì, điện nước, vận chuyển.',
          'Công của người nhà cũng là chi phí.',
          'Khấu hao máy móc, tiền vay, hao hụt.',
        ],
      },
      {
        heading: 'Ví dụ: một hũ mứt gừng 200 g',
        lines: [
          'Nguyên liệu 14.000 đồng, bao bì 6.500 đồng.',
          'Công 8.000 đồng, chi phí khác 3.500 đồng.',
          'Giá thành 32.000 đồng, giá bán lẻ 55.000 đồng.',
          'Đại lý hưởng 25%: còn lãi 9.250 đồng.',
        ],
      },
      {
        heading: 'Ba phương án, không phải một',
        lines: [
          'Bình thường: giá và sản lượng như năm qua.',
          'Thuận lợi: đơn hàng tăng một nửa.',
          'Khó khăn: nguyên liệu tăng 20%, bán giảm 30%.',
        ],
      },
    ],
  },
  {
    fileName: 'Chuyên đề 5 - Liên kết chuỗi.pdf',
    slides: [
      {
        heading: 'Vì sao phải liên kết?',
        lines: [
          'Đủ hàng cho đơn lớn, đều chất lượng.',
          'Mua vật tư chung, bán hàng chung.',
          'Chia sẻ rủi ro khi mất mùa, rớt giá.',
        ],
      },
      {
        heading: 'Hợp đồng liên kết cần có',
        lines: [
          'Diện tích, giống, quy trình.',
          'Sản lượng, thời điểm giao.',
          'Giá hoặc cách tính giá.',
          'Xử lý khi một bên không giữ lời.',
        ],
      },
      {
        heading: 'Điểm Phần A đến từ đâu?',
        lines: [
          'Nguồn nguyên liệu địa phương.',
          'Lao động địa phương, thu nhập của họ.',
          'Bảo vệ môi trường trong sản xuất.',
          'Chia sẻ lợi ích với cộng đồng.',
        ],
      },
      {
        heading: 'Kinh nghiệm: tổ cam Cao Phong',
        lines: [
          'Mười hai hộ, một quy trình, mỗi hộ một sổ.',
          'Họp tổ mỗi tháng một lần, ghi biên bản.',
          'Hộ giao đủ hàng được chia thêm cuối vụ.',
        ],
      },
    ],
  },
  {
    fileName: 'Chuyên đề 6 - Câu chuyện sản phẩm.pdf',
    slides: [
      {
        heading: 'Người mua nhớ điều gì?',
        lines: [
          'Một con người có tên, có quê.',
          'Một việc làm mà máy không thay được.',
          'Một lý do để tin và để kể lại.',
        ],
      },
      {
        heading: 'Tìm câu chuyện thật',
        lines: [
          'Hỏi người già: ngày xưa làm thế nào?',
          'Nhìn bàn tay: bước nào khó nhất?',
          'Lần theo nguyên liệu: nó đến từ đâu?',
          'Không bịa: điều sai một lần, mất tin mãi.',
        ],
      },
      {
        heading: 'Kể trong năm câu',
        lines: [
          'Ai, ở đâu?',
          'Chuyện gì đã xảy ra?',
          'Sản phẩm được làm ra thế nào?',
          'Vì sao nó khác?',
          'Người mua góp phần vào điều gì?',
        ],
      },
      {
        heading: 'Ví dụ: tấm vải lanh của mẹ',
        lines: [
          'Gieo lanh khi hoa đào tàn, gặt sau hai tháng rưỡi.',
          'Tước sợi, nối sợi bằng tay suốt mùa đông.',
          'Một tấm vải: bảy tháng, hai thế hệ.',
        ],
      },
      {
        heading: 'Thực hành 10 phút',
        lines: [
          'Viết năm câu về sản phẩm của anh/chị.',
          'Gửi vào mục Câu hỏi để cả lớp cùng đọc.',
          'Thầy chọn ba bài sửa ngay tại lớp.',
        ],
      },
    ],
  },
  {
    fileName: 'Chuyên đề 7 - Bao bì và nhãn.pdf',
    slides: [
      {
        heading: 'Bao bì làm bốn việc',
        lines: [
          'Giữ cho hàng khỏi hỏng.',
          'Cho biết bên trong là gì.',
          'Làm người ta muốn cầm lên.',
          'Dễ xếp, dễ gửi, ít rác.',
        ],
      },
      {
        heading: 'Nhãn bắt buộc ghi',
        lines: [
          'Tên hàng hóa, xuất xứ.',
          'Tên và địa chỉ người chịu trách nhiệm.',
          'Thành phần, định lượng.',
          'Ngày sản xuất, hạn dùng, cách bảo quản.',
        ],
      },
      {
        heading: 'Nhãn hiệu và truy xuất',
        lines: [
          'Tra cứu trước khi đặt tên.',
          'Nộp đơn sớm, giữ thông báo chấp nhận đơn.',
          'Mã QR phải dẫn về đúng lô, đúng hộ.',
        ],
      },
    ],
  },
  {
    fileName: 'Chuyên đề 8 - Chất lượng và an toàn.pdf',
    slides: [
      {
        heading: 'Bắt đầu từ nơi làm việc',
        lines: [
          'Một chiều: từ sống đến chín, từ bẩn đến sạch.',
          'Nước, tay, dao thớt, côn trùng.',
          'Ghi chép mỗi ngày, mỗi mẻ.',
        ],
      },
      {
        heading: 'Tự công bố chất lượng',
        lines: [
          'Kiểm nghiệm ở phòng được chỉ định.',
          'Lập bản tự công bố, gửi cơ quan quản lý.',
          'Lưu mẫu, lưu hồ sơ từng lô.',
        ],
      },
      {
        heading: 'Kế hoạch kiểm soát chất lượng',
        lines: [
          'Bước nào dễ hỏng nhất?',
          'Đo bằng gì, ai đo, bao lâu một lần?',
          'Vượt ngưỡng thì dừng, ghi, sửa.',
        ],
      },
    ],
  },
  {
    fileName: 'Chuyên đề 9 - Chuyển đổi số và tiếp thị.pdf',
    slides: [
      {
        heading: 'Một chiếc điện thoại là đủ để bắt đầu',
        lines: [
          'Chụp dưới ánh sáng trời, nền trơn.',
          'Một ảnh gần, một ảnh người làm, một ảnh nơi làm.',
          'Trả lời khách trong vòng một giờ.',
        ],
      },
      {
        heading: 'Bán ở đâu?',
        lines: [
          'Zalo: khách quen, đặt lại.',
          'Trang mạng xã hội: kể chuyện, phát trực tiếp.',
          'Sàn điện tử: khách mới, cần đóng gói kỹ.',
        ],
      },
      {
        heading: 'Giữ khách mua lại',
        lines: ['Gửi lời cảm ơn viết tay.', 'Hỏi thăm sau bảy ngày.', 'Báo mùa mới trước mọi người.'],
      },
    ],
  },
  {
    fileName: 'Chuyên đề 10 - Du lịch cộng đồng.pdf',
    slides: [
      {
        heading: 'Khách đến vì điều gì?',
        lines: ['Được sống một ngày như người bản.', 'Ăn món mùa nào thức nấy.', 'Nghe chuyện bên bếp lửa.'],
      },
      {
        heading: 'Quy ước của bản',
        lines: [
          'Chỗ nào khách được vào, được chụp ảnh.',
          'Giá phòng, giá bữa ăn như nhau.',
          'Trích quỹ chung cho đường, nước, trường học.',
        ],
      },
      {
        heading: 'An toàn trước tiên',
        lines: [
          'Lối thoát, bình chữa cháy, đèn đêm.',
          'Nước uống, bếp, nhà vệ sinh.',
          'Số điện thoại trạm y tế dán ở cửa.',
        ],
      },
    ],
  },
  {
    fileName: 'Chuyên đề 11 - Hoàn thiện hồ sơ.pdf',
    slides: [
      {
        heading: 'Bộ hồ sơ (danh mục minh họa)',
        lines: [
          'Phiếu đăng ký ý tưởng, sản phẩm.',
          'Phương án sản xuất, kinh doanh.',
          'Giới thiệu bộ máy tổ chức.',
          'Giấy đăng ký kinh doanh.',
          'Năm đơn vị sản phẩm mẫu.',
        ],
      },
      {
        heading: 'Minh chứng nên có',
        lines: [
          'Phiếu kiểm nghiệm, bản tự công bố.',
          'Hợp đồng liên kết, nhật ký sản xuất.',
          'Câu chuyện, nhãn, ảnh, phản hồi của khách.',
        ],
      },
      {
        heading: 'Tự chấm trước khi nộp',
        lines: [
          'Chấm từng tiêu chí, ghi trang minh chứng.',
          'Nhờ người ngoài chấm lại.',
          'Sửa ba điểm yếu nhất rồi hãy nộp.',
        ],
      },
    ],
  },
];
