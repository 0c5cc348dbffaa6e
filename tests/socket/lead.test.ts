import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Lead } from '#server/features/stage/lead.ts';
import type { LeadDto } from '#shared/features/stage.ts';
import type { NewsData } from '#shared/protocol.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { publish } from '#tests/support/stage.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let lan: TestPerson;
let binh: TestPerson;
let learner: TestPerson;
let lanPage: TestPage;
let binhPage: TestPage;
let learnerPage: TestPage;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
  series = await make.makeSeries();
  lan = await make.makeTrainer(series.seriesId, 'Lê Thị Lan');
  binh = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
  learner = await make.makeLearner(series.seriesId);
});
afterAll(() => app.close());

beforeEach(async () => {
  session = await make.makeSession({ series });
  learnerPage = await learner.client.join(session.code);
  binhPage = await binh.client.join(session.code);
  lanPage = await lan.client.join(session.code);
  await publish(lanPage);
  await learnerPage.waitFor('lead:changed', ({ lead }) => lead?.personId === lan.personId);
  return () => {
    for (const page of [lanPage, binhPage, learnerPage]) page.close();
  };
});

/** The line is cut: nobody says goodbye. */
function cut(page: TestPage): void {
  page.socket.io.engine.close();
}

/** Others may be told of between and after: who is here, say. */
function lastLeadTold(page: TestPage): LeadDto | undefined {
  const told = page.news.findLast(({ name }) => name === 'lead:changed')?.data;
  return (told as NewsData<'lead:changed'> | undefined)?.lead;
}

describe('the trainer who leads', () => {
  it('is the first on air, and who comes after takes nothing away (R27)', async () => {
    await publish(binhPage);
    const late = await learner.client.join(session.code);
    expect(late.snapshot.stage.lead).toEqual({
      personId: lan.personId,
      name: 'Lê Thị Lan',
      awaySince: null,
      isOverdue: false,
    });
    late.close();
  });

  it('is missed by everybody when the line is lost, since the last sign of life; the class stays live (R27)', async () => {
    const before = Date.now();
    cut(lanPage);
    const { lead } = await learnerPage.waitFor('lead:changed', (news) => news.lead?.awaySince != null);
    expect(lead).toMatchObject({ personId: lan.personId, name: 'Lê Thị Lan', isOverdue: false });
    expect(Math.abs(Date.parse(lead?.awaySince ?? '') - before)).toBeLessThan(10_000);
    await binhPage.waitFor('lead:changed', (news) => news.lead?.awaySince != null);
    const late = await learner.client.join(session.code);
    expect(late.snapshot.session.state).toBe('live');
    expect(late.snapshot.stage.lead?.awaySince).toBe(lead?.awaySince);
    late.close();

    lanPage = await lan.client.join(session.code);
    await expect.poll(() => lastLeadTold(learnerPage)?.awaySince).toBeNull();
  });

  it('gives way to a second trainer, who takes over while the line is lost and not before', async () => {
    expect(await binhPage.requestRaw('lead:take_over', {})).toMatchObject({ error: { code: 'wrong_state' } });
    cut(lanPage);
    await binhPage.waitFor('lead:changed', (news) => news.lead?.awaySince != null);
    const { lead } = await binhPage.request('lead:take_over', {});
    expect(lead).toMatchObject({ personId: binh.personId, awaySince: null });
    await learnerPage.waitFor('lead:changed', (news) => news.lead?.personId === binh.personId);
    // A repeat, and the return of the first, change nothing.
    await binhPage.request('lead:take_over', {});
    lanPage = await lan.client.join(session.code);
    expect(lanPage.snapshot.stage.lead?.personId).toBe(binh.personId);
    expect(await learnerPage.requestRaw('lead:take_over', {})).toMatchObject({
      error: { code: 'not_allowed' },
    });
    const { sessionId } = session;
    const entries = await app.context.db.auditEntry.findMany({
      where: { sessionId, action: 'lead.taken_over' },
    });
    expect(entries).toMatchObject([{ actorId: binh.personId, details: { personId: lan.personId } }]);
  });

  it('hands the lead on by going off air or leaving, and then nobody is missed', async () => {
    await publish(binhPage);
    await lanPage.request('room:leave', {});
    await learnerPage.waitFor('lead:changed', (news) => news.lead?.personId === binh.personId);
    const producerId = app.live.rooms
      .find(session.sessionId)
      ?.media.publications.find(({ personId }) => personId === binh.personId)?.producerId;
    await binhPage.request('media:unpublish', { epoch: 0, producerId: producerId ?? '' });
    await learnerPage.waitFor('lead:changed', (news) => news.lead === null);
  });

  it('is waited for no longer after the grace time: the next one on air leads', async () => {
    const lead = new Lead(app.context, app.live, { toldAfterMs: 1, graceMs: 1 });
    await lead.read(session.sessionId);
    cut(lanPage);
    const { sessionId } = session;
    await expect.poll(async () => (await lead.read(sessionId))?.isOverdue, { timeout: 10_000 }).toBe(true);
    await lead.noteOnAir({ sessionId, personId: binh.personId, role: 'trainer' });
    expect(await lead.read(sessionId)).toMatchObject({ personId: binh.personId, isOverdue: false });
    lead.close();
  });
});
