import { createHash, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CertificateRunDto } from '#shared/features/certificate-issuing.ts';
import type { CertificateDto } from '#shared/features/certificates.ts';
import { codeOf, dataOf, errorOf } from '#tests/support/answers.ts';
import {
  CertificateDesk,
  type CertifiedSeries,
  type IssuedSeries,
  issueToAll,
  makeCertifiedSeries,
  toDesign,
  WITH_RUNS,
} from '#tests/support/certificates.ts';
import { Factories } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { unzip } from '#tests/support/unzip.ts';

// Files are drawn behind everything else that the machine does.
vi.setConfig(WITH_RUNS);

let app: TestApp;
let make: Factories;
beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

const names = ['Nguyễn Thị Hoà', 'Y Bhĭu Niê', 'Đặng Văn An'];

async function open(): Promise<CertifiedSeries & { desk: CertificateDesk }> {
  const certified = await makeCertifiedSeries(make, app, names);
  return { ...certified, desk: new CertificateDesk(certified.organiser.client, certified.series.seriesId) };
}

async function issued(): Promise<IssuedSeries> {
  return issueToAll(await makeCertifiedSeries(make, app, names));
}

/** For tests that change nothing which the others read. */
let read: ReturnType<typeof issued> | undefined;
function issuedOnce(): ReturnType<typeof issued> {
  read ??= issued();
  return read;
}

const page = async (path: string, language = 'vi') => {
  const answer = await make.makeStranger().http<Uint8Array>('GET', `${path}?language=${language}`);
  return { ...answer, text: Buffer.from(answer.body).toString() };
};

describe('issuing', () => {
  it('tells before who qualifies and who does not', async () => {
    const { desk, absent } = await open();
    const { candidates } = await dataOf<{ candidates: object[] }>(
      desk.client.http('GET', `${desk.path}/certificate-candidates`),
    );
    expect(candidates).toHaveLength(4);
    expect(candidates).toContainEqual(
      expect.objectContaining({ personId: absent.personId, qualifies: false, reasons: ['topics'] }),
    );
  });

  it('is refused before an organiser has kept a template', async () => {
    const { desk } = await open();
    expect(await codeOf(desk.issue())).toBe('wrong_state');
  });

  it('gives numbers by given name, files in the background, and to nobody a second one', async () => {
    const { desk, lines, organiser, series } = await issuedOnce();
    expect(lines.map(({ serial, name }) => [serial, name])).toEqual([
      ['0001/GCN-OCOP', 'Đặng Văn An'],
      ['0002/GCN-OCOP', 'Nguyễn Thị Hoà'],
      ['0003/GCN-OCOP', 'Y Bhĭu Niê'],
    ]);
    expect(await codeOf(desk.issue())).toBe('wrong_state');

    const path = `/files/series/${series.seriesId}/certificates`;
    const file = await organiser.client.http<Uint8Array>('GET', `${path}/${lines[0]?.certificateId}`);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="giay-chung-nhan-0001/u);
    expect(createHash('sha256').update(file.body).digest('hex')).toBe(lines[0]?.sha256);
    const archive = await organiser.client.http<Uint8Array>('GET', path);
    expect([...unzip(archive.body).keys()]).toEqual([
      '0001-dang-van-an.pdf',
      '0002-nguyen-thi-hoa.pdf',
      '0003-y-bhiu-nie.pdf',
    ]);
  });

  it('is one act however often it is asked for, and refuses the same id with another wish', async () => {
    const { desk } = await open();
    await dataOf(desk.keepTemplate());
    const clientId = randomUUID();
    const runs = await Promise.all([1, 2, 3].map(() => dataOf<CertificateRunDto>(desk.issue({ clientId }))));
    expect(new Set(runs.map(({ runId }) => runId)).size).toBe(1);
    expect(await desk.register()).toHaveLength(3);
    expect(await codeOf(desk.issue({ clientId, issuedOn: '2021-10-14' }))).toBe('conflict');
  });

  it('needs a reason for whoever does not qualify, and marks them', async () => {
    const { desk, absent } = await open();
    await dataOf(desk.keepTemplate());
    const personIds = [absent.personId];
    expect(await errorOf(desk.issue({ personIds }))).toMatchObject({ details: { fields: ['reason'] } });
    const reason = 'Học tại hội trường xã, có xác nhận.';
    await dataOf(desk.issue({ personIds, reason }));
    expect(await desk.register('?show=exception')).toMatchObject([{ exceptionReason: reason }]);
    expect(await codeOf(desk.issue({ personIds, reason }))).toBe('wrong_state');
    expect(await codeOf(desk.issue({ personIds: [randomUUID()], reason }))).toBe('not_found');
  });

  it('leaves no hole and gives no number twice, whoever issues at the same moment', async () => {
    const { desk, learners, absent } = await open();
    await dataOf(desk.keepTemplate());
    const people = [...learners, absent];
    await Promise.all(
      people.flatMap(({ personId }) =>
        [1, 2].map(() => desk.issue({ personIds: [personId], reason: 'Cấp lẻ.' })),
      ),
    );
    const lines = await desk.register();
    expect(lines.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(new Set(lines.map(({ personId }) => personId)).size).toBe(4);
  });

  it('leaves out whoever was taken off the list, however long they were there', async () => {
    const { desk, learners, organiser, series } = await open();
    await dataOf(desk.keepTemplate());
    const [hoa] = learners;
    const { id: enrolmentId } = await app.context.db.enrolment.findUniqueOrThrow({
      where: { seriesId_personId: { seriesId: series.seriesId, personId: hoa?.personId ?? '' } },
    });
    await dataOf(organiser.client.http('DELETE', `/api/series/${series.seriesId}/enrolments/${enrolmentId}`));
    const { candidates } = await dataOf<{ candidates: { personId: string }[] }>(
      desk.client.http('GET', `${desk.path}/certificate-candidates`),
    );
    expect(candidates.map(({ personId }) => personId)).not.toContain(hoa?.personId);
    const reason = 'Cấp lẻ.';
    expect(await codeOf(desk.issue({ personIds: [hoa?.personId], reason }))).toBe('not_found');
    await dataOf(desk.issue());
    expect((await desk.register()).map(({ name }) => name)).toEqual(['Đặng Văn An', 'Y Bhĭu Niê']);
  });

  it('shows every run that is not done, however many came after it', async () => {
    const { desk, learners, series } = await open();
    await dataOf(desk.keepTemplate());
    const { runId } = await dataOf<CertificateRunDto>(
      desk.issue({ personIds: [learners[0]?.personId], reason: 'Cấp lẻ.' }),
    );
    await app.context.db.certificateRun.update({ where: { id: runId }, data: { state: 'PAUSED' } });
    const startedMs = app.context.clock.now().getTime() + 1_000;
    await app.context.db.certificateRun.createMany({
      data: Array.from({ length: 12 }, (_, at) => ({
        seriesId: series.seriesId,
        state: 'DONE' as const,
        total: 1,
        clientId: randomUUID(),
        request: {},
        startedAt: new Date(startedMs + at),
        finishedAt: new Date(startedMs + at),
      })),
    });
    const { runs } = await desk.overview();
    expect(runs.map(({ state }) => state)).toEqual(['done', 'paused']);
    expect(runs[1]?.runId).toBe(runId);
  });

  it('refuses by name a pattern whose numbers are those of an earlier one', async () => {
    const { desk, learners } = await open();
    await dataOf(desk.keepTemplate(toDesign({ numberPattern: '{n}-2' })));
    await dataOf(desk.issue({ personIds: [learners[0]?.personId] }));
    await dataOf(desk.keepTemplate(toDesign({ numberPattern: '1-{n}' })));
    expect(await errorOf(desk.issue())).toMatchObject({
      code: 'malformed',
      details: { fields: ['numberPattern'] },
    });
    await dataOf(desk.keepTemplate(toDesign({ numberPattern: '{n}-2' })));
    await dataOf(desk.issue());
    expect((await desk.register()).map(({ serial }) => serial)).toEqual(['1-2', '2-2', '3-2']);
  });

  it('can be paused and resumed', async () => {
    const { desk } = await open();
    await dataOf(desk.keepTemplate());
    const { runId } = await dataOf<CertificateRunDto>(desk.issue());
    const move = (name: string) =>
      desk.client.http('POST', `${desk.path}/certificate-runs/${runId}/move`, { move: name });
    const paused = await move('pause');
    expect([200, 409]).toContain(paused.status);
    if (paused.status === 200) await dataOf(move('resume'));
    await desk.waitForRun({ state: 'done', ready: 3 });
  });
});

describe('a certificate', () => {
  it('that was lost is given out once more under the same number, with a reason', async () => {
    const { desk, lines } = await issuedOnce();
    const [line] = lines;
    const certificateId = line?.certificateId ?? '';
    const body = { clientId: randomUUID(), reason: 'Mất trong lũ.' };
    const first = await dataOf<CertificateDto>(desk.act(certificateId, 'copies', body));
    expect(first.copies).toMatchObject([{ number: 2, reason: 'Mất trong lũ.' }]);
    expect(first).toMatchObject({ serial: line?.serial, sha256: line?.sha256 });
    expect((await dataOf<CertificateDto>(desk.act(certificateId, 'copies', body))).copies).toHaveLength(1);
    expect(await codeOf(desk.act(certificateId, 'copies', { clientId: randomUUID(), reason: ' ' }))).toBe(
      'malformed',
    );
  });

  it('that is wrong is replaced by one with a new number, to which its public page leads', async () => {
    const { desk, lines } = await issued();
    const [line] = lines;
    const body = {
      clientId: randomUUID(),
      reason: 'Sai tên đệm.',
      issuedOn: '2021-10-20',
      name: 'Đặng Vân An',
      birthYear: 1990,
      organisation: 'Hợp tác xã Ea Kao',
      province: 'Tỉnh Đắk Lắk',
    };
    const answer = await dataOf<{ old: CertificateDto; new: CertificateDto }>(
      desk.act(line?.certificateId ?? '', 'correction', body),
    );
    expect(answer.old).toMatchObject({ state: 'replaced', replacedBySerial: '0004/GCN-OCOP' });
    expect(answer.new).toMatchObject({
      state: 'valid',
      name: 'Đặng Vân An',
      replacesSerial: '0001/GCN-OCOP',
    });
    const again = await dataOf<{ new: CertificateDto }>(
      desk.act(line?.certificateId ?? '', 'correction', body),
    );
    expect(again.new.certificateId).toBe(answer.new.certificateId);
    const old = await page(`/v/${line?.code}`);
    expect(old.text).toContain('Đã cấp lại');
    expect(old.text).toContain(`/v/${answer.new.code}`);
    expect(
      await codeOf(
        desk.act(line?.certificateId ?? '', 'revocation', { clientId: randomUUID(), reason: 'x' }),
      ),
    ).toBe('wrong_state');
  });

  it('that its learner would not be given today is named to the organisers, and stays valid until they say otherwise', async () => {
    const { desk, series, learners, lines } = await issued();
    const unearned = async () =>
      (
        await dataOf<{ certificates: object[] }>(
          desk.client.http('GET', `${desk.path}/unearned-certificates`),
        )
      ).certificates;
    expect(await unearned()).toEqual([]);

    const [hoa] = learners;
    const line = lines.find(({ name }) => name === 'Nguyễn Thị Hoà');
    await dataOf(
      desk.client.http('POST', `${desk.path}/corrections`, {
        correctionId: randomUUID(),
        personId: hoa?.personId,
        topicId: series.topicIds[0],
        outcome: 'absent',
        reason: 'Mượn tài khoản của người khác.',
      }),
    );
    expect(await unearned()).toEqual([
      {
        certificateId: line?.certificateId,
        personId: hoa?.personId,
        serial: line?.serial,
        name: 'Nguyễn Thị Hoà',
        reasons: ['topics'],
      },
    ]);
    expect(await desk.register('?show=valid')).toHaveLength(3);

    await dataOf(
      desk.act(line?.certificateId ?? '', 'revocation', { clientId: randomUUID(), reason: 'Khai man.' }),
    );
    expect(await unearned()).toEqual([]);
  });

  it('that is revoked says so to everybody, and leaves the archive', async () => {
    const { desk, lines, organiser, series } = await issued();
    const [line] = lines;
    const body = { clientId: randomUUID(), reason: 'Khai man.' };
    const revoked = await dataOf<CertificateDto>(desk.act(line?.certificateId ?? '', 'revocation', body));
    expect(revoked).toMatchObject({ state: 'revoked', revocationReason: 'Khai man.' });
    const { text } = await page(`/v/${line?.code}`);
    expect(text).toContain('Đã thu hồi');
    // Why is between the organisers and the auditor.
    expect(text).not.toContain('Khai man');
    const archive = await organiser.client.http<Uint8Array>(
      'GET',
      `/files/series/${series.seriesId}/certificates`,
    );
    expect(unzip(archive.body).size).toBe(2);
  });

  it('is its own learner’s to download and to see, and nobody else’s', async () => {
    const { learners, lines } = await issuedOnce();
    const [hoa, bhiu] = learners;
    const certificateId = lines.find(({ personId }) => personId === hoa?.personId)?.certificateId;
    const path = `/files/own-certificates/${certificateId}`;
    expect((await hoa?.client.http('GET', '/api/own-certificates'))?.body).toMatchObject({
      certificates: [{ certificateId, state: 'valid', file: 'ready' }],
    });
    const file = await hoa?.client.http<Uint8Array>('GET', path);
    expect(file?.headers.get('content-type')).toBe('application/pdf');
    expect(file?.headers.get('content-disposition')).toContain('attachment');
    const picture = await hoa?.client.http<Uint8Array>('GET', `${path}/pages/1`);
    expect(await sharp(picture?.body).metadata()).toMatchObject({ format: 'webp', width: 1080 });
    expect((await bhiu?.client.http('GET', path))?.status).toBe(404);
    expect((await make.makeStranger().http('GET', path)).status).toBe(401);
  });

  it('is found in the register by name without marks, by number and by code, and goes out as a sheet and on paper', async () => {
    const { desk, lines, organiser, series } = await issuedOnce();
    for (const search of ['nguyen thi', '0002', lines[1]?.code]) {
      expect(await desk.register(`?search=${encodeURIComponent(search ?? '')}`)).toMatchObject([
        { name: 'Nguyễn Thị Hoà' },
      ]);
    }
    const path = `/files/series/${series.seriesId}/certificate-register`;
    const csv = await organiser.client.http<Uint8Array>('GET', `${path}?format=csv`);
    expect(Buffer.from(csv.body).toString()).toContain('0003/GCN-OCOP');
    const print = await organiser.client.http<Uint8Array>('GET', `${path}?format=print`);
    expect(Buffer.from(print.body).toString()).toContain('Người nhận ký tên');
    expect(print.headers.get('content-security-policy')).not.toContain('script');
    const log = await app.context.db.auditEntry.findMany({
      where: { seriesId: series.seriesId, action: 'certificates.exported' },
      orderBy: { id: 'asc' },
    });
    expect(log.map(({ details }) => details)).toEqual([{ format: 'csv' }, { format: 'print' }]);
  });
});
