/** Everybody in the story is made up, and so are their addresses: `.example` belongs to nobody. */
export interface SeedPerson {
  name: string;
  /** Before the domain. */
  mailbox: string;
  /** Tells where they come from, as the addresses of co-operatives and offices do. */
  domain: string;
}

export const seedOrganiser: SeedPerson = {
  name: 'Nguyễn Thị Thu Hà',
  mailbox: 'thuha',
  domain: 'phattriennongthon.example',
};

export const seedTrainers: readonly [SeedPerson, SeedPerson] = [
  { name: 'Lê Minh Tâm', mailbox: 'minhtam', domain: 'phattriennongthon.example' },
  { name: 'Phạm Thị Ngọc Ánh', mailbox: 'ngocanh', domain: 'thietkebaobi.example' },
];

export const seedModerator: SeedPerson = {
  name: 'Vũ Hoàng Nam',
  mailbox: 'hoangnam',
  domain: 'phattriennongthon.example',
};

/** Forty of the three thousand, from thirty-nine provinces of 2021: officers, co-operatives, households, hosts, a lecturer, a student. */
export const seedLearners: readonly SeedPerson[] = [
  ['Nguyễn Văn Hùng', 'hung', 'htx-buoiphuctrach-hatinh'],
  ['Trần Thị Lan', 'lan', 'htx-nongsan-thaibinh'],
  ['Lò Văn Thắng', 'thang', 'htx-xoai-sonla'],
  ['Giàng Thị Mỷ', 'my', 'htx-lanhlungtam-hagiang'],
  ['Nông Thị Bích', 'bich', 'mienrong-caobang'],
  ['Hoàng Văn Chiến', 'chien', 'vpntm-langson'],
  ['Phạm Thị Hồng Nhung', 'nhung', 'nuocmam-namdinh'],
  ['Lê Quang Vinh', 'vinh', 'vpntm-thanhhoa'],
  ['Vàng A Sử', 'su', 'tracoshan-laichau'],
  ['Bùi Thị Hiền', 'hien', 'camcaophong-hoabinh'],
  ['Đinh Thị Thu', 'thu', 'toilyson-quangngai'],
  ['H’Liên Niê', 'hlien', 'caphe-daklak'],
  ['Y Bhăm Ksơr', 'ybham', 'vpntm-daklak'],
  ['Siu H’Nga', 'hnga', 'thocam-gialai'],
  ['Thạch Thị Ngọc', 'ngoc', 'duasap-travinh'],
  ['Đàng Thị Thúy', 'thuy', 'gombautruc-ninhthuan'],
  ['Triệu Thị Mùi', 'mui', 'miendong-backan'],
  ['Võ Thị Kim Loan', 'loan', 'keodua-bentre'],
  ['Huỳnh Thanh Tâm', 'tam', 'xoaicaolanh-dongthap'],
  ['Nguyễn Thị Cẩm Tú', 'tu', 'dulichconson-cantho'],
  ['Trương Văn Út', 'ut', 'tomkho-camau'],
  ['Lâm Thị Mỹ Duyên', 'duyen', 'banhpia-soctrang'],
  ['Đỗ Đức Thịnh', 'thinh', 'vpntm-bacgiang'],
  ['Vũ Thị Oanh', 'oanh', 'banhdauxanh-haiduong'],
  ['Ngô Quốc Tuấn', 'tuan', 'chamuc-quangninh'],
  ['Phan Thị Diệu', 'dieu', 'caogungquang-quangtri'],
  ['Hồ Văn Phước', 'phuoc', 'tinhdautram-hue'],
  ['Đặng Thị Hoà', 'hoa', 'vpntm-quangnam'],
  ['Cao Thị Thanh Thảo', 'thao', 'yensao-khanhhoa'],
  ['Nguyễn Hữu Phúc', 'phuc', 'atiso-lamdong'],
  ['Trịnh Xuân Bách', 'bach', 'vpntm-nghean'],
  ['Mai Thị Tuyết', 'tuyet', 'dulichtamcoc-ninhbinh'],
  ['Dương Thị Ngà', 'nga', 'chetancuong-thainguyen'],
  ['Sùng A Tủa', 'tua', 'homestay-mucangchai-yenbai'],
  ['Quàng Thị Xuân', 'xuan', 'gaodienbien'],
  ['Nguyễn Thị Bé Ba', 'beba', 'camsanh-vinhlong'],
  ['Lê Hoàng Anh', 'hoanganh', 'sinhvien-hcm'],
  ['Tạ Thu Hằng', 'hang', 'giangvien-hanoi'],
  ['Châu Thị Ngọc Hân', 'han', 'duongthotnot-angiang'],
  ['Phùng Văn Toàn', 'toan', 'vpntm-vinhphuc'],
].map(([name = '', mailbox = '', place = '']) => ({ name, mailbox, domain: `${place}.example` }));

export function emailOf({ mailbox, domain }: SeedPerson): string {
  return `${mailbox}@${domain}`;
}
