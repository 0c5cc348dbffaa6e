import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExportProgressDto, type ListFormat, listFormats } from '#shared/features/evidence.ts';
import { type CrowdedSession, makeCrowdedSession } from '#tests/support/crowded-session.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

/** Ten parts, two of which are in memory at a time. */
const PEOPLE = 40_000;
/** Two parts, and of everybody their place in the list and the facts that are found by it. All that is known of everybody is more. */
const HELD_BYTES_MAX = 42e6;
/** At its highest, while a part is read: its text, its rows, and what becomes of them. A longer list has more parts, not longer ones. */
const PEAK_BYTES_MAX = 120e6;
/** In the course of a file. */
const LOOKS = 8;

let app: TestApp;
let crowd: CrowdedSession;

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  crowd = await makeCrowdedSession(app, PEOPLE);
}, 300_000);
afterAll(() => app.close());

async function ask(
  format: ListFormat,
  { exportId = randomUUID(), signal }: { exportId?: string; signal?: AbortSignal } = {},
): Promise<ReadableStream<Uint8Array>> {
  const { seriesId, sessionId, organiser } = crowd;
  const response = await fetch(
    `${app.url}/files/series/${seriesId}/attendance-list?format=${format}&sessionId=${sessionId}&exportId=${exportId}`,
    { headers: { cookie: organiser.client.cookieHeader }, ...(signal && { signal }) },
  );
  expect(response.status).toBe(200);
  if (!response.body) throw new Error('no body');
  return response.body;
}

async function countBytes(body: ReadableStream<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const piece of body) bytes += piece.byteLength;
  return bytes;
}

async function readProgress(exportId: string): Promise<ExportProgressDto> {
  return (await crowd.organiser.client.http<ExportProgressDto>('GET', `/api/exports/${exportId}`)).body;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function countHeldBytes(): Promise<number> {
  // What lies outside the heap goes a turn after what held it.
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** What is held on the way, beside what was there before and is there afterwards: mostly, and at the most. */
async function findHeldBytes(format: ListFormat): Promise<{ mostly: number; most: number }> {
  // With all code and all that is kept for the next time in its place.
  const whole = await countBytes(await ask(format));
  const before = await countHeldBytes();
  const held: number[] = [];
  let bytes = 0;
  for await (const piece of await ask(format)) {
    bytes += piece.byteLength;
    if (bytes >= ((held.length + 1) * whole) / (LOOKS + 1)) held.push(await countHeldBytes());
  }
  expect(held.length).toBeGreaterThan(LOOKS / 2);
  const rest = Math.min(before, await countHeldBytes());
  held.sort((one, other) => one - other);
  return { mostly: (held[Math.floor(held.length / 2)] ?? 0) - rest, most: (held.at(-1) ?? 0) - rest };
}

it.each(listFormats)(
  'of a list of 40,000, two parts are in memory as %s, and of the others hardly more than that they are on it',
  async (format) => {
    const { mostly, most } = await findHeldBytes(format);
    process.stdout.write(
      `${format}: ${(mostly / 1e6).toFixed(0)} MB held, ${(most / 1e6).toFixed(0)} MB at the most\n`,
    );

    expect(mostly).toBeLessThan(HELD_BYTES_MAX);
    expect(most).toBeLessThan(PEAK_BYTES_MAX);
  },
  300_000,
);

it('a reader who stops reading stops the work, however long others go on, and gets the rest on reading on', async () => {
  const exportId = randomUUID();
  const reader = (await ask('json', { exportId })).getReader();
  let bytes = (await reader.read()).value?.byteLength ?? 0;
  // Until it has not come one line further while others took a whole list.
  let [before, now] = [-1, 0];
  while (now !== before) {
    before = now;
    await countBytes(await ask('csv'));
    now = (await readProgress(exportId)).done;
  }
  expect(now).toBeLessThan(PEOPLE);

  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    bytes += value?.byteLength ?? 0;
  }
  await expect
    .poll(() => readProgress(exportId))
    .toMatchObject({ state: 'done', done: PEOPLE, sentBytes: bytes });
}, 300_000);

it.each(listFormats)(
  'a reader of %s who goes away in the middle ends the work',
  async (format) => {
    const exportId = randomUUID();
    const leaving = new AbortController();
    const reader = (await ask(format, { exportId, signal: leaving.signal })).getReader();
    await reader.read();
    leaving.abort();
    await expect.poll(async () => (await readProgress(exportId)).state).toBe('failed');

    const { done } = await readProgress(exportId);
    expect(done).toBeLessThan(PEOPLE);
    await countBytes(await ask('csv'));
    expect((await readProgress(exportId)).done).toBe(done);
  },
  300_000,
);
