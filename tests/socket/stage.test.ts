import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AbsentLearners } from '#server/features/stage/absent-learners.ts';
import { limits } from '#shared/limits.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { opusParameters } from '#tests/support/fake-media.ts';
import { bringOnStage, publish } from '#tests/support/stage.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let trainer: TestPerson;
let moderator: TestPerson;
let learner: TestPerson;
let trainerPage: TestPage;
let moderatorPage: TestPage;
let page: TestPage;
/** Another learner, who sees what everybody sees. */
let watcherPage: TestPage;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
  series = await make.makeSeries();
  trainer = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
  moderator = await make.makeModerator(series.seriesId, 'Phạm Thị Mai');
});
afterAll(() => app.close());

beforeEach(async () => {
  session = await make.makeSession({ series });
  learner = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
  const watcher = await make.makeLearner(series.seriesId, 'Lê Văn An');
  trainerPage = await trainer.client.join(session.code);
  moderatorPage = await moderator.client.join(session.code);
  page = await learner.client.join(session.code);
  watcherPage = await watcher.client.join(session.code);
  return () => {
    for (const each of [trainerPage, moderatorPage, page, watcherPage]) each.close();
  };
});

async function listActs(): Promise<string[]> {
  const { sessionId } = session;
  const entries = await app.context.db.auditEntry.findMany({ where: { sessionId }, orderBy: { id: 'asc' } });
  for (const { seriesId } of entries) expect(seriesId).toBe(series.seriesId);
  return entries.map(({ action }) => action);
}

const personId = () => learner.personId;
const isFree = { error: { code: 'not_allowed' } };

describe('the way to the stage', () => {
  it('is asked, agreed, checked and walked, and everybody learns who is on it (R25)', async () => {
    await moderatorPage.request('stage:invite', { personId: personId() });
    const asked = await page.waitFor('stage:own_changed', ({ own }) => own.member?.state === 'invited');
    expect(asked.own.member).toMatchObject({ invitedByName: 'Phạm Thị Mai', expiresAt: expect.any(String) });
    await page.request('stage:answer', { accepted: true });
    await moderatorPage.waitFor('stage:staff_changed', ({ members }) => members[0]?.state === 'checking');
    const { own } = await page.request('stage:enter', {});
    expect(own.member).toMatchObject({ state: 'on_stage', expiresAt: null });
    const { speakers } = await watcherPage.waitFor('stage:changed', (news) => news.speakers.length > 0);
    expect(speakers).toEqual([{ personId: personId(), name: 'Nguyễn Thị Hoa' }]);
    expect(await listActs()).toEqual(['stage.invited', 'stage.entered']);
  });

  it('is nobody’s who was not asked, and tells other learners nothing before it is walked (R8)', async () => {
    for (const name of ['stage:enter', 'stage:answer'] as const) {
      const input = name === 'stage:answer' ? { accepted: true } : {};
      expect(await page.requestRaw(name, input)).toMatchObject({ error: { code: 'wrong_state' } });
    }
    await moderatorPage.request('stage:invite', { personId: personId() });
    expect(await page.requestRaw('stage:enter', {})).toMatchObject({ error: { code: 'wrong_state' } });
    await page.request('stage:answer', { accepted: false });
    await moderatorPage.waitFor('stage:staff_changed', ({ members }) => members.length === 0);
    expect(JSON.stringify(watcherPage.news)).not.toContain(personId());
    expect(await listActs()).toEqual(['stage.invited', 'stage.declined']);
  });

  it('ends when staff take the invitation back, and a yes comes too late then', async () => {
    await trainerPage.request('stage:invite', { personId: personId() });
    await moderatorPage.request('stage:remove', { personId: personId() });
    await page.waitFor('stage:own_changed', ({ own }) => own.member === null);
    expect(await page.requestRaw('stage:answer', { accepted: true })).toMatchObject({
      error: { code: 'wrong_state' },
    });
    expect(await listActs()).toEqual(['stage.invited', 'stage.withdrawn']);
  });

  it('closes by itself when its time is over, by the time in SQL', async () => {
    await moderatorPage.request('stage:invite', { personId: personId() });
    const { db, clock } = app.context;
    const sessionId_personId = { sessionId: session.sessionId, personId: personId() };
    await db.stageMember.update({ where: { sessionId_personId }, data: { expiresAt: clock.now() } });
    expect(await page.requestRaw('stage:answer', { accepted: true })).toMatchObject({
      error: { code: 'wrong_state' },
    });
    // Whatever happens next on this stage makes the server look at its times again.
    const another = await make.makeLearner(series.seriesId);
    await moderatorPage.request('stage:invite', { personId: another.personId });
    await page.waitFor('stage:own_changed', ({ own }) => own.member === null);
    expect(await listActs()).toEqual(['stage.invited', 'stage.invited', 'stage.expired']);
  });

  it('has room for seven learners, asked and on stage together', async () => {
    for (let count = 0; count < limits.stageLearners; count += 1) {
      const other = await make.makeLearner(series.seriesId);
      await moderatorPage.request('stage:invite', { personId: other.personId });
    }
    expect(await moderatorPage.requestRaw('stage:invite', { personId: personId() })).toMatchObject({
      error: { code: 'limit_reached', details: { max: limits.stageLearners } },
    });
  });

  it('is for learners of the series alone', async () => {
    const stranger = await make.makePerson();
    for (const other of [stranger, trainer]) {
      expect(await moderatorPage.requestRaw('stage:invite', { personId: other.personId })).toMatchObject({
        error: { code: 'not_found' },
      });
    }
  });

  it('a repeat of each step changes nothing (R11)', async () => {
    await moderatorPage.request('stage:invite', { personId: personId() });
    await moderatorPage.request('stage:invite', { personId: personId() });
    await page.request('stage:answer', { accepted: true });
    await page.request('stage:answer', { accepted: true });
    await page.request('stage:enter', {});
    await page.request('stage:enter', {});
    await page.request('stage:leave', {});
    await page.request('stage:leave', {});
    expect(await listActs()).toEqual(['stage.invited', 'stage.entered', 'stage.left']);
  });
});

describe('whoever is on stage', () => {
  it('may send, a learner before and after may not, and what they sent ends with the act (R15)', async () => {
    await expect(publish(page)).rejects.toMatchObject(isFree);
    await bringOnStage(moderatorPage, page, learner);
    const { producerId, transportId } = await publish(page);
    const { publication } = await watcherPage.waitFor('media:published');
    expect(publication).toMatchObject({ producerId, personId: personId(), source: 'microphone' });

    await moderatorPage.request('stage:remove', { personId: personId() });
    await watcherPage.waitFor('media:unpublished', (news) => news.producerId === producerId);
    expect(app.live.rooms.find(session.sessionId)?.media.publications).toEqual([]);
    // Media first: by the time others hear that they are off, they are silent.
    await vi.waitUntil(() => {
      const names = watcherPage.news.map(({ name }) => name);
      return names.indexOf('media:unpublished') < names.lastIndexOf('stage:changed');
    });

    await expect(publish(page)).rejects.toMatchObject(isFree);
    const again = { epoch: 0, transportId, source: 'microphone', paused: false, rtpParameters: {} };
    expect(await page.requestRaw('media:publish', again)).toMatchObject(isFree);
    expect(await listActs()).toEqual(['stage.invited', 'stage.entered', 'stage.removed']);
  });

  it('goes back by themselves', async () => {
    await bringOnStage(moderatorPage, page, learner);
    const { producerId } = await publish(page);
    await page.request('stage:leave', {});
    await watcherPage.waitFor('media:unpublished', (news) => news.producerId === producerId);
    await expect(publish(page)).rejects.toMatchObject(isFree);
  });

  it('shows no screen', async () => {
    await bringOnStage(moderatorPage, page, learner);
    await expect(publish(page, 'screen')).rejects.toMatchObject(isFree);
  });

  it('stays a learner for the attendance, the count and everything else', async () => {
    await bringOnStage(moderatorPage, page, learner);
    const again = await learner.client.join(session.code);
    expect(again.joined?.you.role).toBe('learner');
    expect(again.snapshot.presence.learners).toBe(2);
    expect(again.snapshot.attendance).toBeNull();
    expect(await again.requestRaw('question:move', {})).toMatchObject(isFree);
    again.close();
  });

  it('goes on sending after a lost line, as every page of theirs may', async () => {
    await bringOnStage(moderatorPage, page, learner);
    await publish(page);
    const { pageId } = page;
    page = await learner.client.join(session.code, { pageId });
    expect(page.snapshot.stage).toMatchObject({ own: { member: { state: 'on_stage' } } });
    await publish(page);
  });

  it('leaves it with the room, and the place is another’s when they do not come back', async () => {
    await bringOnStage(moderatorPage, page, learner);
    await page.request('room:leave', {});
    await moderatorPage.waitFor('stage:staff_changed', ({ members }) => members.length === 0);

    page = await learner.client.join(session.code);
    await bringOnStage(moderatorPage, page, learner);
    const gone: string[] = [];
    const onGone = async (missing: { personId: string }) => void gone.push(missing.personId);
    const absent = new AbsentLearners(app.context, app.live, { onGone, keptMs: 0 });
    await absent.look();
    expect(gone).toEqual([]);
    page.socket.io.engine.close();
    await expect.poll(async () => absent.look().then(() => gone)).toContain(personId());
    absent.close();
    expect((await listActs()).slice(0, 3)).toEqual(['stage.invited', 'stage.entered', 'stage.left']);
  });

  it('is off it when they are taken out of the series', async () => {
    await bringOnStage(moderatorPage, page, learner);
    await publish(page);
    const { db, events } = app.context;
    await db.enrolment.updateMany({ where: { personId: personId() }, data: { removedAt: new Date() } });
    events.emit('access.changed', { personId: personId(), seriesId: series.seriesId, reason: 'removed' });
    await watcherPage.waitFor('media:unpublished');
    const { sessionId } = session;
    await expect.poll(() => db.stageMember.count({ where: { sessionId } })).toBe(0);
  });
});

describe('staff over the stage', () => {
  it('mute one, who reads by whom and may speak again', async () => {
    await bringOnStage(moderatorPage, page, learner);
    const { producerId } = await publish(page);
    await moderatorPage.request('stage:mute', { personId: personId() });
    await watcherPage.waitFor('media:published', ({ publication }) => publication.paused);
    expect(await page.waitFor('stage:own_muted')).toEqual({ byName: 'Phạm Thị Mai' });
    await page.request('media:pause', { epoch: 0, producerId, paused: false });
    expect(await listActs()).toContain('stage.muted');
  });

  it('hold a microphone or a camera until they let it go, whatever the page asks (R26)', async () => {
    await bringOnStage(moderatorPage, page, learner);
    const { producerId, transportId } = await publish(page);
    const hold = { personId: personId(), source: 'microphone' as const };
    await moderatorPage.request('stage:hold', { ...hold, held: true });
    await watcherPage.waitFor('media:published', ({ publication }) => publication.paused);
    const { own } = await page.waitFor(
      'stage:own_changed',
      (news) => news.own.member?.microphoneHeldByName === 'Phạm Thị Mai',
    );
    expect(own.member?.cameraHeldByName).toBeNull();

    const wake = { epoch: 0, producerId, paused: false };
    expect(await page.requestRaw('media:pause', wake)).toMatchObject({ error: { code: 'locked' } });
    // Sent anew it is muted all the same.
    const anew = await page.request('media:publish', {
      epoch: 0,
      transportId,
      source: 'microphone',
      paused: false,
      rtpParameters: opusParameters(22_222),
    });
    const isPaused = () =>
      app.live.rooms
        .find(session.sessionId)
        ?.media.publications.find((publication) => publication.producerId === anew.producerId)?.paused;
    expect(isPaused()).toBe(true);

    await moderatorPage.request('stage:hold', { ...hold, held: false });
    await page.request('media:pause', { ...wake, producerId: anew.producerId });
    expect(isPaused()).toBe(false);
    expect(await listActs()).toEqual(
      expect.arrayContaining(['stage.microphone_held', 'stage.microphone_released']),
    );
  });

  it('mute all learners on stage, and with the right all others too', async () => {
    await bringOnStage(moderatorPage, page, learner);
    const own = await publish(page);
    const lesson = await publish(trainerPage);
    const second = await make.makeTrainer(series.seriesId, 'Lê Thị Lan');
    const secondPage = await second.client.join(session.code);
    const pausedIds = () =>
      (app.live.rooms.find(session.sessionId)?.media.publications ?? [])
        .filter(({ paused }) => paused)
        .map(({ producerId }) => producerId);

    await moderatorPage.request('stage:mute_all', { staffToo: false });
    expect(pausedIds()).toEqual([own.producerId]);
    expect(await moderatorPage.requestRaw('stage:mute_all', { staffToo: true })).toMatchObject(isFree);
    expect(await moderatorPage.requestRaw('stage:mute', { personId: trainer.personId })).toMatchObject(
      isFree,
    );
    expect(pausedIds()).toEqual([own.producerId]);

    await secondPage.request('stage:mute_all', { staffToo: true });
    expect(pausedIds().toSorted()).toEqual([own.producerId, lesson.producerId].toSorted());
    await trainerPage.waitFor('stage:own_muted', ({ byName }) => byName === 'Lê Thị Lan');
    secondPage.close();
  });

  it('show one large to everybody, until they end it or that one goes', async () => {
    await bringOnStage(moderatorPage, page, learner);
    await moderatorPage.request('stage:spotlight', { personId: personId() });
    await watcherPage.waitFor('stage:changed', ({ spotlightId }) => spotlightId === personId());
    const late = await learner.client.join(session.code);
    expect(late.snapshot.stage.spotlightId).toBe(personId());
    late.close();

    await page.request('stage:leave', {});
    await moderatorPage.waitFor(
      'stage:staff_changed',
      ({ spotlightId, members }) => spotlightId === null && members.length === 0,
    );
    const missing = { personId: personId() };
    expect(await moderatorPage.requestRaw('stage:spotlight', missing)).toMatchObject({
      error: { code: 'not_found' },
    });
    expect(await listActs()).toContain('stage.spotlit');
  });
});
