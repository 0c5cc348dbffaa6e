import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CertificateFiles } from '#server/features/certificates/certificate-files.ts';
import { sweepErasedFiles } from '#server/features/certificates/erasure/erase-certificates.ts';
import type { AuditEntryDto } from '#shared/features/catalog.ts';
import type { CertificateDto } from '#shared/features/certificates.ts';
import type { EnrolmentDto, RemovedLearnerDto } from '#shared/features/enrolment.ts';
import type { OwnCertificateDto } from '#shared/features/own-certificates.ts';
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

interface Certified extends CertifiedSeries {
  desk: CertificateDesk;
  line: CertificateDto;
  hoa: CertifiedSeries['learners'][number];
  enrolment: string;
}

/** Hoà has a certificate whose file is there. */
async function certify(design = toDesign()): Promise<Certified> {
  const place = await makeCertifiedSeries(make, app, ['Nguyễn Thị Hoà']);
  const { series, organiser, learners } = place;
  const [hoa] = learners;
  if (!hoa) throw new Error('nobody was there');
  const desk = new CertificateDesk(organiser.client, series.seriesId);
  await dataOf(desk.keepTemplate(design));
  await dataOf(desk.issue());
  await desk.waitForRun({ ready: 1 });
  const [line] = await desk.register();
  const { id } = await app.context.db.enrolment.findFirstOrThrow({ where: { personId: hoa.personId } });
  if (!line) throw new Error('no certificate was issued');
  return { ...place, desk, line, hoa, enrolment: `/api/series/${series.seriesId}/enrolments/${id}` };
}

async function openPage(code: string): Promise<string> {
  const answer = await make.makeStranger().http<Uint8Array>('GET', `/v/${code}?language=vi`);
  expect(answer.status).toBe(200);
  return Buffer.from(answer.body).toString();
}

async function readRecord(code: string): Promise<{ name: string }> {
  const { record } = await dataOf<{ record: string }>(make.makeStranger().http('GET', `/v/${code}/record`));
  return JSON.parse(record) as { name: string };
}

describe('a name that was typed wrong', () => {
  it('is mended by staff with a reason that the log keeps, changes no paper, and is offered where the paper is replaced', async () => {
    const { desk, line, hoa, enrolment, organiser, series } = await certify();
    const change = { clientId: randomUUID(), name: 'Nguyễn Thị Hoài', reason: 'Gõ thiếu chữ i.' };
    expect(await dataOf(organiser.client.http('POST', `${enrolment}/name`, change))).toMatchObject({
      name: 'Nguyễn Thị Hoài',
    });
    await dataOf(organiser.client.http('POST', `${enrolment}/name`, change));
    expect(
      await codeOf(organiser.client.http('POST', `${enrolment}/name`, { ...change, name: 'Ai khác' })),
    ).toBe('conflict');
    expect(
      await codeOf(
        organiser.client.http('POST', `${enrolment}/name`, {
          ...change,
          clientId: randomUUID(),
          reason: ' ',
        }),
      ),
    ).toBe('malformed');

    const { entries } = await dataOf<{ entries: AuditEntryDto[] }>(
      organiser.client.http('GET', `/api/series/${series.seriesId}/audit`),
    );
    expect(entries.filter(({ action }) => action === 'learner.renamed')).toMatchObject([
      {
        details: {
          personId: hoa.personId,
          nameBefore: 'Nguyễn Thị Hoà',
          nameAfter: 'Nguyễn Thị Hoài',
          reason: 'Gõ thiếu chữ i.',
        },
      },
    ]);
    expect(await desk.register()).toMatchObject([
      { name: 'Nguyễn Thị Hoà', nameToday: 'Nguyễn Thị Hoài', state: 'valid', sha256: line.sha256 },
    ]);
    const correction = {
      clientId: randomUUID(),
      reason: 'Sai tên.',
      issuedOn: '2021-10-20',
      name: 'Nguyễn Thị Hoài',
      birthYear: null,
      organisation: '',
      province: '',
    };
    const corrected = await dataOf<{ new: CertificateDto }>(
      desk.act(line.certificateId, 'correction', correction),
    );
    expect(corrected.new).toMatchObject({ name: 'Nguyễn Thị Hoài', nameToday: null });
  });

  it('is their own to mend where they have an account', async () => {
    const { hoa, enrolment, organiser } = await certify();
    await app.context.db.person.update({ where: { id: hoa.personId }, data: { passwordHash: 'x' } });
    const change = { clientId: randomUUID(), name: 'Nguyễn Thị Hoài', reason: 'Gõ thiếu chữ i.' };
    expect(await codeOf(organiser.client.http('POST', `${enrolment}/name`, change))).toBe('not_allowed');
  });
});

describe('the name on the public page', () => {
  it('is the learner’s to show and to take back, in what is signed as well, and nobody decides it after them', async () => {
    const { desk, line, hoa } = await certify(toDesign({ publishNames: true }));
    expect(await openPage(line.code)).toContain('Nguyễn Thị Hoà');
    const choose = (publishName: boolean, client = hoa.client) =>
      client.http('PATCH', `/api/own-certificates/${line.certificateId}`, { publishName });

    expect(await dataOf<OwnCertificateDto>(choose(false))).toMatchObject({ publishName: false });
    expect(await openPage(line.code)).not.toContain('Nguyễn');
    expect(await readRecord(line.code)).toMatchObject({ name: 'N. T. H.' });
    const path = `${desk.path}/certificates/${line.certificateId}`;
    expect(await codeOf(desk.client.http('PATCH', path, { publishName: true }))).toBe('wrong_state');
    expect((await make.makeStranger().http('GET', `/v/${line.code}`)).status).toBe(200);
    expect(await codeOf(choose(true, (await make.makePerson()).client))).toBe('not_found');

    await dataOf(choose(true));
    expect(await readRecord(line.code)).toMatchObject({ name: 'Nguyễn Thị Hoà' });
    await dataOf(choose(false));
    // What they decided goes with them onto the next paper, whatever the template says.
    await dataOf(desk.act(line.certificateId, 'revocation', { clientId: randomUUID(), reason: 'Sai mẫu.' }));
    await dataOf(desk.issue());
    expect(await desk.register('?show=valid')).toMatchObject([{ publishName: false, nameChosen: true }]);
  });

  it('is never a child’s because a template says so', async () => {
    const { desk, line, hoa } = await certify(toDesign({ publishNames: true }));
    await dataOf(desk.act(line.certificateId, 'revocation', { clientId: randomUUID(), reason: 'Sai mẫu.' }));
    await app.context.db.enrolment.updateMany({
      where: { personId: hoa.personId },
      data: { birthYear: 2006 },
    });
    await dataOf(desk.issue());
    expect(await desk.register('?show=valid')).toMatchObject([{ birthYear: 2006, publishName: false }]);
  });
});

describe('a learner who asks to be erased', () => {
  it('is found in the register by whoever erases somebody who was taken off the list long ago', async () => {
    const { desk, organiser, enrolment } = await certify();
    await dataOf(organiser.client.http('DELETE', enrolment));
    const [line] = await desk.register();
    expect(enrolment.endsWith(`/${line?.enrolmentId}`)).toBe(true);
    const address = `${desk.path}/enrolments/${line?.enrolmentId}/erasure`;
    await dataOf(organiser.client.http('POST', address, {}));
    expect(await desk.register()).toMatchObject([{ state: 'erased', name: null }]);
  });

  it('is found without a certificate, too, by organisers alone: on the list of those taken off, until erased', async () => {
    const { organiser, absent, series } = await makeCertifiedSeries(make, app, []);
    const desk = new CertificateDesk(organiser.client, series.seriesId);
    const { enrolments } = await dataOf<{ enrolments: EnrolmentDto[] }>(
      organiser.client.http('GET', `${desk.path}/enrolments`),
    );
    const enrolmentId = enrolments.find(({ personId }) => personId === absent.personId)?.enrolmentId;
    const list = async (person = organiser) => {
      const answer = person.client.http('GET', `${desk.path}/removed-learners`);
      return (await dataOf<{ learners: RemovedLearnerDto[] }>(answer)).learners;
    };
    expect(await list()).toEqual([]);
    await dataOf(organiser.client.http('DELETE', `${desk.path}/enrolments/${enrolmentId}`));
    const { name, enrolmentId: found, ...rest } = (await list())[0] as RemovedLearnerDto;
    expect({ name, found }).toEqual({ name: absent.name, found: enrolmentId });
    expect(Object.keys(rest).sort()).toEqual(['email', 'organisation', 'phone', 'removedAt']);
    const trainer = await make.makeTrainer(series.seriesId);
    expect(await codeOf(trainer.client.http('GET', `${desk.path}/removed-learners`))).toBe('not_allowed');

    await dataOf(organiser.client.http('POST', `${desk.path}/enrolments/${found}/erasure`, {}));
    expect(await list()).toEqual([]);
  });

  it('leaves number, day and checksum in the register, and no name anywhere', async () => {
    const { desk, line, hoa, enrolment, organiser, series } = await certify();
    const { db, config } = app.context;
    const correction = {
      clientId: randomUUID(),
      reason: 'Bà Nguyễn Thị Hoà báo sai đơn vị.',
      issuedOn: '2021-10-20',
      name: 'Nguyễn Thị Hoà',
      birthYear: 1990,
      organisation: 'HTX Hoà Phát',
      province: '',
    };
    const { new: second } = await dataOf<{ new: CertificateDto }>(
      desk.act(line.certificateId, 'correction', correction),
    );
    await desk.waitForRun({ ready: 1 });
    await dataOf(
      organiser.client.http('POST', `${enrolment}/name`, {
        clientId: randomUUID(),
        name: 'Nguyễn Thị Hoài',
        reason: 'Hoà thành Hoài.',
      }),
    );
    await dataOf(organiser.client.http('POST', `${enrolment}/erasure`, {}));
    await dataOf(organiser.client.http('POST', `${enrolment}/erasure`, {}));

    for (const { code, serial } of [line, second]) {
      const text = await openPage(code);
      for (const said of ['Đã xoá theo yêu cầu', serial]) expect(text).toContain(said);
      expect(text).not.toContain('Nguyễn');
      expect((await make.makeStranger().http('GET', `/v/${code}/record`)).status).toBe(404);
    }
    expect(await desk.register()).toMatchObject([
      { state: 'erased', name: null, birthYear: null, sha256: line.sha256 },
      { state: 'erased', name: null, birthYear: null },
    ]);
    expect(await desk.register('?search=nguyen')).toEqual([]);
    expect(
      await codeOf(
        desk.client.http('GET', `/files/series/${series.seriesId}/certificates/${line.certificateId}`),
      ),
    ).toBe('not_found');
    expect((await hoa.client.http('GET', '/api/own-certificates')).status).toBe(401);
    expect(await readdir(path.join(config.dataDir, 'certificates'))).not.toContain(
      `${line.certificateId}.pdf`,
    );

    // Whatever table it may stand in.
    const tables = await db.$queryRaw<{ name: string }[]>`
      SELECT table_name AS "name" FROM information_schema.tables
      WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`;
    const said: string[] = [];
    for (const { name } of tables) {
      const rows = await db.$queryRawUnsafe<unknown[]>(
        `SELECT 1 FROM "${name}" AS "one" WHERE "one"::text LIKE '%' || $1 || '%' AND "one"::text LIKE '%Hoà%'`,
        series.seriesId,
      );
      if (rows.length > 0) said.push(name);
    }
    expect(said).toEqual([]);
  });

  it('has no file left after a crash that came between', async () => {
    const { line, enrolment, organiser } = await certify();
    const { db, config } = app.context;
    const place = path.join(config.dataDir, 'certificates', `${line.certificateId}.pdf`);
    const bytes = await readFile(place);
    await dataOf(organiser.client.http('POST', `${enrolment}/erasure`, {}));
    await writeFile(place, bytes);
    await sweepErasedFiles(db, await CertificateFiles.open(config.dataDir));
    expect(await readdir(path.dirname(place))).not.toContain(path.basename(place));
  });

  it('is nobody who works here', async () => {
    const { hoa, enrolment, organiser, series } = await certify();
    await app.context.db.seriesStaff.create({
      data: { seriesId: series.seriesId, personId: hoa.personId, role: 'MODERATOR' },
    });
    expect(await codeOf(organiser.client.http('POST', `${enrolment}/erasure`, {}))).toBe('not_allowed');
  });
});
