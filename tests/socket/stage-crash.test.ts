import { afterAll, beforeAll, expect, it } from 'vitest';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { ServerProcess } from '#tests/support/server-process.ts';
import { bringOnStage, publish } from '#tests/support/stage.ts';

let server: ServerProcess;
let session: TestSession;
let trainer: TestPerson;
const learners: TestPerson[] = [];

beforeAll(async () => {
  server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries();
      session = await make.makeSession({ series });
      trainer = await make.makeTrainer(series.seriesId, 'Lê Thị Lan');
      for (const name of ['Hoa', 'Bình', 'An', 'Cúc'])
        learners.push(await make.makeLearner(series.seriesId, name));
    },
  });
}, 90_000);
afterAll(() => server.close());

it('after kill -9 hands, invitations, the stage and who leads are as they were, and a speaker goes on (R7)', async () => {
  const joinAll = () => Promise.all([trainer, ...learners].map((person) => person.client.join(session.code)));
  const [staffPage, hoaPage, binhPage, anPage, cucPage] = await joinAll();
  const [hoa, binh] = learners;
  if (!staffPage || !hoaPage || !binhPage || !anPage || !cucPage || !hoa || !binh)
    throw new Error('not all came');
  await publish(staffPage);
  await bringOnStage(staffPage, hoaPage, hoa);
  await publish(hoaPage);
  await staffPage.request('stage:hold', { personId: hoa.personId, source: 'camera', held: true });
  await staffPage.request('stage:spotlight', { personId: hoa.personId });
  await staffPage.request('stage:invite', { personId: binh.personId });
  await anPage.request('hand:raise', {});
  await cucPage.request('hand:raise', {});
  await server.kill('SIGKILL');
  await server.restart();

  const [staffBack, hoaBack, binhBack, , cucBack] = await joinAll();
  expect(staffBack?.snapshot.stage).toMatchObject({
    spotlightId: hoa.personId,
    lead: { name: 'Lê Thị Lan', awaySince: null },
    hands: [
      { number: 1, name: 'An' },
      { number: 2, name: 'Cúc' },
    ],
    members: [
      { name: 'Hoa', state: 'on_stage', cameraHeldByName: 'Lê Thị Lan' },
      { name: 'Bình', state: 'invited' },
    ],
  });
  expect(cucBack?.snapshot.stage).toMatchObject({ hands: [1, 2], own: { hand: 2 } });
  expect(binhBack?.snapshot.stage).toMatchObject({ own: { member: { state: 'invited' } } });
  if (!hoaBack || !cucBack || !staffBack) throw new Error('not all came back');
  const { producerId } = await publish(hoaBack);
  await cucBack.waitFor('media:published', ({ publication }) => publication.producerId === producerId);
  await publish(hoaBack, 'camera');
  await cucBack.waitFor(
    'media:published',
    ({ publication }) => publication.source === 'camera' && publication.paused,
  );
}, 120_000);
