export type PageLanguage = 'vi' | 'en';

export const words = {
  vi: {
    title: 'Kiểm tra giấy chứng nhận',
    other: 'English',
    lead: 'Nhập mã in cạnh ô vuông QR ở góc dưới bên trái của giấy.',
    codeLabel: 'Mã kiểm tra',
    check: 'Kiểm tra',
    another: 'Kiểm tra giấy khác',
    states: {
      valid: 'Hợp lệ',
      revoked: 'Đã thu hồi',
      replaced: 'Đã cấp lại',
      erased: 'Đã xoá theo yêu cầu',
    },
    explained: {
      valid: () => 'Giấy này do đơn vị dưới đây cấp và đang còn giá trị.',
      revoked: (day: string) => `Giấy này không còn giá trị từ ngày ${day}.`,
      replaced: () => 'Giấy này không còn giá trị vì đã được thay bằng một giấy khác.',
      erased: () => 'Giấy này đã được cấp; thông tin cá nhân đã được xoá theo yêu cầu của người được cấp.',
    },
    seeReplacement: (serial: string) => `Xem giấy mới: số ${serial}`,
    name: 'Cấp cho',
    erasedName: 'Đã xoá theo yêu cầu',
    serial: 'Số',
    document: 'Loại giấy',
    course: 'Chương trình',
    length: 'Thời lượng',
    period: 'Thời gian học',
    issuer: 'Đơn vị cấp',
    issuedOn: 'Ngày cấp',
    code: 'Mã kiểm tra',
    initialsNote:
      'Trang này chỉ ghi chữ cái đầu của tên vì người được cấp chưa đồng ý công khai họ tên. Hãy so với tên in trên giấy.',
    file: 'Kiểm tra tệp PDF',
    checkFile: 'Tệp PDF gốc có mã băm SHA-256 sau. Tệp bị sửa dù chỉ một ký tự sẽ cho mã khác.',
    checkHow:
      'Cách xem mã của tệp trên máy tính: Windows: certutil -hashfile TÊN-TỆP SHA256 · macOS: shasum -a 256 TÊN-TỆP · Linux: sha256sum TÊN-TỆP.',
    fileComing: 'Tệp PDF đang được chuẩn bị. Hãy quay lại sau ít phút.',
    signedRecord: 'Bản ghi có chữ ký số của máy chủ (JSON)',
    unknown: 'Không tìm thấy mã này',
    unknownText:
      'Hãy so lại từng ký tự với giấy. Nếu mã đã đúng mà vẫn không thấy thì giấy này không được cấp ở đây.',
    wait: 'Xin đợi một lát',
    waitText: (minutes: number) =>
      `Đã có quá nhiều mã sai từ mạng này. Hãy thử lại sau khoảng ${minutes} phút, hoặc quét mã QR trên giấy bằng mạng di động.`,
  },
  en: {
    title: 'Check a certificate',
    other: 'Tiếng Việt',
    lead: 'Type the code printed beside the QR square in the lower left corner of the certificate.',
    codeLabel: 'Verification code',
    check: 'Check',
    another: 'Check another one',
    states: {
      valid: 'Valid',
      revoked: 'Revoked',
      replaced: 'Replaced',
      erased: 'Erased on request',
    },
    explained: {
      valid: () => 'This certificate was issued by the body below, and holds.',
      revoked: (day: string) => `This certificate has not held since ${day}.`,
      replaced: () => 'This certificate no longer holds: another one has taken its place.',
      erased: () => 'This certificate was issued; its holder has had their personal data erased.',
    },
    seeReplacement: (serial: string) => `See the new one: no. ${serial}`,
    name: 'Issued to',
    erasedName: 'Erased on request',
    serial: 'No.',
    document: 'Document',
    course: 'Course',
    length: 'Length',
    period: 'Dates',
    issuer: 'Issued by',
    issuedOn: 'Issued on',
    code: 'Verification code',
    initialsNote:
      'This page gives initials only: the holder has not agreed to have their name published. Compare them with the name on paper.',
    file: 'Check the PDF file',
    checkFile:
      'The original PDF file has the SHA-256 checksum below. A file that was changed in a single character has another one.',
    checkHow:
      'To see the checksum of a file on a computer: Windows: certutil -hashfile FILE SHA256 · macOS: shasum -a 256 FILE · Linux: sha256sum FILE.',
    fileComing: 'The PDF file is being made. Please come back in a few minutes.',
    signedRecord: 'The record, digitally signed by this server (JSON)',
    unknown: 'No certificate has this code',
    unknownText:
      'Please compare it with the paper character by character. If it is right and still not found, the certificate was not issued here.',
    wait: 'Please wait a moment',
    waitText: (minutes: number) =>
      `Too many wrong codes came from this network. Try again in about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, or scan the QR code on the paper over mobile data.`,
  },
} as const;
