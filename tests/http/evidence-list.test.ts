import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Factories } from '#tests/support/factories.ts';
import { makeRecordedSeries, type RecordedSeries } from '#tests/support/recorded-series.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { unzip } from '#tests/support/unzip.ts';

let app: TestApp;
let make: Factories;
let recorded: RecordedSeries;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  recorded = await makeRecordedSeries(make, app);
});

async function download(address: string, person = recorded.organiser) {
  return person.client.http<Uint8Array>('GET', address);
}

interface ListFile {
  format: string;
  chains: { seq: number }[];
  learners: { name: string }[];
}

const listAddress = (query: string) => `/files/series/${recorded.series.seriesId}/attendance-list?${query}`;
const packAddress = (query = '') => `/files/series/${recorded.series.seriesId}/evidence-pack?${query}`;

async function readAudit(action: string) {
  const { seriesId } = recorded.series;
  return app.context.db.auditEntry.findMany({ where: { seriesId, action } });
}

describe('a list', () => {
  it('goes out in four forms, and each time who took it is written down', async () => {
    const xlsx = unzip((await download(listAddress('format=xlsx'))).body);
    const csv = new TextDecoder().decode((await download(listAddress('format=csv'))).body);
    const pdf = Buffer.from((await download(listAddress('format=pdf'))).body);
    const { body: json } = await recorded.organiser.client.http<ListFile>('GET', listAddress('format=json'));

    expect([...xlsx.keys()].filter((name) => name.includes('sheet'))).toHaveLength(6);
    expect(csv).toContain('Nguyễn Thị Hoa');
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(json).toMatchObject({ format: 'lectern attendance list 1', chains: [{ seq: 8 }] });
    expect(json.learners.map(({ name }) => name)).toContain('Nguyễn Thị Hoa');
    expect(
      (await readAudit('attendance.exported')).map(({ actorId, details }) => [actorId, details]),
    ).toEqual(
      ['xlsx', 'csv', 'pdf', 'json'].map((format) => [recorded.organiser.personId, { format, people: 2 }]),
    );
  });

  it('of a session says when somebody came and went, of one person it names nobody else', async () => {
    const ofSession = new TextDecoder().decode(
      (await download(listAddress(`format=csv&sessionId=${recorded.sessionId}`))).body,
    );
    const ofPerson = new TextDecoder().decode(
      (await download(listAddress(`format=csv&personId=${recorded.hoa.personId}`))).body,
    );

    expect(ofSession).toContain('28/09/2021 07:55:00');
    expect(ofSession).toContain('1:40:00');
    expect(ofPerson).toContain('Nguyễn Thị Hoa');
    expect(ofPerson).not.toContain('HYPERLINK');
  });

  it('of another series is not there, and learners get none', async () => {
    const other = await make.makeSession({ state: 'ended' });

    expect((await download(listAddress(`format=csv&sessionId=${other.sessionId}`))).status).toBe(404);
    expect((await download(listAddress('format=csv'), recorded.hoa)).status).toBe(403);
    expect((await download(packAddress(), await make.makeTrainer(recorded.series.seriesId))).status).toBe(
      403,
    );
  });

  it('tells whoever asked, and nobody else, how far it has come', async () => {
    const exportId = randomUUID();
    await download(listAddress(`format=csv&exportId=${exportId}`));
    const progress = await recorded.organiser.client.http('GET', `/api/exports/${exportId}`);

    expect(progress.body).toMatchObject({ state: 'done', done: 2, steps: 2 });
    expect((await recorded.hoa.client.http('GET', `/api/exports/${exportId}`)).status).toBe(404);
  });
});
