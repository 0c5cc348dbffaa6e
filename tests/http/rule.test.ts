import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendEvents } from '#server/features/attendance/record/append-events.ts';
import { applyMissingRules } from '#server/features/attendance/results/rule.listener.ts';
import { defaultRule } from '#shared/attendance-rule.ts';
import type { RuleDto } from '#shared/features/rule.ts';
import { Factories, type TestPerson, type TestSeries } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let organiser: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  series = await make.makeSeries();
  organiser = await make.makeOrganiser();
});

const address = () => `/api/series/${series.seriesId}/attendance-rule`;
const read = async () => (await organiser.client.http<RuleDto>('GET', address())).body;
const change = (change: Partial<Record<'ruleId' | 'after' | 'rule' | 'reason', unknown>> = {}) =>
  organiser.client.http<RuleDto>('POST', address(), {
    ruleId: randomUUID(),
    after: 0,
    rule: { ...defaultRule, minimumSharePercent: 70 },
    reason: '',
    ...change,
  });
async function beginFirstSession(): Promise<void> {
  await make.makeSession({ series, state: 'live' });
  await app.context.db.session.updateMany({
    where: { seriesId: series.seriesId },
    data: { startedAt: app.context.clock.now() },
  });
}

it('a series that nobody has given a rule goes by the defaults', async () => {
  expect(await read()).toMatchObject({
    current: { version: 0, rule: defaultRule, hash: null },
    frozen: false,
    versions: [],
    topicCount: 2,
  });
});

it('a check is open for three to five minutes, and a rule from before that bound goes on as it was made', async () => {
  for (const checkOpenSeconds of [60, 179, 301]) {
    const { status, body } = await change({ rule: { ...defaultRule, checkOpenSeconds } });
    expect([status, body]).toMatchObject([400, { error: { code: 'malformed' } }]);
  }
  await change();
  await app.context.db.attendanceRuleVersion.updateMany({
    where: { seriesId: series.seriesId },
    data: { rule: { ...defaultRule, checkOpenSeconds: 60 } },
  });
  expect(await read()).toMatchObject({ current: { version: 1, rule: { checkOpenSeconds: 60 } } });

  const { status } = await change({ after: 1, rule: { ...defaultRule, checkOpenSeconds: 180 } });
  expect(status).toBe(200);
});

it('before the first session a change needs no reason, and is the next version', async () => {
  const { status, body } = await change();
  expect(status).toBe(200);
  expect(body).toMatchObject({
    current: { version: 1, rule: { minimumSharePercent: 70 }, madeBy: organiser.name, reason: '' },
    versions: [{ version: 1 }],
  });
  expect(body.current.hash).toMatch(/^[0-9a-f]{64}$/u);
});

it('from the first session on a change needs a reason, and the earlier version stays', async () => {
  await change();
  await beginFirstSession();
  const rule = { ...defaultRule, minimumSharePercent: 60 };
  expect(await change({ after: 1, rule })).toMatchObject({
    status: 400,
    body: { error: { code: 'malformed', details: { fields: ['reason'] } } },
  });
  const { body } = await change({ after: 1, rule, reason: 'Mất điện cả xã trong buổi 2' });
  expect(body.frozen).toBe(true);
  expect(body.versions.map((version) => [version.rule.minimumSharePercent, version.reason])).toEqual([
    [70, ''],
    [60, 'Mất điện cả xã trong buổi 2'],
  ]);
});

it('who writes over what somebody else has changed meanwhile is told', async () => {
  await change();
  expect(await change({ rule: { ...defaultRule, objectionDays: 3 } })).toMatchObject({
    status: 409,
    body: { error: { code: 'wrong_state' } },
  });
});

it('a change that is sent again makes no second version, and another one under its id is refused', async () => {
  const ruleId = randomUUID();
  await change({ ruleId });
  expect((await change({ ruleId })).body.versions).toHaveLength(1);
  expect(await change({ ruleId, rule: defaultRule })).toMatchObject({
    status: 409,
    body: { error: { code: 'conflict' } },
  });
});

it('the same rule again is no version', async () => {
  const { body } = await change({ rule: defaultRule });
  expect(body.versions).toEqual([]);
});

it('a figure out of its bounds is named', async () => {
  expect(await change({ rule: { ...defaultRule, minimumSharePercent: 101 } })).toMatchObject({
    status: 400,
    body: { error: { code: 'malformed', details: { fields: ['rule.minimumSharePercent'] } } },
  });
});

it('trainers read the rule and cannot change it', async () => {
  const trainer = await make.makeTrainer(series.seriesId);
  expect((await trainer.client.http('GET', address())).status).toBe(200);
  const answer = await trainer.client.http('POST', address(), {});
  expect(answer).toMatchObject({ status: 403, body: { error: { code: 'not_allowed' } } });
});

describe('the record of a session', () => {
  const applied = async (sessionId: string) => {
    const events = await app.context.db.attendanceEvent.findMany({
      where: { sessionId, kind: 'rule.applied' },
      orderBy: { seq: 'asc' },
    });
    return events.map(({ body }) => (JSON.parse(body) as { data: { version: number } }).data.version);
  };

  it('says by which version it is judged from its start on, and which later ones judge it too', async () => {
    const { sessionId } = await make.makeSession({ series, state: 'lobby' });
    const start = { move: 'start' };
    expect((await organiser.client.http('POST', `/api/sessions/${sessionId}/move`, start)).status).toBe(200);
    await expect.poll(() => applied(sessionId)).toEqual([1]);
    const { current, frozen } = await read();
    expect(current).toMatchObject({ version: 1, rule: defaultRule, madeBy: null });
    expect(frozen).toBe(true);
    await change({ after: 1, reason: 'Theo công văn của Sở' });
    expect(await applied(sessionId)).toEqual([1, 2]);
  });

  it('is told so later where the server died at the very start, also of a session that is over by now', async () => {
    const { db, clock } = app.context;
    const { sessionId } = await make.makeSession({ series, state: 'ended' });
    const startedAt = clock.now();
    await db.session.update({ where: { id: sessionId }, data: { startedAt, endedAt: startedAt } });
    await db.$transaction((tx) =>
      appendEvents(tx, sessionId, [{ kind: 'session.started', at: startedAt, data: {} }]),
    );
    await applyMissingRules(app.context);
    await applyMissingRules(app.context);
    expect(await applied(sessionId)).toEqual([1]);
  });
});
