import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dataOf } from '#tests/support/answers.ts';
import {
  type IssuedSeries,
  issueToAll,
  makeCertifiedSeries,
  makeOneCertificate,
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

/** Once for both who read it. */
let read: Promise<IssuedSeries> | undefined;
function issuedOnce(): Promise<IssuedSeries> {
  read ??= makeCertifiedSeries(make, app, ['Đặng Văn An']).then(issueToAll);
  return read;
}

const page = async (path: string, language = 'vi') => {
  const answer = await make.makeStranger().http<Uint8Array>('GET', `${path}?language=${language}`);
  return { ...answer, text: Buffer.from(answer.body).toString() };
};

describe('the public page', () => {
  it('says whether a certificate holds, in two languages, with initials, and not a word more', async () => {
    const { lines } = await issuedOnce();
    const [line] = lines;
    const vietnamese = await page(`/v/${line?.code}`);
    expect(vietnamese.status).toBe(200);
    for (const said of ['Hợp lệ', 'Đ. V. A.', '0001/GCN-OCOP', line?.sha256 ?? '', '13/10/2021'])
      expect(vietnamese.text).toContain(said);
    expect(vietnamese.text).not.toContain('Đặng Văn An');
    expect(vietnamese.text).not.toContain('<script');
    expect(vietnamese.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(vietnamese.headers.get('x-robots-tag')).toContain('noindex');
    expect((await page(`/v/${line?.code}`, 'en')).text).toContain('Valid');
    expect((await page(`/v/${line?.code.toLowerCase().replaceAll('-', '')}`)).text).toContain('Hợp lệ');
  });

  it('gives the name in full where the organisers say so, and signs what it says', async () => {
    const { desk, lines } = await issuedOnce();
    const [line] = lines;
    const path = `${desk.path}/certificates/${line?.certificateId}`;
    await dataOf(desk.client.http('PATCH', path, { publishName: true }));
    expect((await page(`/v/${line?.code}`)).text).toContain('Đặng Văn An');
    const signed = await dataOf<{ record: string; signature: string }>(
      make.makeStranger().http('GET', `/v/${line?.code}/record`),
    );
    expect(JSON.parse(signed.record)).toMatchObject({ name: 'Đặng Văn An', sha256: line?.sha256 });
    const key = createPublicKey(app.context.signingKey.current.pem);
    expect(verify(null, Buffer.from(signed.record), key, Buffer.from(signed.signature, 'base64'))).toBe(true);
  });

  it('asks to compare a code that leads nowhere, and after many wrong ones to wait; right ones from the same hall open', async () => {
    const strict = await startTestApp();
    try {
      const factories = new Factories(strict);
      const stranger = factories.makeStranger();
      const { seriesId } = await factories.makeSeries();
      const { personId } = await factories.makeLearner(seriesId);
      const { certificateId } = await makeOneCertificate(strict, { seriesId, personId });
      const right = await strict.context.db.certificate.findUniqueOrThrow({ where: { id: certificateId } });
      const ask = (code: string) => stranger.http<Uint8Array>('GET', `/v/${code}`);
      expect(Buffer.from((await ask('khong-phai-ma')).body).toString()).toContain('Không tìm thấy mã này');
      const answers = [];
      for (let guess = 0; guess < 31; guess += 1)
        answers.push((await ask(`0000-0000-0000-${1000 + guess}`)).status);
      expect(answers.slice(0, 30)).toEqual(Array(30).fill(404));
      const refused = await ask('0000-0000-0000-0000');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Buffer.from(refused.body).toString()).toContain('Xin đợi một lát');
      const opened = await Promise.all(Array.from({ length: 300 }, () => ask(right.code)));
      expect(new Set(opened.map(({ status }) => status))).toEqual(new Set([200]));
      // Whoever goes on and on is not looked up any more.
      for (let guess = 0; guess < 600; guess += 1) await ask(`0000-0000-0001-${1000 + guess}`);
      expect((await ask(right.code)).status).toBe(429);
    } finally {
      await strict.close();
    }
  });
});
