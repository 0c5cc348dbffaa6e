import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '#shared/limits.ts';
import { makeClassroom, move } from '#tests/support/classroom.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { bringOnStage } from '#tests/support/stage.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let moderator: TestPerson;
let staffPage: TestPage;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
  series = await make.makeSeries();
  moderator = await make.makeModerator(series.seriesId, 'Phạm Thị Mai');
});
afterAll(() => app.close());

beforeEach(async () => {
  session = await make.makeSession({ series });
  staffPage = await moderator.client.join(session.code);
  return () => staffPage.close();
});

async function enter(name: string): Promise<{ learner: TestPerson; page: TestPage }> {
  const learner = await make.makeLearner(series.seriesId, name);
  return { learner, page: await learner.client.join(session.code) };
}

/** What a page that joins now is told of hands. */
async function readHands(person: TestPerson) {
  const page = await person.client.join(session.code);
  const { stage } = page.snapshot;
  page.close();
  return stage;
}

describe('hands', () => {
  it('stand in the order in which they went up, for staff with name and time (R24)', async () => {
    const names = ['Hoa', 'Bình', 'Lan'];
    const entered = await Promise.all(names.map(enter));
    for (const { page } of entered) await page.request('hand:raise', {});
    await staffPage.waitFor('hand:staff_raised', ({ hand }) => hand.name === 'Lan');

    const { hands } = await readHands(moderator);
    expect(hands).toMatchObject(names.map((name) => ({ name, raisedAt: expect.any(String) })));
    for (const { page } of entered) page.close();
  });

  it('tell a learner the own place in the line, and nobody’s name (R8)', async () => {
    const first = await enter('Hoa');
    const second = await enter('Bình');
    await first.page.request('hand:raise', {});
    const { own } = await second.page.request('hand:raise', {});
    await second.page.waitFor('hand:raised', ({ number }) => number === own.hand);

    const stage = await readHands(second.learner);
    expect(stage).toMatchObject({ hands: [1, 2], own: { hand: 2, member: null } });
    expect(JSON.stringify(stage)).not.toContain('Hoa');
    expect(JSON.stringify(second.page.news)).not.toContain('Hoa');
    first.page.close();
    second.page.close();
  });

  it('are one for each person, however often and from however many pages (R24)', async () => {
    const { learner, page } = await enter('Hoa');
    const other = await learner.client.join(session.code);
    const answers = await Promise.all(
      [page, other, page, other].map((each) => each.request('hand:raise', {})),
    );
    expect(new Set(answers.map(({ own }) => own.hand)).size).toBe(1);
    await other.waitFor('stage:own_changed', ({ own }) => own.hand === 1);
    expect(await app.context.db.raisedHand.count({ where: { sessionId: session.sessionId } })).toBe(1);
    learner.client.close();
  });

  it('go down by oneself or by staff, who lower what they saw and nothing newer', async () => {
    const first = await enter('Hoa');
    const second = await enter('Bình');
    await first.page.request('hand:raise', {});
    await first.page.request('hand:lower', {});
    await staffPage.waitFor('hand:lowered', ({ numbers }) => numbers.includes(1));

    // Up again is behind the others, under a new number.
    await second.page.request('hand:raise', {});
    const { own } = await first.page.request('hand:raise', {});
    expect(own.hand).toBe(3);
    await staffPage.request('hand:put_down', { numbers: [1, 2] });
    await second.page.waitFor('stage:own_changed', (news) => news.own.hand === null);
    expect(await readHands(first.learner)).toMatchObject({ hands: [3], own: { hand: 3 } });
    const entries = await app.context.db.auditEntry.findMany({ where: { sessionId: session.sessionId } });
    expect(entries).toMatchObject([
      {
        action: 'hand.lowered',
        actorId: moderator.personId,
        seriesId: series.seriesId,
        details: { personId: second.learner.personId },
      },
    ]);
    first.page.close();
    second.page.close();
  });

  it('go down when their owner comes on stage', async () => {
    const { learner, page } = await enter('Hoa');
    await page.request('hand:raise', {});
    await bringOnStage(staffPage, page, learner);
    await staffPage.waitFor('hand:lowered', ({ numbers }) => numbers.includes(1));
    expect(await page.requestRaw('hand:raise', {})).toMatchObject({ error: { code: 'not_allowed' } });
    page.close();
  });

  it('stay down while staff lock them; what is up stays up and may be lowered', async () => {
    const before = await enter('Hoa');
    const after = await enter('Bình');
    await before.page.request('hand:raise', {});
    const path = `/api/sessions/${session.sessionId}/feature-locks`;
    expect((await moderator.client.http('POST', path, { feature: 'hands', locked: true })).status).toBe(200);
    expect(await after.page.requestRaw('hand:raise', {})).toMatchObject({ error: { code: 'locked' } });
    expect(await readHands(before.learner)).toMatchObject({ hands: [1] });
    expect((await before.page.request('hand:lower', {})).own.hand).toBeNull();
    before.page.close();
    after.page.close();
  });

  it('are for a class that is live, and for no more than fit a line', async () => {
    const classroom = await makeClassroom(make, { series, state: 'lobby' });
    const learner = await make.makeLearner(series.seriesId);
    const page = await learner.client.join(classroom.session.code);
    expect(await page.requestRaw('hand:raise', {})).toMatchObject({ error: { code: 'wrong_state' } });

    expect((await move(classroom, 'start')).status).toBe(200);
    const { sessionId } = classroom.session;
    const people = await Promise.all(Array.from({ length: limits.hands }, () => make.makePerson()));
    await app.context.db.raisedHand.createMany({
      data: people.map(({ personId }, index) => ({
        sessionId,
        personId,
        number: index + 1,
        raisedAt: new Date(),
      })),
    });
    expect(await page.requestRaw('hand:raise', {})).toMatchObject({
      error: { code: 'limit_reached', details: { max: limits.hands } },
    });
    page.close();
  });
});
