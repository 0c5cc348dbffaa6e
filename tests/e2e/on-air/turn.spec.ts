import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '#tests/support/browser.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { FarServer } from '#tests/support/far-server.ts';
import { enterByName, goOnAir, openControlRoom, perceive } from '#tests/support/room-pages.ts';
import { TurnServer } from '#tests/support/turn-server.ts';

let turn: TurnServer;
let far: FarServer;
let browser: Browser;
let session: TestSession;
let person: TestPerson;

beforeAll(async () => {
  turn = await TurnServer.start({ mediaAddress: FarServer.mediaAddress });
  far = await FarServer.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries({ topics: 1 });
      session = await make.makeSession({ series });
      person = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
    },
    env: { LECTERN_TURN_URLS: turn.url, LECTERN_TURN_SECRET: turn.secret },
    // A firewall that lets browsers reach neither the UDP nor the TCP port of the media.
    admits: (address) => address === turn.host,
  });
  browser = await launchBrowser({
    args: [`--ignore-certificate-errors-spki-list=${turn.certificateHash}`],
  });
});
afterAll(async () => {
  await browser?.close();
  await far?.close();
  await turn?.close();
});

it('where nothing but TLS to the TURN server gets through, a class is heard and seen all the same (R44)', async () => {
  const { url } = far;
  const trainer = await openControlRoom(browser, { url, code: session.code, person });
  await goOnAir(trainer.page);
  const learner = await enterByName(browser, { url, code: session.code, name: 'Nguyễn Thị Hoa' });

  await expect.poll(() => perceive(learner.page), { timeout: 60_000 }).toEqual({ sees: true, hears: true });
  // What came through was let in because it came from the TURN server; the direct ways were tried, and swallowed.
  const { packets, lost } = far.media.count('up');
  expect(packets - lost).toBeGreaterThan(100);
  expect(lost).toBeGreaterThan(0);
});
