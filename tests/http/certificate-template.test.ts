import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { codeOf, dataOf } from '#tests/support/answers.ts';
import {
  CertificateDesk,
  type CertifiedSeries,
  makeCertifiedSeries,
  toDesign,
  WITH_RUNS,
} from '#tests/support/certificates.ts';
import { Factories } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

// Files are drawn behind everything else that the machine does.
vi.setConfig(WITH_RUNS);

let app: TestApp;
let make: Factories;
beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

async function open(): Promise<CertifiedSeries & { desk: CertificateDesk }> {
  const certified = await makeCertifiedSeries(make, app, ['Nguyễn Thị Hoà']);
  return { ...certified, desk: new CertificateDesk(certified.organiser.client, certified.series.seriesId) };
}

describe('a template', () => {
  it('takes a logo and a signature, and shows them on a preview of a design that is not kept', async () => {
    const { desk, series } = await open();
    const bytes = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#0b4a8a' } })
      .extend({ top: 60, bottom: 60, left: 60, right: 60, background: 'white' })
      .jpeg()
      .toBuffer();
    const upload = `${desk.path}/certificate-images?clientId=${randomUUID()}&kind=logo&fileName=logo.jpg`;
    const image = await dataOf<{ imageId: string; width: number }>(
      desk.client.http('POST', upload, new Uint8Array(bytes)),
    );
    // The paper around it is cut off.
    expect(image.width).toBeLessThan(320);
    const design = toDesign({ issuers: [{ name: 'TRUNG TÂM', nameEn: '', logoId: image.imageId }] });
    const body = { design, personId: null, name: 'Công Tằng Tôn Nữ Thị Ngọc', page: 1 };
    const preview = await dataOf<{ pageCount: number; picture: string }>(
      desk.client.http('POST', `${desk.path}/certificate-preview`, body),
    );
    expect(preview.pageCount).toBe(2);
    expect(preview.picture).toMatch(/^data:image\/webp;base64,/u);
    expect((await desk.overview()).template.version).toBe(0);

    const other = await make.makeSeries();
    const foreign = new CertificateDesk(desk.client, other.seriesId);
    expect(await codeOf(foreign.keepTemplate(design))).toBe('not_found');
    expect(series.seriesId).not.toBe(other.seriesId);
  });

  it.each([
    ['a PDF', '%PDF-1.7\n%%EOF', 'logo.pdf', 'file_type_unsupported'],
    ['a script', '<svg onload="alert(1)"/>', 'logo.png', 'file_disguised'],
    ['nothing', '', 'logo.png', 'file_broken'],
  ])('refuses %s as a logo', async (_, text, fileName, code) => {
    const { desk } = await open();
    const upload = `${desk.path}/certificate-images?clientId=${randomUUID()}&kind=logo&fileName=${fileName}`;
    expect(await codeOf(desk.client.http('POST', upload, new TextEncoder().encode(text)))).toBe(code);
  });

  it('is a new version with each change, and refuses a pattern whose numbers could be mistaken', async () => {
    const { desk } = await open();
    expect(await dataOf(desk.keepTemplate())).toMatchObject({ version: 1 });
    expect(await dataOf(desk.keepTemplate())).toMatchObject({ version: 1 });
    expect(await dataOf(desk.keepTemplate(toDesign({ place: 'Hà Nội' })))).toMatchObject({ version: 2 });
    for (const numberPattern of ['GCN', '{n}{n}', '1{n}/GCN', '{n}2021'])
      expect(await codeOf(desk.keepTemplate(toDesign({ numberPattern })))).toBe('malformed');
  });
});
