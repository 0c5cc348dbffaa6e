import type { Sheet, SheetCell, SheetColumn } from '#server/core/sheet.ts';
import type { CertificateDto } from '#shared/features/certificates.ts';

export type SheetLanguage = 'vi' | 'en';

const kinds: readonly Pick<SheetColumn, 'kind' | 'width'>[] = [
  { kind: 'number', width: 6 },
  { kind: 'text', width: 20 },
  { kind: 'text', width: 14 },
  { kind: 'text', width: 30 },
  { kind: 'number', width: 10 },
  { kind: 'text', width: 36 },
  { kind: 'text', width: 22 },
  { kind: 'day', width: 12 },
  { kind: 'text', width: 16 },
  { kind: 'text', width: 20 },
  { kind: 'text', width: 40 },
  { kind: 'number', width: 12 },
  { kind: 'text', width: 22 },
  { kind: 'text', width: 66 },
  { kind: 'text', width: 24 },
];

export const words = {
  vi: {
    name: 'Sổ cấp giấy chứng nhận',
    titles: [
      'STT',
      'Số',
      'Số vào sổ',
      'Họ và tên',
      'Năm sinh',
      'Đơn vị',
      'Tỉnh/thành phố',
      'Ngày cấp',
      'Tình trạng',
      'Thay bằng số',
      'Lý do',
      'Số bản cấp lại',
      'Mã kiểm tra',
      'SHA-256 của tệp',
      'Người cấp',
    ],
    states: { valid: 'Hợp lệ', revoked: 'Đã thu hồi', replaced: 'Đã cấp lại', erased: 'Đã xoá theo yêu cầu' },
    erased: '(đã xoá theo yêu cầu)',
    signature: 'Người nhận ký tên',
    head: (count: number) => `${count} giấy`,
    exception: 'Cấp ngoại lệ',
    print: 'In lúc',
  },
  en: {
    name: 'Register of certificates',
    titles: [
      'No.',
      'Number',
      'Register number',
      'Name',
      'Birth year',
      'Organisation',
      'Province',
      'Issued on',
      'Status',
      'Replaced by',
      'Reason',
      'Copies',
      'Verification code',
      'SHA-256 of the file',
      'Issued by',
    ],
    states: { valid: 'Valid', revoked: 'Revoked', replaced: 'Replaced', erased: 'Erased on request' },
    erased: '(erased on request)',
    signature: 'Signature of recipient',
    head: (count: number) => (count === 1 ? '1 certificate' : `${count} certificates`),
    exception: 'Exception',
    print: 'Printed',
  },
} as const;

export function toRegisterSheet(
  certificates: readonly CertificateDto[],
  { language, timeZone }: { language: SheetLanguage; timeZone: string },
): Sheet {
  const text = words[language];
  function* rows(): Generator<SheetCell[]> {
    for (const one of certificates) {
      yield [
        one.number,
        one.serial,
        one.registerNumber,
        one.name ?? text.erased,
        one.birthYear,
        one.organisation,
        one.province,
        new Date(`${one.issuedOn}T00:00:00Z`),
        text.states[one.state],
        one.replacedBySerial,
        toReason(one, language),
        one.copies.length || null,
        one.code,
        one.sha256,
        one.issuedByName,
      ];
    }
  }
  return {
    name: text.name,
    timeZone,
    columns: text.titles.map((title, index) => ({ title, kind: 'text', width: 16, ...kinds[index] })),
    rows: rows(),
  };
}

/** Whatever was said about it, in the order in which it happened. */
export function toReason(one: CertificateDto, language: SheetLanguage): string | null {
  const said = [
    one.exceptionReason === null ? '' : `${words[language].exception}: ${one.exceptionReason}`,
    one.correctionReason ?? '',
    ...one.copies.map(({ reason }) => reason),
    one.revocationReason ?? '',
  ].filter(Boolean);
  return said.length === 0 ? null : said.join('; ');
}
