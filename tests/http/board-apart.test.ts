import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BoardDto } from '#shared/features/insight.ts';
import { Factories } from '#tests/support/factories.ts';
import { type MixedPerson, type MixedSession, makeMixedSession } from '#tests/support/mixed-session.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let mixed: MixedSession;

beforeAll(async () => {
  app = await startTestApp();
  mixed = await makeMixedSession(new Factories(app), app);
});
afterAll(() => app.close());

async function readBoard(query = ''): Promise<BoardDto> {
  const path = `/api/sessions/${mixed.sessionId}/board${query}`;
  return (await mixed.organiser.client.http<BoardDto>('GET', path)).body;
}

async function readWays() {
  const { rows } = await readBoard();
  const rowOf = (who: MixedPerson) => rows.find(({ personId }) => personId === mixed.personIds[who]);
  const of = (who: MixedPerson) => rowOf(who)?.way;
  return { rows, rowOf, of };
}

it('after the end everybody attended in one way or none, by the rule and by what was decided', async () => {
  const { rows, of } = await readWays();
  expect([of('passed'), of('tooShort')]).toEqual(['self', 'self']);
  expect([of('digits'), of('ticked')]).toEqual(['hall', 'hall']);
  expect(of('viewer')).toBe('elsewhere');
  expect(of('decidedPresent')).toBe('by_hand');
  expect([of('namedOnce'), of('decidedAbsent'), of('away')]).toEqual(['none', 'none', 'none']);
  expect(rows).toHaveLength(10);
});

it('after the end all rows come, whatever was asked for since when', async () => {
  const { asOf } = await readBoard();
  expect(await readBoard(`?since=${encodeURIComponent(asOf)}`)).toMatchObject({ whole: true });
});

it('whom only a hall has named that staff have not confirmed waits for them, and counts once they have', async () => {
  const before = await readWays();
  expect(before.rowOf('waiting')).toMatchObject({ way: 'none', hall: { confirmed: false } });
  const path = `/api/sessions/${mixed.sessionId}/halls/confirmations`;
  expect((await mixed.organiser.client.http('POST', path, { hallIds: [mixed.waitingHallId] })).status).toBe(
    200,
  );
  expect((await readWays()).rowOf('waiting')).toMatchObject({ way: 'hall', hall: { confirmed: true } });
});
