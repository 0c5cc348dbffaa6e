import { expect, it } from 'vitest';
import { RoomModel } from '#tests/support/room-model.ts';
import { openTestDatabase } from '#tests/support/test-database.ts';

/** The long run (`npm run test:long`) plays ten thousand. */
const STEPS = 600;

it('after any course of joining, leaving, cuts, kicks, promotions and crashes the list is the truth and nothing belongs to nobody', async () => {
  const seed = Number(process.env.LECTERN_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`LECTERN_TEST_SEED=${seed} plays this run again`);
  const database = await openTestDatabase();
  const model = await RoomModel.create({ seed, database });
  await model.play(STEPS);
  await model.expectTruth();
  await model.close();
  await database.close();
  for (const act of ['join', 'leave', 'cut', 'kick', 'promote', 'receive'])
    expect(model.played.get(act)?.done ?? 0).toBeGreaterThan(0);
}, 240_000);
