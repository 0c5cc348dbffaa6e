import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendEvents } from '#server/features/attendance/record/append-events.ts';
import { verifyPack } from '#server/features/evidence/pack/verifier/core.mjs';
import { Factories, type TestPerson } from '#tests/support/factories.ts';
import { makeRecordedSeries, type RecordedSeries, recordMore } from '#tests/support/recorded-series.ts';
import { sealAgain } from '#tests/support/seal-again.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { unzipBytes } from '#tests/support/unzip.ts';

type Files = Map<string, Buffer>;

let app: TestApp;
let make: Factories;
let recorded: RecordedSeries;
/** Decided about an objection, and has never been in a room or on a list of the series. */
let judge: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  recorded = await makeRecordedSeries(make, app);
  await recordMore(make, app, recorded);
  judge = await make.makeOrganiser();
  const { series, hoa } = recorded;
  await app.context.db.attendanceObjection.create({
    data: {
      ...{ id: randomUUID(), seriesId: series.seriesId, topicId: series.topicIds[0] ?? '' },
      ...{ personId: hoa.personId, words: 'Em có mặt', madeAt: new Date(), dueAt: new Date() },
      ...{ decidedAt: new Date(), decidedById: judge.personId, accepted: false, decisionReason: 'Không' },
    },
  });
});

async function downloadPack(query = ''): Promise<Files> {
  const { series, organiser } = recorded;
  const address = `/files/series/${series.seriesId}/evidence-pack?${query}`;
  return unzipBytes((await organiser.client.http<Uint8Array>('GET', address)).body);
}

const textOf = (files: Files, name: string): string => files.get(name)?.toString() ?? '';
const jsonOf = (files: Files, name: string) => JSON.parse(textOf(files, name));
const peopleOf = (files: Files): { personId: string; name: string | null; role: string | null }[] =>
  jsonOf(files, 'people.json');

async function enter(scorePercent: number | null, reason = ''): Promise<void> {
  const { series, organiser, hoa } = recorded;
  const scores = [{ personId: hoa.personId, scorePercent }];
  const path = `/api/series/${series.seriesId}/test-scores`;
  expect((await organiser.client.http('POST', path, { scores, reason })).status).toBe(200);
}

describe('the people of a pack', () => {
  it('are all whom an id in it means, with name and role, whoever decided from afar too', async () => {
    const files = await downloadPack();
    const people = peopleOf(files);
    const { organiser, hoa } = recorded;
    expect(people).toContainEqual({ personId: hoa.personId, name: hoa.name, role: 'learner' });
    expect(people).toContainEqual({ personId: organiser.personId, name: organiser.name, role: 'organiser' });
    expect(people).toContainEqual({ personId: judge.personId, name: judge.name, role: 'organiser' });
    expect(jsonOf(files, 'objections.json')).toMatchObject([
      { personName: hoa.name, decidedById: judge.personId, decidedBy: judge.name },
    ]);
    const { findings } = await verifyPack(files);
    expect(findings.filter(({ ok }) => ok === false)).toEqual([]);
    expect(JSON.stringify(findings)).toContain('Everybody whom an id in it means is in people.json.');
  });

  it.each(['organiser', 'judge'])('who are missing (the %s) make it incomplete', async (who) => {
    const files = await downloadPack();
    const { personId } = who === 'judge' ? judge : recorded.organiser;
    const without = peopleOf(files).filter((person) => person.personId !== personId);
    const { ok, isIncomplete, findings } = await verifyPack(
      await sealAgain(files, { 'people.json': JSON.stringify(without) }),
    );
    expect([ok, isIncomplete]).toEqual([false, true]);
    expect(JSON.stringify(findings)).toContain('1 id in it has no person in people.json');
    expect(JSON.stringify(findings)).toContain(personId);
  });

  it('have no name where the installation does not know them any more, and that is no fault', async () => {
    const personId = randomUUID();
    const at = new Date(Date.UTC(2021, 8, 28, 2));
    const joined = { connection: 3, leaseId: randomUUID(), role: 'learner' as const };
    const left = { connection: 3, reason: 'farewell' as const, lastProofAt: at.toISOString() };
    await app.context.db.$transaction((tx) =>
      appendEvents(tx, recorded.sessionId, [
        { kind: 'connection.joined', at, personId, data: joined },
        { kind: 'connection.left', at, personId, data: left },
      ]),
    );
    const files = await downloadPack();
    expect(peopleOf(files)).toContainEqual({ personId, name: null, role: null });
    const { ok, findings } = await verifyPack(files);
    expect(ok).toBe(true);
    expect(JSON.stringify(findings)).toContain('1 connection is of somebody who was since removed');
  });

  it('of a pack from before they were all in it are told of, and it holds as it did', async () => {
    await enter(80);
    const files = await downloadPack();
    const later = ['scores.json', 'log/series.jsonl'];
    for (const name of later) files.delete(name);
    const manifest = jsonOf(files, 'manifest.json');
    manifest.files = manifest.files.filter(({ path }: { path: string }) => !later.includes(path));
    files.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
    const before = peopleOf(files)
      .filter(({ personId }) => personId !== judge.personId)
      .map(({ personId, name }) => ({ personId, name }));
    const { ok, findings } = await verifyPack(
      await sealAgain(files, { 'people.json': JSON.stringify(before) }),
    );
    expect(ok).toBe(true);
    const told = findings.filter((finding) => finding.ok === null).map(({ words }) => words.en);
    expect(told).toEqual([
      '1 id in it has no person in people.json:',
      'Who entered test scores, when, and what was changed did not come with this pack; scores are those of the list.',
    ]);
  });
});

describe('the test scores of a pack', () => {
  it('are there with who entered them, and with every change, its reason and whose it was', async () => {
    const { hoa, organiser, series } = recorded;
    await enter(80);
    await enter(49, 'CHẤM LẠI BÀI');
    const files = await downloadPack();
    const who = { enteredById: organiser.personId, enteredBy: organiser.name };
    expect(jsonOf(files, 'scores.json')).toEqual([
      {
        ...{ personId: hoa.personId, name: hoa.name, scorePercent: 49, ...who },
        enteredAt: expect.any(String),
        changes: [
          {
            ...{ before: 80, beforeAt: expect.any(String), beforeById: organiser.personId, after: 49 },
            ...{ reason: 'CHẤM LẠI BÀI', changedAt: expect.any(String) },
            ...{ changedById: organiser.personId, changedBy: organiser.name },
          },
        ],
      },
    ]);
    expect((await verifyPack(files)).ok).toBe(true);
    // It was decided in a session that had not taught the topic, and so is in no pack about it.
    await app.context.db.attendanceCorrection.deleteMany({ where: { seriesId: series.seriesId } });
    const ofTopic = await downloadPack(`topicId=${series.topicIds[0]}`);
    expect(ofTopic.has('scores.json')).toBe(false);
    expect((await verifyPack(ofTopic)).ok).toBe(true);
  });

  it('that were taken back and entered again hold, and those that were forged are named', async () => {
    await enter(80);
    await enter(null, 'Nhầm người');
    expect(jsonOf(await downloadPack(), 'scores.json')).toMatchObject([{ scorePercent: null }]);
    await enter(60);
    await enter(70, 'Chấm lại câu 7');
    const files = await downloadPack();
    expect((await verifyPack(files)).ok).toBe(true);
    const scores = textOf(files, 'scores.json');
    for (const [from, to] of [
      ['"scorePercent": 70', '"scorePercent": 90'],
      ['"after": 70', '"after": 75'],
    ] as const) {
      const forged = scores.replace(from, to);
      expect(forged).not.toBe(scores);
      const { findings } = await verifyPack(await sealAgain(files, { 'scores.json': forged }));
      const wrong = findings.filter(({ ok }) => ok === false).map(({ words }) => words.en);
      expect(wrong).toEqual([expect.stringMatching(/test scores? do(es)? not agree:$/u)]);
    }
  });
});

it('what was done in the series itself is in the log of a pack, as far as it bears on attendance and certificates', async () => {
  await enter(80);
  await enter(49, 'CHẤM LẠI BÀI');
  const actionsOf = (files: Files): string[] =>
    textOf(files, 'log/series.jsonl')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).action);
  const all = actionsOf(await downloadPack());
  expect(all).toEqual(
    expect.arrayContaining(['attendance_rule.changed', 'test_score.changed', 'test_scores.entered']),
  );
  const ofTopic = actionsOf(await downloadPack(`topicId=${recorded.series.topicIds[0]}`));
  expect(ofTopic).toContain('attendance_rule.changed');
  expect(ofTopic).not.toContain('test_score.changed');
});
