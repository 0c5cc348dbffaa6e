import { foldForSearch } from './names.ts';

/** `city`: run by the central government. */
export type ProvinceKind = 'province' | 'city';

export interface Province {
  /** Two digits, by Decision 19/2025/QĐ-TTg. */
  code: string;
  name: string;
  kind: ProvinceKind;
  /** What was a province of its own until 30/6/2025 and is a part of this one since: people write it for years to come. */
  merged: readonly string[];
}

/** The 34 units of Vietnam as they are since 30/4/2026, in the order of their codes. Each of the mergers took in whole provinces. */
export const provinces = [
  { code: '01', name: 'Hà Nội', kind: 'city', merged: [] },
  { code: '04', name: 'Cao Bằng', kind: 'province', merged: [] },
  { code: '08', name: 'Tuyên Quang', kind: 'province', merged: ['Hà Giang'] },
  { code: '11', name: 'Điện Biên', kind: 'province', merged: [] },
  { code: '12', name: 'Lai Châu', kind: 'province', merged: [] },
  { code: '14', name: 'Sơn La', kind: 'province', merged: [] },
  { code: '15', name: 'Lào Cai', kind: 'province', merged: ['Yên Bái'] },
  { code: '19', name: 'Thái Nguyên', kind: 'province', merged: ['Bắc Kạn'] },
  { code: '20', name: 'Lạng Sơn', kind: 'province', merged: [] },
  { code: '22', name: 'Quảng Ninh', kind: 'province', merged: [] },
  { code: '24', name: 'Bắc Ninh', kind: 'province', merged: ['Bắc Giang'] },
  { code: '25', name: 'Phú Thọ', kind: 'province', merged: ['Vĩnh Phúc', 'Hòa Bình'] },
  { code: '31', name: 'Hải Phòng', kind: 'city', merged: ['Hải Dương'] },
  { code: '33', name: 'Hưng Yên', kind: 'province', merged: ['Thái Bình'] },
  { code: '37', name: 'Ninh Bình', kind: 'province', merged: ['Hà Nam', 'Nam Định'] },
  { code: '38', name: 'Thanh Hóa', kind: 'province', merged: [] },
  { code: '40', name: 'Nghệ An', kind: 'province', merged: [] },
  { code: '42', name: 'Hà Tĩnh', kind: 'province', merged: [] },
  { code: '44', name: 'Quảng Trị', kind: 'province', merged: ['Quảng Bình'] },
  { code: '46', name: 'Huế', kind: 'city', merged: ['Thừa Thiên Huế', 'Thừa Thiên - Huế'] },
  { code: '48', name: 'Đà Nẵng', kind: 'city', merged: ['Quảng Nam'] },
  { code: '51', name: 'Quảng Ngãi', kind: 'province', merged: ['Kon Tum'] },
  { code: '52', name: 'Gia Lai', kind: 'province', merged: ['Bình Định'] },
  { code: '56', name: 'Khánh Hòa', kind: 'province', merged: ['Ninh Thuận'] },
  { code: '66', name: 'Đắk Lắk', kind: 'province', merged: ['Phú Yên'] },
  { code: '68', name: 'Lâm Đồng', kind: 'province', merged: ['Đắk Nông', 'Bình Thuận'] },
  { code: '75', name: 'Đồng Nai', kind: 'city', merged: ['Bình Phước'] },
  { code: '79', name: 'Hồ Chí Minh', kind: 'city', merged: ['Bà Rịa - Vũng Tàu', 'Bình Dương'] },
  { code: '80', name: 'Tây Ninh', kind: 'province', merged: ['Long An'] },
  { code: '82', name: 'Đồng Tháp', kind: 'province', merged: ['Tiền Giang'] },
  { code: '86', name: 'Vĩnh Long', kind: 'province', merged: ['Bến Tre', 'Trà Vinh'] },
  { code: '91', name: 'An Giang', kind: 'province', merged: ['Kiên Giang'] },
  { code: '92', name: 'Cần Thơ', kind: 'city', merged: ['Hậu Giang', 'Sóc Trăng'] },
  { code: '96', name: 'Cà Mau', kind: 'province', merged: ['Bạc Liêu'] },
] as const satisfies readonly Province[];

export type ProvinceCode = (typeof provinces)[number]['code'];
export const provinceCodes = provinces.map(({ code }) => code) as readonly ProvinceCode[] as [
  ProvinceCode,
  ...ProvinceCode[],
];

/** Short forms that lists of people carry, folded and without what stands between letters. */
const shortForms: Record<string, ProvinceCode> = {
  hn: '01',
  hanoi: '01',
  tphcm: '79',
  hcm: '79',
  hcmc: '79',
  saigon: '79',
  thanhphohcm: '79',
  tthue: '46',
  brvt: '79',
  bariavt: '79',
  vungtau: '79',
  daclac: '66',
  daclak: '66',
  daklak: '66',
  darlac: '66',
  daknong: '68',
  dacnong: '68',
  backan: '19',
  baccan: '19',
  kontum: '51',
  congtum: '51',
};

const byKey = new Map<string, ProvinceCode>(Object.entries(shortForms));
for (const { code, name, merged } of provinces) {
  for (const known of [name, ...merged]) byKey.set(keyOf(known), code);
}

/**
 * The unit of today that a list means: with or without "Tỉnh" and "TP", in old and new spelling (Hòa, Hoà), without marks, by code, and by
 * the name of a province that has since become a part of it. Undefined: none.
 */
export function findProvince(typed: string): ProvinceCode | undefined {
  const key = keyOf(typed);
  const digits = /^\d{1,2}$/u.test(key) ? key.padStart(2, '0') : null;
  if (digits) return provinceCodes.find((code) => code === digits);
  return byKey.get(key) ?? byKey.get(withoutKind(typed));
}

/** As a list shows it: a city says that it is one. */
export function provinceName(code: string): string {
  const province = provinces.find((known) => known.code === code);
  if (!province) return code;
  return province.kind === 'city' ? `TP ${province.name}` : province.name;
}

function withoutKind(typed: string): string {
  return keyOf(
    foldForSearch(typed).replace(/^(tinh|thanh pho|tp|t\.p|province( of)?|city( of)?)[\s.:]*/u, ''),
  ).replace(/(province|city)$/u, '');
}

function keyOf(typed: string): string {
  return foldForSearch(typed).replace(/[^a-z0-9]/gu, '');
}
