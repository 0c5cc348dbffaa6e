import { it } from 'vitest';
import { RoomModel } from '#tests/support/room-model.ts';
import { openTestDatabase } from '#tests/support/test-database.ts';

const STEPS = 10_000;
/** The truth is asked for on the way too: what one act leaves behind, a later one may sweep away. */
const LOOK_EVERY = 1_000;

it('after ten thousand random steps the list is the truth and nothing belongs to nobody', async () => {
  const seed = Number(process.env.LECTERN_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`LECTERN_TEST_SEED=${seed} plays this run again`);
  const database = await openTestDatabase();
  const model = await RoomModel.create({ seed, database });
  for (let step = 0; step < STEPS; step += LOOK_EVERY) {
    await model.play(LOOK_EVERY);
    await model.expectTruth();
  }
  await model.close();
  await database.close();
  for (const [act, { begun, done }] of model.played) console.log(`${act}: ${done} of ${begun}`);
}, 1_800_000);
