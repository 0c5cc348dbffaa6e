import type { CertificateDesign } from '#shared/features/certificate-template.ts';

/** What an organiser starts from: whatever they must say themselves is said as somebody would who has not. */
export function createDefaultDesign(): CertificateDesign {
  return {
    documentName: 'Giấy chứng nhận',
    documentNameEn: 'Certificate of completion',
    bilingual: false,
    nation: true,
    issuers: [{ name: 'TÊN ĐƠN VỊ CẤP', nameEn: 'NAME OF THE ISSUING BODY', logoId: null }],
    addressee: 'Chứng nhận Ông/Bà',
    addresseeEn: 'This is to certify that',
    statement: 'Đã hoàn thành chương trình tập huấn',
    statementEn: 'has completed the training course',
    courseName: '',
    courseNameEn: '',
    form: 'Trực tuyến (livestream)',
    formEn: 'Online (livestream)',
    remark: '',
    place: 'Thành phố Hồ Chí Minh',
    placeEn: 'Ho Chi Minh City',
    signers: [
      { title: 'TM. BAN TỔ CHỨC', titleEn: 'FOR THE ORGANISERS', name: 'Họ và tên người ký', imageId: null },
    ],
    numberPattern: '{n}/GCN',
    registerPattern: '{nnnn}',
    topicMinutes: [],
    prints: {
      birthYear: true,
      organisation: true,
      province: true,
      hours: true,
      dates: true,
      form: true,
      results: false,
      topics: true,
      registerNumber: true,
    },
    publishNames: false,
  };
}
