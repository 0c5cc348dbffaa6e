import { afterEach, expect, it } from 'vitest';
import { createDefaultDesign } from '../default-design.ts';
import type { CertificateSheet } from '../facts.ts';
import { PressProcess } from './press-process.ts';

const press = new PressProcess();
afterEach(() => press.stop());

const sheet: CertificateSheet = {
  design: createDefaultDesign(),
  facts: {
    name: 'Nguyễn Thị Hoà',
    birthYear: 1985,
    organisation: 'Hợp tác xã Ea Kao',
    province: 'Tỉnh Đắk Lắk',
    courseName: 'Mỗi xã một sản phẩm',
    firstDay: '2021-09-28',
    lastDay: '2021-10-13',
    topics: [{ title: 'Chuyên đề 1', minutes: 90, passed: true }],
    topicsPassed: 1,
    address: 'https://hoc.example.vn/v/7K3M-9QWX-2HDT-5RBE',
  },
  serial: '0012/GCN-OCOP',
  registerNumber: '0012',
  code: '7K3M-9QWX-2HDT-5RBE',
  issuedOn: '2021-10-13',
  specimen: false,
};
const images = new Map();

it('draws what is asked for while the process before it is still ending', async () => {
  const first = await press.draw(sheet, images);
  press.stop();
  expect(await press.draw(sheet, images)).toMatchObject({ sha256: first.sha256, pageCount: first.pageCount });
});

it('rejects what was being drawn when it is stopped, and draws the next', async () => {
  const cut = press.draw(sheet, images);
  press.stop();
  const next = press.draw(sheet, images);
  await expect(cut).rejects.toThrow('signal SIGKILL');
  await expect(next).resolves.toMatchObject({ pageCount: expect.any(Number) });
});
