import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadSigningKey } from '#server/core/signing-key.ts';
import { appendEvents } from '#server/features/attendance/record/append-events.ts';
import { verifyPack } from '#server/features/evidence/pack/verifier/core.mjs';
import { readZip } from '#server/features/evidence/pack/verifier/zip.mjs';
import type { NewAttendanceEvent } from '#shared/attendance-events.ts';
import { defaultRule } from '#shared/attendance-rule.ts';
import { Factories, type TestPerson, type TestSeries } from '#tests/support/factories.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { unzip, unzipBytes } from '#tests/support/unzip.ts';

const run = promisify(execFile);

let app: TestApp;
let make: Factories;
let series: TestSeries;
let sessionId: string;
let organiser: TestPerson;
let hoa: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

const start = Date.UTC(2021, 8, 28, 1);
const minute = (minutes: number): Date => new Date(start + minutes * 60_000);

beforeEach(async () => {
  const { db } = app.context;
  series = await make.makeSeries();
  ({ sessionId } = await make.makeSession({ series, state: 'ended', title: 'Buổi 1' }));
  await db.session.update({
    where: { id: sessionId },
    data: { startedAt: minute(0), endedAt: minute(120) },
  });
  await db.topicWindow.deleteMany({ where: { sessionId } });
  await db.topicWindow.create({
    data: { sessionId, topicId: series.topicIds[0] ?? '', startedAt: minute(0), endedAt: minute(90) },
  });
  organiser = await make.makeOrganiser();
  hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
  await make.makeLearner(series.seriesId, '=HYPERLINK("http://x")');
  await db.enrolment.updateMany({
    where: { seriesId: series.seriesId },
    data: { createdAt: minute(-60) },
  });
  const stays = [
    { id: randomUUID(), from: minute(-5), to: minute(50) },
    { id: randomUUID(), from: minute(51), to: minute(100) },
  ];
  const { personId } = hoa;
  await db.presenceInterval.createMany({
    data: stays.map(({ id, from, to }) => ({
      id,
      sessionId,
      personId,
      role: 'LEARNER',
      startedAt: from,
      lastProofAt: to,
      endedAt: to,
    })),
  });
  const connections = stays.flatMap(({ id, from, to }, at): NewAttendanceEvent[] => {
    const connection = at + 1;
    return [
      { kind: 'connection.joined', at: from, personId, data: { connection, leaseId: id, role: 'learner' } },
      {
        kind: 'connection.left',
        at: to,
        personId,
        data: { connection, reason: 'farewell', lastProofAt: to.toISOString() },
      },
    ];
  });
  await db.$transaction((tx) =>
    appendEvents(tx, sessionId, [
      { kind: 'session.started', at: minute(0), data: {} },
      { kind: 'topic.opened', at: minute(0), data: { topicId: series.topicIds[0] ?? '' } },
      ...connections,
      { kind: 'topic.closed', at: minute(90), data: { topicId: series.topicIds[0] ?? '' } },
      { kind: 'session.ended', at: minute(120), data: {} },
    ]),
  );
});

async function download(address: string, person = organiser) {
  return person.client.http<Uint8Array>('GET', address);
}

interface ListFile {
  format: string;
  chains: { seq: number }[];
  learners: { name: string }[];
}

const listAddress = (query: string) => `/files/series/${series.seriesId}/attendance-list?${query}`;
const packAddress = (query = '') => `/files/series/${series.seriesId}/evidence-pack?${query}`;

async function readAudit(action: string) {
  return app.context.db.auditEntry.findMany({ where: { seriesId: series.seriesId, action } });
}

describe('a list', () => {
  it('goes out in four forms, and each time who took it is written down', async () => {
    const xlsx = unzip((await download(listAddress('format=xlsx'))).body);
    const csv = new TextDecoder().decode((await download(listAddress('format=csv'))).body);
    const pdf = Buffer.from((await download(listAddress('format=pdf'))).body);
    const { body: json } = await organiser.client.http<ListFile>('GET', listAddress('format=json'));

    expect([...xlsx.keys()].filter((name) => name.includes('sheet'))).toHaveLength(5);
    expect(csv).toContain('Nguyễn Thị Hoa');
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(json).toMatchObject({ format: 'lectern attendance list 1', chains: [{ seq: 8 }] });
    expect(json.learners.map(({ name }) => name)).toContain('Nguyễn Thị Hoa');
    expect(
      (await readAudit('attendance.exported')).map(({ actorId, details }) => [actorId, details]),
    ).toEqual(['xlsx', 'csv', 'pdf', 'json'].map((format) => [organiser.personId, { format, people: 2 }]));
  });

  it('of a session says when somebody came and went, of one person it names nobody else', async () => {
    const ofSession = new TextDecoder().decode(
      (await download(listAddress(`format=csv&sessionId=${sessionId}`))).body,
    );
    const ofPerson = new TextDecoder().decode(
      (await download(listAddress(`format=csv&personId=${hoa.personId}`))).body,
    );

    expect(ofSession).toContain('28/09/2021 07:55:00');
    expect(ofSession).toContain('1:40:00');
    expect(ofPerson).toContain('Nguyễn Thị Hoa');
    expect(ofPerson).not.toContain('HYPERLINK');
  });

  it('of another series is not there, and learners get none', async () => {
    const other = await make.makeSession({ state: 'ended' });

    expect((await download(listAddress(`format=csv&sessionId=${other.sessionId}`))).status).toBe(404);
    expect((await download(listAddress('format=csv'), hoa)).status).toBe(403);
    expect((await download(packAddress(), await make.makeTrainer(series.seriesId))).status).toBe(403);
  });

  it('tells whoever asked, and nobody else, how far it has come', async () => {
    const exportId = randomUUID();
    await download(listAddress(`format=csv&exportId=${exportId}`));
    const progress = await organiser.client.http('GET', `/api/exports/${exportId}`);

    expect(progress.body).toMatchObject({ state: 'done', done: 2, steps: 2 });
    expect((await hoa.client.http('GET', `/api/exports/${exportId}`)).status).toBe(404);
  });
});

describe('an evidence pack', () => {
  /** As somebody does who has Node and nothing else: the command alone, in an empty folder. */
  async function verify(zip: Uint8Array): Promise<{ code: number; text: string }> {
    const folder = await makeTemporaryFolder();
    await writeFile(path.join(folder, 'pack.zip'), zip);
    const command = unzip(zip).get('verify.mjs') ?? '';
    await writeFile(path.join(folder, 'verify.mjs'), command);
    try {
      const { stdout } = await run(process.execPath, ['verify.mjs', 'pack.zip'], { cwd: folder });
      return { code: 0, text: stdout };
    } catch (error) {
      const { code, stdout } = error as { code: number; stdout: string };
      return { code, text: stdout };
    }
  }

  it('verifies on a machine that has nothing but Node, and is noted in the log', async () => {
    const { body } = await download(packAddress());
    const { code, text } = await verify(body);

    expect(text).toContain('Hồ sơ còn nguyên vẹn.');
    expect(text).toContain('chuỗi 8 sự kiện');
    expect(text).toContain('2 lượt kết nối khớp');
    expect(text).toContain('4 kết quả của 2 người đều khớp');
    expect(code).toBe(0);
    expect(await readAudit('evidence.exported')).toHaveLength(1);
  });

  it('is not made of what still goes on', async () => {
    await make.makeSession({ series, state: 'live' });

    expect((await download(packAddress())).status).toBe(409);
  });

  it('says of every single file that it was changed, whichever byte', async () => {
    const files = unzipBytes((await download(packAddress())).body);
    expect((await verifyPack(files)).ok).toBe(true);

    for (const [name, content] of files) {
      const changed = new Map(files);
      const copy = content.length > 0 ? Buffer.from(content) : Buffer.from('\n');
      const place = Math.floor(copy.length / 2);
      copy[place] = (copy[place] ?? 0) ^ 1;
      changed.set(name, copy);
      const { ok, findings } = await verifyPack(changed);

      expect(ok, name).toBe(false);
      const told = JSON.stringify(findings.filter((finding) => finding.ok === false));
      expect(told, name).toContain(name.startsWith('manifest') ? 'manifest' : name);
    }
    const missing = new Map([...files].filter(([name]) => name !== 'course.json'));
    expect(JSON.stringify(await verifyPack(missing))).toContain('course.json: thiếu');
  });

  it('finds out also who can sign anew: an event and a result that were changed, and the key that is not theirs', async () => {
    const files = unzipBytes((await download(packAddress())).body);
    const key = app.context.signingKey.current.publicKey;
    const record = `record/${sessionId}.jsonl`;
    const text = (name: string) => files.get(name)?.toString() ?? '';
    const forged = await sealAgain(files, {
      [record]: text(record).replace('2021-09-28T03:00:00', '2021-09-28T04:00:00'),
      [`record/${sessionId}.intervals.jsonl`]: text(`record/${sessionId}.intervals.jsonl`).replace(
        '"endedAt":"2021-09-28T02:40:00.000Z"',
        '"endedAt":"2021-09-28T02:50:00.000Z"',
      ),
      'lists/attendance.json': text('lists/attendance.json').replace('"absent"', '"passed"'),
    });
    const { ok, findings } = await verifyPack(forged, { expectedKey: key });
    const told = findings.filter((finding) => finding.ok === false).map(({ words }) => words.en);

    expect(ok).toBe(false);
    expect(told).toEqual([
      'The pack is signed with another key than the one that was asked for.',
      'Record of “Buổi 1”: the chain is broken at event 8.',
      '1 connections do not agree with the chain of events:',
      '1 things do not agree with the chain of events:',
      expect.stringContaining('results do not agree with the list'),
    ]);
  });

  /** What a forger changes who can sign anew, and leaves the chain alone: each time it is the chain that says so. */
  const forgeries: [string, string, (text: string) => string][] = [
    ['a stay that begins earlier', 'intervals', (text) => text.replace('T00:55:00', 'T00:50:00')],
    ['a stay that was cut short', 'intervals', (text) => text.replaceAll('T01:50:00', 'T01:30:00')],
    ['a stay that has no end', 'intervals', (text) => text.replace(/"endedAt":"[^"]*"/u, '"endedAt":null')],
    ['a stay in another role', 'intervals', (text) => text.replace('LEARNER', 'TRAINER')],
    ['a stay that was taken out', 'intervals', (text) => text.slice(text.indexOf('\n') + 1)],
    ['a stay that was put in', 'intervals', (text) => `${text}${text.replaceAll('"id":"', '"id":"0')}`],
    ['the time of a topic', 'course', (text) => text.replaceAll('T02:30:00', 'T02:00:00')],
    ['the end of the session', 'course', (text) => text.replaceAll('T03:00:00', 'T02:50:00')],
    ['the outcome of a check', 'checks', (text) => text.replaceAll('"expired"', '"answered"')],
    ['a check that was taken out', 'checks', () => '[]'],
    ['the code word', 'checks', (text) => text.replace('lúa', 'ngô')],
    [
      'who was named in a hall',
      'halls',
      (text) => text.replace(/"personIds": \[[^\]]*\]/u, '"personIds": []'),
    ],
    [
      'a refusal that was taken back',
      'halls',
      (text) => text.replace(/"refusal": \{[^}]*\}/u, '"refusal": null'),
    ],
    [
      'a code that was in the picture',
      'viewers',
      (text) => text.replace(/"codes": \[[^\]]*\]/u, '"codes": []'),
    ],
    [
      'the outcome of a correction',
      'list',
      (text) => text.replaceAll('"outcome":"excused"', '"outcome":"absent"'),
    ],
    ['the reason of a correction', 'list', (text) => text.replaceAll('Lũ về', 'Đi vắng')],
    ['who qualifies', 'list', (text) => text.replace('"qualifies":false', '"qualifies":true')],
    [
      'a figure of the rule',
      'list',
      (text) => text.replace('"minimumSharePercent":80', '"minimumSharePercent":10'),
    ],
  ];

  it('says from the chain alone what was forged beside it, by whoever can sign anew', async () => {
    await recordMore();
    const files = unzipBytes((await download(packAddress())).body);
    const whole = await verifyPack(files);
    expect(whole.findings.filter(({ ok }) => ok !== true)).toEqual([]);
    const places: Record<string, string> = {
      intervals: `record/${sessionId}.intervals.jsonl`,
      course: 'course.json',
      checks: `checks/${sessionId}.json`,
      halls: `halls/${sessionId}.json`,
      viewers: `viewers/${sessionId}.json`,
      list: 'lists/attendance.json',
    };
    for (const [title, kind, forge] of forgeries) {
      const place = places[kind] ?? '';
      const text = files.get(place)?.toString() ?? '';
      const forged = forge(text);
      expect(forged, title).not.toBe(text);
      expect((await verifyPack(await sealAgain(files, { [place]: forged }))).ok, title).toBe(false);
    }
  });

  it('of one session holds, where a decision about its topic stands in the record of another', async () => {
    await recordMore();
    const { body } = await download(packAddress(`sessionId=${sessionId}`));
    const { findings } = await verifyPack(unzipBytes(body));
    expect(findings.filter(({ ok }) => ok === false)).toEqual([]);
  });

  it('that holds a name twice is not read', async () => {
    const { body } = await download(packAddress());
    const zip = Buffer.from(body);
    // A second `people.json` under the name of another file of as many letters.
    const copy = Buffer.from(zip.toString('latin1').replaceAll('course.json', 'people.json'), 'latin1');
    await expect(readZip(copy, (packed) => inflateRawSync(packed))).rejects.toThrow('twice');
    expect((await readZip(zip, (packed) => inflateRawSync(packed))).has('course.json')).toBe(true);
  });
});

/** As a forger would: with changed files, a manifest that fits them, and a signature of their own. */
async function sealAgain(
  files: ReadonlyMap<string, Buffer>,
  changes: Record<string, string>,
): Promise<Map<string, Buffer>> {
  const changed = new Map(files);
  for (const [name, content] of Object.entries(changes)) changed.set(name, Buffer.from(content));
  const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '');
  for (const file of manifest.files) {
    const content = changed.get(file.path) ?? Buffer.alloc(0);
    Object.assign(file, {
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  }
  const sealed = Buffer.from(JSON.stringify(manifest));
  const key = await loadSigningKey({ dataDir: await makeTemporaryFolder() });
  const { keyId, bytes } = key.sign(sealed);
  const signature = { keyId, publicKey: key.current.publicKey, signature: bytes.toString('base64') };
  return changed.set('manifest.json', sealed).set('manifest.sig', Buffer.from(JSON.stringify(signature)));
}

/** A check, a refused hall, a code in the picture and a correction, in the record and beside it. */
async function recordMore(): Promise<void> {
  const { db } = app.context;
  const rule = { ...defaultRule, objectionDays: 5 };
  const wanted = { ruleId: randomUUID(), after: 0, rule, reason: 'Theo công văn của Sở' };
  await organiser.client.http('POST', `/api/series/${series.seriesId}/attendance-rule`, wanted);
  const topicId = series.topicIds[0] ?? '';
  const [checkId, hallId, attestationId, codeId, correctionId] = Array.from({ length: 5 }, () =>
    randomUUID(),
  );
  const ids = { checkId: checkId ?? '', hallId: hallId ?? '', codeId: codeId ?? '' };
  const { personId } = hoa;
  const byId = organiser.personId;
  const [asked, closed] = [minute(20), minute(24)];
  await db.presenceCheck.create({
    data: {
      id: ids.checkId,
      ...{ sessionId, topicId, kind: 'CODE_WORD', state: 'CLOSED', word: 'lúa', ending: 'time' },
      ...{ createdAt: asked, shownAt: asked, closesAt: closed, closedAt: closed },
      answers: { create: { personId, outcome: 'EXPIRED', deliveredAt: asked } },
    },
  });
  await db.hall.create({
    data: {
      id: ids.hallId,
      ...{ sessionId, attesterId: byId, name: 'Hội trường xã', place: 'Nam Cát', secret: Buffer.alloc(8) },
      ...{ createdAt: minute(0), refusedAt: minute(40), refusedById: byId, refusalReason: 'Không có thật' },
      attestations: {
        create: { id: attestationId ?? '', topicId, byId, at: minute(30), personIds: [personId] },
      },
    },
  });
  await db.viewerCode.create({
    data: {
      id: ids.codeId,
      ...{ sessionId, topicId, letters: 'BCDFG', shownAt: minute(50), closesAt: minute(55), byId },
      entries: { create: { personId, at: minute(51) } },
    },
  });
  const reason = 'Lũ về, đường bị cắt';
  await db.attendanceCorrection.create({
    data: {
      id: correctionId ?? '',
      ...{ seriesId: series.seriesId, topicId, personId, outcome: 'EXCUSED', statusBefore: 'too_few_checks' },
      ...{ secondsBefore: 5_400, ruleVersion: 0, reason, madeById: byId, madeAt: minute(200) },
    },
  });
  const checkEvents: NewAttendanceEvent[] = [
    {
      kind: 'check.shown',
      at: asked,
      data: {
        ...{ checkId: ids.checkId, topicId, askedById: null },
        check: 'code_word',
        word: 'lúa',
        closesAt: closed.toISOString(),
      },
    },
    {
      kind: 'check.delivered',
      at: asked,
      data: { checkId: ids.checkId, people: [{ personId, at: asked.toISOString(), seen: false }] },
    },
    {
      kind: 'check.closed',
      at: closed,
      data: { checkId: ids.checkId, ending: 'time', unanswered: [personId], excused: [], notDelivered: [] },
    },
  ];
  await db.$transaction((tx) =>
    appendEvents(tx, sessionId, [
      ...checkEvents,
      {
        kind: 'hall.attested',
        at: minute(30),
        data: {
          hallId: ids.hallId,
          attestationId: attestationId ?? '',
          topicId,
          byId,
          personIds: [personId],
          confirmedIds: [],
        },
      },
      { kind: 'hall.withdrawn', at: minute(40), data: { hallId: ids.hallId, attestationId: null, byId } },
      {
        kind: 'viewer_code.shown',
        at: minute(50),
        data: { codeId: ids.codeId, topicId, byId, closesAt: minute(55).toISOString() },
      },
      { kind: 'viewer_code.entered', at: minute(51), personId, data: { codeId: ids.codeId, topicId } },
    ]),
  );
  // The topic went on in a later session, whose record has what was decided about it.
  const later = await make.makeSession({ series, state: 'ended', title: 'Buổi 2' });
  await db.session.update({
    where: { id: later.sessionId },
    data: { startedAt: minute(180), endedAt: minute(190) },
  });
  await db.topicWindow.deleteMany({ where: { sessionId: later.sessionId } });
  await db.$transaction((tx) =>
    appendEvents(tx, later.sessionId, [
      { kind: 'session.started', at: minute(180), data: {} },
      { kind: 'session.ended', at: minute(190), data: {} },
      {
        kind: 'correction.made',
        at: minute(200),
        personId,
        data: {
          ...{
            correctionId,
            topicId,
            outcome: 'excused',
            statusBefore: 'too_few_checks',
            secondsBefore: 5_400,
          },
          ...{ ruleVersion: 0, reasonHash: createHash('sha256').update(reason).digest('hex'), byId },
        },
      },
    ]),
  );
}
