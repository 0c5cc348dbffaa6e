import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readChecks } from '#server/features/attendance/record/read-checks.ts';
import { readRecord } from '#server/features/attendance/record/read-record.ts';
import type { ShownCheck } from '#server/features/presence-checks/check-course.ts';
import { closeCheck } from '#server/features/presence-checks/close-check.service.ts';
import type { CheckPersonDto } from '#shared/features/presence-checks.ts';
import { CODE_WORD_TRIES } from '#shared/presence-checks.ts';
import { type Classroom, makeClassroom, move, runTopic } from '#tests/support/classroom.ts';
import { Factories, type TestPerson } from '#tests/support/factories.ts';
import {
  ask,
  letBeDue,
  letBeOver,
  letBeShownAgo,
  sayDelivered,
  toAnswer,
} from '#tests/support/presence-checks.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

const MINUTE_MS = 60_000;
/** For a machine that is full. */
const WAIT_MS = 15_000;

let app: TestApp;
let make: Factories;
let room: Classroom;
let hoa: TestPerson;
let trainerPage: TestPage;
let page: TestPage;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  room = await makeClassroom(make);
  hoa = await make.makeLearner(room.series.seriesId, 'Nguyễn Thị Hoa');
  trainerPage = await room.trainer.client.join(room.session.code);
  page = await hoa.client.join(room.session.code);
  return () => {
    trainerPage.close();
    page.close();
  };
});

const code = () => room.session.code;
const sessionId = () => room.session.sessionId;

/** Lets the plan be made: nothing in a factory tells the server that there is a session. */
async function plan(): Promise<void> {
  app.context.events.emit('session.changed', { sessionId: sessionId() });
  await vi.waitUntil(
    () => app.context.db.presenceCheck.findFirst({ where: { sessionId: sessionId(), state: 'PLANNED' } }),
    { timeout: WAIT_MS },
  );
}

async function outcomeOf(checkId: string, personId: string): Promise<string | undefined> {
  const path = `/api/sessions/${sessionId()}/checks/${checkId}/people`;
  const { body } = await room.trainer.client.http<{ people: CheckPersonDto[] }>('GET', path);
  return body.people.find((person) => person.personId === personId)?.outcome;
}

/** Once the record of presence has them, a hundred milliseconds after they came. */
async function isPresent(...people: TestPerson[]): Promise<void> {
  await vi.waitUntil(
    async () => {
      const rows = await app.context.db.presenceInterval.findMany({ where: { sessionId: sessionId() } });
      return people.every(({ personId }) => rows.some((row) => row.personId === personId));
    },
    { timeout: WAIT_MS },
  );
}

describe('a presence check', () => {
  it('comes by itself, to every learner who is there, and staff see it with how it goes', async () => {
    await plan();
    const checkId = await letBeDue(app, sessionId());
    const { check } = await page.waitFor('check:shown');
    expect(check).toMatchObject({ checkId, kind: 'tap' });
    expect(Date.parse(check.closesAt) - Date.parse(check.shownAt)).toBe(4 * MINUTE_MS);
    await isPresent(hoa);
    await sayDelivered(page, checkId);
    const own = await page.request('check:answer', toAnswer(checkId));
    expect(Math.abs(Date.parse(own.answeredAt ?? '') - Date.now())).toBeLessThan(30_000);
    const { counts } = await trainerPage.waitFor('check:counted', (told) => told.counts.answered === 1);
    expect(counts).toEqual({ present: 1, delivered: 1, seen: 1, answered: 1 });
    expect(await outcomeOf(checkId, hoa.personId)).toBe('answered');
  });

  it('that is planned is told to staff as a time by which it comes, and to learners not at all', async () => {
    await plan();
    // What is in a snapshot may be as old as the news that follow it.
    await trainerPage.waitFor('check:desk_changed', ({ desk }) => desk.nextBy !== null);
    const fresh = await room.trainer.client.join(code());
    const { checks } = fresh.snapshot;
    if (!('desk' in checks)) throw new Error('staff got what learners get');
    const planned = await app.context.db.presenceCheck.findFirstOrThrow({
      where: { sessionId: sessionId() },
    });
    const untilMs = Date.parse(checks.desk.nextBy ?? '') - Date.now();
    expect(untilMs).toBeGreaterThan(0);
    expect(untilMs).toBeLessThan(30 * MINUTE_MS);
    expect(JSON.stringify(fresh.joined)).not.toContain(planned.id);
    expect(page.snapshot.checks).toEqual({ check: null, own: null });
  });

  it('is not asked twice by a request that comes twice, and not while another is open', async () => {
    const clientId = randomUUID();
    const first = await ask(trainerPage, 'tap', clientId);
    const again = await ask(trainerPage, 'tap', clientId);
    expect([first.checkId, again.checkId]).toEqual([clientId, clientId]);
    expect(page.news.filter(({ name }) => name === 'check:shown')).toHaveLength(1);
    const second = await trainerPage.requestRaw('check:ask', { clientId: randomUUID(), kind: 'tap' });
    expect(second).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
  });

  it('is asked in the time of a topic alone: not in a break, and not before the start', async () => {
    await runTopic(room, null);
    const inBreak = await trainerPage.requestRaw('check:ask', { clientId: randomUUID(), kind: 'tap' });
    expect(inBreak).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
    const lobby = await makeClassroom(make, { state: 'lobby' });
    const early = await lobby.trainer.client.join(lobby.session.code);
    const refused = await early.requestRaw('check:ask', { clientId: randomUUID(), kind: 'tap' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
  });

  it('closes with its topic, and then nobody is the worse for not having answered', async () => {
    const { checkId } = await ask(trainerPage);
    await sayDelivered(page, checkId);
    await letBeShownAgo(app, checkId, 2 * MINUTE_MS);
    await runTopic(room, null);
    await page.waitFor('check:closed', (told) => told.checkId === checkId);
    expect(await outcomeOf(checkId, hoa.personId)).toBe('excused');
    const { desk } = await trainerPage.waitFor('check:desk_changed', (told) =>
      told.desk.checks.some((check) => check.checkId === checkId && check.closedAt !== null),
    );
    expect(desk.checks[0]).toMatchObject({ ending: 'topic_ended' });
  });

  it('closes with its session too', async () => {
    const { checkId } = await ask(trainerPage);
    await move(room, 'end');
    await page.waitFor('check:closed', (told) => told.checkId === checkId);
  });

  it('can be closed early by staff, who then spoil nobody’s record with it', async () => {
    const { checkId } = await ask(trainerPage);
    await sayDelivered(page, checkId);
    await letBeShownAgo(app, checkId, 2 * MINUTE_MS);
    const { desk } = await trainerPage.request('check:close', { checkId });
    expect(desk.checks[0]).toMatchObject({ checkId, ending: 'closed_early' });
    expect(await outcomeOf(checkId, hoa.personId)).toBe('excused');
    const audit = await app.context.db.auditEntry.findMany({ where: { sessionId: sessionId() } });
    expect(audit.map(({ action }) => action)).toEqual(['check.asked', 'check.closed_early']);
  });

  it('is held back for a while by staff, and comes when they let it, or when the while is over', async () => {
    await plan();
    const until = new Date(Date.now() + 10 * MINUTE_MS).toISOString();
    const { desk } = await trainerPage.request('check:hold', { until });
    expect(desk.heldUntil).toBe(until);
    await letBeDue(app, sessionId());
    // Asked for, it comes all the same: and by its news one knows that no other came before it.
    const asked = await ask(trainerPage);
    await page.waitFor('check:shown', ({ check }) => check.checkId === asked.checkId);
    await trainerPage.request('check:close', { checkId: asked.checkId });
    expect(page.news.filter(({ name }) => name === 'check:shown')).toHaveLength(1);
    const let_ = await trainerPage.request('check:hold', { until: null });
    expect(let_.desk.heldUntil).toBeNull();
    const audit = await app.context.db.auditEntry.findMany({ where: { sessionId: sessionId() } });
    expect(audit.map(({ action }) => action)).toContain('check.held');
    expect(audit.map(({ action }) => action)).toContain('check.let_come');
    const tooLong = new Date(Date.now() + 60 * MINUTE_MS).toISOString();
    expect(await trainerPage.requestRaw('check:hold', { until: tooLong })).toMatchObject({
      error: { code: 'malformed' },
    });
  });
});

describe('an answer', () => {
  it('is one, from whatever page it comes; the others of that person are told', async () => {
    const { checkId } = await ask(trainerPage);
    const phone = await hoa.client.join(code());
    const answer = toAnswer(checkId);
    const first = await page.request('check:answer', answer);
    const { own } = await phone.waitFor('check:own_changed');
    expect(own).toEqual(first);
    expect(await phone.request('check:answer', toAnswer(checkId))).toEqual(first);
    expect(await page.request('check:answer', answer)).toEqual(first);
    expect(await app.context.db.presenceCheckAnswer.count({ where: { checkId } })).toBe(1);
    const later = await hoa.client.join(code());
    expect(later.snapshot.checks).toMatchObject({ check: { checkId }, own: first });
    later.close();
    phone.close();
  });

  it('that was written without a network counts with its own time, also when it comes after the end', async () => {
    await isPresent(hoa);
    const { checkId } = await ask(trainerPage);
    await sayDelivered(page, checkId);
    await letBeShownAgo(app, checkId, 6 * MINUTE_MS);
    await letBeOver(app, sessionId(), 2 * MINUTE_MS);
    await page.waitFor('check:closed');
    expect(await outcomeOf(checkId, hoa.personId)).toBe('expired');
    const writtenAgo = { ms: 3 * MINUTE_MS, rough: false };
    const own = await page.request('check:answer', toAnswer(checkId, { writtenAgo }));
    expect(Math.abs(Date.now() - 3 * MINUTE_MS - Date.parse(own.answeredAt ?? ''))).toBeLessThan(30_000);
    expect(await outcomeOf(checkId, hoa.personId)).toBe('answered');
  });

  it('is refused when it was written after the end, comes too late, or from one who was not there', async () => {
    await isPresent(hoa);
    const { checkId } = await ask(trainerPage);
    await letBeShownAgo(app, checkId, 30 * MINUTE_MS);
    await letBeOver(app, sessionId(), 20 * MINUTE_MS);
    await page.waitFor('check:closed');
    for (const minutes of [5, 25]) {
      const writtenAgo = { ms: minutes * MINUTE_MS, rough: false };
      const refused = await page.requestRaw('check:answer', toAnswer(checkId, { writtenAgo }));
      expect(refused, `${minutes}`).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
    }
    expect(await outcomeOf(checkId, hoa.personId)).toBe('not_delivered');
  });

  it('with a code word is right without marks, and wrong three times at most, each once however often it is sent', async () => {
    const { checkId, word } = await ask(trainerPage, 'code_word');
    const { check } = await page.waitFor('check:shown');
    expect(JSON.stringify([check, page.joined])).not.toContain(word);
    const lan = await make.makeLearner(room.series.seriesId);
    const lanPage = await lan.client.join(code());
    for (let left = CODE_WORD_TRIES - 1; left >= 0; left -= 1) {
      const wrong = toAnswer(checkId, { word: 'không nghe rõ' });
      for (let repeat = 0; repeat < 2; repeat += 1)
        expect(await lanPage.request('check:answer', wrong)).toMatchObject({
          answeredAt: null,
          triesLeft: left,
        });
    }
    expect(await lanPage.requestRaw('check:answer', toAnswer(checkId, { word: word ?? '' }))).toMatchObject({
      error: { code: 'limit_reached', details: { max: CODE_WORD_TRIES } },
    });
    const heard = (word ?? '')
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/gu, '')
      .toUpperCase();
    const own = await page.request('check:answer', toAnswer(checkId, { word: heard }));
    expect(own.answeredAt).not.toBeNull();
    lanPage.close();
  });

  it('to a check of another session is refused as if there were none', async () => {
    const other = await makeClassroom(make);
    const otherPage = await other.trainer.client.join(other.session.code);
    const { checkId } = await ask(otherPage);
    expect(await page.requestRaw('check:answer', toAnswer(checkId))).toMatchObject({
      error: { code: 'not_found' },
    });
    otherPage.close();
  });
});

describe('whom a check reached', () => {
  it('is what their page said: whoever it did not reach, or too late, or after the end, is not held to it', async () => {
    const [lan, minh, tu] = await Promise.all(
      ['Lan', 'Minh', 'Tú'].map((name) => make.makeLearner(room.series.seriesId, name)),
    );
    if (!lan || !minh || !tu) throw new Error('too few learners');
    const lanPage = await lan.client.join(code());
    await isPresent(hoa, lan);
    const { checkId } = await ask(trainerPage);
    await sayDelivered(page, checkId);
    await letBeShownAgo(app, checkId, 4 * MINUTE_MS);
    const minhPage = await minh.client.join(code());
    expect(minhPage.snapshot.checks).toMatchObject({ check: { checkId }, own: null });
    await sayDelivered(minhPage, checkId);
    await isPresent(minh);
    await letBeOver(app, sessionId());
    await page.waitFor('check:closed');
    const tuPage = await tu.client.join(code());
    await sayDelivered(tuPage, checkId);
    expect(tuPage.snapshot.checks).toEqual({ check: null, own: null });
    expect(await outcomeOf(checkId, hoa.personId)).toBe('expired');
    expect(await outcomeOf(checkId, lan.personId)).toBe('not_delivered');
    expect(await outcomeOf(checkId, minh.personId)).toBe('excused');
    expect(await outcomeOf(checkId, tu.personId)).toBeUndefined();
    for (const open of [lanPage, minhPage, tuPage]) open.close();
  });

  it('is also whom a page answered for on its line without a word of the check, in the room or gone; not whose media alone went on', async () => {
    const [lan, minh] = await Promise.all(
      ['Lan', 'Minh'].map((name) => make.makeLearner(room.series.seriesId, name)),
    );
    if (!lan || !minh) throw new Error('too few learners');
    const pages = await Promise.all([lan, minh].map((person) => person.client.join(code())));
    await isPresent(hoa, lan, minh);
    const { checkId } = await ask(trainerPage);
    await letBeShownAgo(app, checkId, 4 * MINUTE_MS);
    const { db, clock } = app.context;
    const check = (await db.presenceCheck.findUniqueOrThrow({ where: { id: checkId } })) as ShownCheck;
    const closedAt = clock.now();
    const joinedAt = new Date(check.shownAt.getTime() - MINUTE_MS);
    const sinceShown = (seconds: number) => new Date(check.shownAt.getTime() + seconds * 1_000);

    await db.$transaction((tx) =>
      closeCheck(tx, {
        check,
        ending: 'time',
        at: closedAt,
        pages: [
          { personId: hoa.personId, joinedAt, lastPacketAt: closedAt },
          { personId: lan.personId, joinedAt, lastPacketAt: sinceShown(91) },
          { personId: minh.personId, joinedAt, lastPacketAt: sinceShown(89) },
          // Staff are asked nothing.
          { personId: room.trainer.personId, joinedAt, lastPacketAt: closedAt },
        ],
      }),
    );

    expect(await outcomeOf(checkId, hoa.personId)).toBe('expired');
    expect(await outcomeOf(checkId, lan.personId)).toBe('expired');
    expect(await outcomeOf(checkId, minh.personId)).toBe('not_delivered');
    expect(await outcomeOf(checkId, room.trainer.personId)).toBeUndefined();
    const { events } = await readRecord(db, sessionId());
    const told = events.filter(({ kind }) => kind === 'check.delivered').map(({ data }) => data);
    const at = sinceShown(30).toISOString();
    expect(told).toEqual([
      {
        checkId,
        byLine: true,
        people: [hoa, lan]
          .map(({ personId }) => ({ personId, at, seen: false }))
          .sort((one, other) => (one.personId < other.personId ? -1 : 1)),
      },
    ]);
    // The chain alone comes to the same.
    const { checks } = readChecks(events);
    expect(checks.get(checkId)?.people.get(lan.personId)).toMatchObject({ outcome: 'expired', seenMs: null });
    for (const open of pages) open.close();
  });

  it('does not get it again who comes back for what they missed after its end', async () => {
    const { position } = page.joined ?? {};
    page.close();
    const { checkId } = await ask(trainerPage);
    await trainerPage.request('check:close', { checkId });
    const back = await hoa.client.join(code(), { pageId: page.pageId, position: position ?? null });
    const names = (back.joined?.missed ?? []).flatMap(({ news }) => news.map(([name]) => name));
    expect(names).toContain('check:closed');
    expect(names).not.toContain('check:shown');
    back.close();
  });
});
