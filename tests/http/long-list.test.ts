import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExportProgressDto } from '#shared/features/evidence.ts';
import { compareByGivenName } from '#shared/names.ts';
import { type CrowdedSession, makeCrowdedSession } from '#tests/support/crowded-session.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

/** More than are in memory at a time, so that they are read in two parts. */
const PEOPLE = 4_200;

let app: TestApp;
let crowd: CrowdedSession;

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  crowd = await makeCrowdedSession(app, PEOPLE);
}, 60_000);
afterAll(() => app.close());

async function take(format: string, query = ''): Promise<string> {
  const { seriesId, sessionId, organiser } = crowd;
  const response = await fetch(
    `${app.url}/files/series/${seriesId}/attendance-list?format=${format}&sessionId=${sessionId}${query}`,
    { headers: { cookie: organiser.client.cookieHeader } },
  );
  expect(response.status).toBe(200);
  return response.text();
}

it('a list that is read in parts has everybody once, by given name, with what they attended', async () => {
  const list = JSON.parse(await take('json')) as {
    learners: { personId: string; name: string; phone: string; stay: { seconds: number } }[];
  };
  const names = list.learners.map(({ name }) => name);
  expect(new Set(list.learners.map(({ personId }) => personId)).size).toBe(PEOPLE);
  expect(names).toEqual(names.toSorted(compareByGivenName));
  expect(list.learners.every(({ phone }) => phone.startsWith('+849'))).toBe(true);
  const minutes = (wanted: number) => list.learners.filter(({ stay }) => stay.seconds === wanted * 60).length;
  expect([minutes(0), minutes(55), minutes(110)]).toEqual([600, 2_400, 1_200]);
}, 60_000);

it('its lines are numbered through all parts, and its progress ends with the last of them', async () => {
  const exportId = randomUUID();
  const lines = (await take('csv', `&exportId=${exportId}`)).split('\r\n').filter(Boolean);
  expect(lines.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(
    Array.from({ length: PEOPLE }, (_, index) => index + 1),
  );
  const { body } = await crowd.organiser.client.http('GET', `/api/exports/${exportId}`);
  const { state, done, steps } = body as ExportProgressDto;
  expect({ state, done, steps }).toEqual({ state: 'done', done: PEOPLE, steps: PEOPLE });
}, 60_000);
