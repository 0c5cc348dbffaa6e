import { PDFiumLibrary } from '@hyzyla/pdfium';
import { describe, expect, it } from 'vitest';
import { createDefaultDesign } from '../default-design.ts';
import type { CertificateSheet } from '../facts.ts';
import { drawCertificate } from './draw-certificate.ts';

function toSheet(name: string, topics = 11): CertificateSheet {
  return {
    design: createDefaultDesign(),
    facts: {
      name,
      birthYear: 1985,
      organisation: 'Hợp tác xã Ea Kao',
      province: 'Tỉnh Đắk Lắk',
      courseName: 'Mỗi xã một sản phẩm',
      firstDay: '2021-09-28',
      lastDay: '2021-10-13',
      topics: Array.from({ length: topics }, (_, at) => ({
        title: `Chuyên đề ${at + 1}`,
        minutes: 90,
        passed: true,
      })),
      topicsPassed: topics,
      address: 'https://hoc.example.vn/v/7K3M-9QWX-2HDT-5RBE',
    },
    serial: '0012/GCN-OCOP',
    registerNumber: '0012',
    code: '7K3M-9QWX-2HDT-5RBE',
    issuedOn: '2021-10-13',
    specimen: false,
  };
}

async function readPages(bytes: Uint8Array): Promise<string[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const pages = [...document.pages()].map((page) => page.getText().normalize('NFC'));
  document.destroy();
  library.destroy();
  return pages;
}

describe('a certificate', () => {
  it('is the same file to the last bit each time it is drawn', async () => {
    const [first, again] = [
      await drawCertificate(toSheet('Nguyễn Thị Hoà'), new Map()),
      await drawCertificate(toSheet('Nguyễn Thị Hoà'), new Map()),
    ];
    expect(first.bytes.equals(again.bytes)).toBe(true);
  });

  it.each([
    'Nguyễn Thị Hoà',
    'Y Bhĭu Niê Kdăm',
    'H’Ƀăm Êƀan Mlô Ŏng',
    'Công Tằng Tôn Nữ Nguyễn Thị Hoàng Ngọc Phương Khánh Quyên',
  ])('has the name %s as letters that can be read back', async (name) => {
    const { bytes, pageCount } = await drawCertificate(toSheet(name), new Map());
    const [face = '', topics = ''] = await readPages(bytes);
    expect(pageCount).toBe(2);
    expect(face.replace(/\s+/gu, ' ')).toContain(name);
    for (const said of ['GIẤY CHỨNG NHẬN', '0012/GCN-OCOP', 'ngày 13 tháng 10 năm 2021'])
      expect(face).toContain(said);
    expect(topics).toContain('Chuyên đề 11');
    expect(topics).toContain('16 giờ 30 phút');
  });

  it('goes on over further pages where a series has a hundred topics', async () => {
    const { bytes, pageCount } = await drawCertificate(toSheet('Nguyễn Thị Hoà', 100), new Map());
    const pages = await readPages(bytes);
    expect(pages).toHaveLength(pageCount);
    expect(pages.at(-1)).toContain('Chuyên đề 100');
  });
});
