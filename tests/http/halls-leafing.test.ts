import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, dataOf } from '#tests/support/answers.ts';
import { enterAs, makePlace, pasted, pasteOne } from '#tests/support/enrolments.ts';
import { Factories } from '#tests/support/factories.ts';
import { atHall } from '#tests/support/halls.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
// With the limits of an installation: they are the point.
beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

async function registerHall(place: Awaited<ReturnType<typeof makePlace>>, name: string) {
  const host = atHall((await enterAs(make, name, place)).client, place);
  await dataOf(host.register());
  return host;
}

test('who writes in a hall of forty, each name once wrongly, is never told to wait; who leafs through a class soon is', async () => {
  const place = await makePlace(make);
  const { personId } = await pasteOne(place, pasted('Nguyễn Thị Bé Ba'));
  const host = await registerHall(place, 'Trịnh Xuân Bách');
  for (let someone = 0; someone < 40; someone += 1) {
    await dataOf(host.find('be bo'));
    const { candidates } = await dataOf<{ candidates: object[] }>(host.find('nguyen thi be ba'));
    expect(candidates).toMatchObject([{ personId }]);
  }
  expect(await codeOf(host.find('be ba'))).toBe('too_many_requests');

  // Under other names it is the same address that misses.
  const told: string[] = [];
  for (const name of ['Kẻ Lạ', 'Người Dưng']) {
    const leafing = await registerHall(place, name);
    for (let pair = 0; pair < 60; pair += 1) {
      const answer = await leafing.find(`thi ten${pair}`);
      if (answer.status !== 200) told.push(`${name} ${pair}: ${answer.status}`);
    }
  }
  expect(told[0]).toBe('Người Dưng 20: 429');
});
