import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ack, protocolVersion } from '#shared/contract.ts';
import { dataOf } from '#tests/support/answers.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { ServerProcess } from '#tests/support/server-process.ts';

let server: ServerProcess;
let session: TestSession;
let trainer: TestPerson;
let inside: TestPerson;
let admitted: TestPerson;
let waiting: TestPerson;
let removed: TestPerson;

beforeAll(async () => {
  server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries();
      session = await make.makeSession({ series });
      trainer = await make.makeTrainer(series.seriesId);
      inside = await make.makeLearner(series.seriesId, 'Trong');
      admitted = await make.makeLearner(series.seriesId, 'Vào');
      waiting = await make.makeLearner(series.seriesId, 'Chờ');
      removed = await make.makeLearner(series.seriesId, 'Ra');
    },
  });
}, 90_000);
afterAll(() => server.close());

async function knock({ client }: TestPerson): Promise<Ack<unknown>> {
  const page = await client.openPage();
  const input = { protocolVersion, code: session.code, position: null, pageId: randomUUID() };
  return page.requestRaw('room:join', input);
}

function post(path: string, body: object): Promise<unknown> {
  return dataOf(trainer.client.http('POST', `/api/sessions/${session.sessionId}/${path}`, body));
}

it('who may come in, who waits and who is out is the same after kill -9 (R7, R46, R47, R48)', async () => {
  // In the room at the moment at which its door is shut, and known by that alone.
  expect(await knock(inside)).toMatchObject({ ok: true });
  expect(await knock(removed)).toMatchObject({ ok: true });
  await post('door', { admission: 'everybody_waits' });
  expect(await knock(admitted)).toMatchObject({ ok: false });
  const knocked = await knock(waiting);
  expect(knocked).toMatchObject({ ok: false, error: { code: 'waiting' } });
  await post('admit', { personIds: [admitted.personId] });
  await post('exclusions', {
    personId: removed.personId,
    kind: 'removed_from_room',
    reason: 'other',
    note: '',
  });

  await server.kill('SIGKILL');
  await server.restart();

  expect(await knock(inside)).toMatchObject({ ok: true });
  expect(await knock(admitted)).toMatchObject({ ok: true });
  expect(await knock(waiting)).toEqual(knocked);
  expect(await knock(removed)).toEqual({ ok: false, error: { code: 'removed_from_room' } });
  const page = await trainer.client.join(session.code);
  expect(page.snapshot.session.admission).toBe('everybody_waits');
  expect(page.snapshot.order?.waiting).toMatchObject({ count: 1, people: [{ name: 'Chờ', isHere: true }] });
  expect(page.snapshot.order?.exclusions).toMatchObject([{ name: 'Ra', kind: 'removed_from_room' }]);
  for (const { client } of [trainer, inside, admitted, waiting, removed]) client.close();
}, 90_000);
