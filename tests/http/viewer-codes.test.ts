import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRecord } from '#server/features/attendance/record/read-record.ts';
import type { ViewerCodesDto } from '#shared/features/viewer-codes.ts';
import { VIEWER_ALPHABET } from '#shared/viewer-letters.ts';
import { codeOf, dataOf } from '#tests/support/answers.ts';
import { enterAs, makePlace, type Place } from '#tests/support/enrolments.ts';
import { Factories } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestClient } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
});
afterAll(() => app.close());

/** The class is on with the first topic of its series. */
async function makeClass(): Promise<Place & { topicId: string }> {
  const place = await makePlace(make);
  const topicId = place.series.topicIds[0] ?? '';
  return { ...place, topicId };
}

function staffCodes({ moderator, session }: Place) {
  const path = `/api/sessions/${session.sessionId}/viewer-codes`;
  const { client } = moderator;
  return {
    read: () => dataOf<ViewerCodesDto>(client.http('GET', path)),
    readOpen: () => dataOf<{ open: object | null }>(client.http('GET', `${path}/open`)),
    show: (clientId: string = randomUUID()) => client.http('POST', path, { clientId }),
    turn: (random: boolean) => client.http('PUT', `${path}/random`, { random }),
  };
}

function enterCode(client: TestClient, { session }: Place, letters: string, phone: string | null = null) {
  return client.http('POST', `/api/rooms/${session.code}/viewer-codes`, { letters, phone });
}

async function recordOf({ session }: Place) {
  const { events } = await readRecord(app.context.db, session.sessionId);
  return events.filter(({ kind }) => kind.startsWith('viewer_code.'));
}

/** As if its minutes were over. */
async function closeCodes({ session }: Place): Promise<void> {
  await app.context.db.viewerCode.updateMany({
    where: { sessionId: session.sessionId },
    data: { closesAt: app.context.clock.now() },
  });
}

describe('a code in the picture', () => {
  test('is shown while a topic is on, one at a time, to staff, whose screens carry it, and not to learners', async () => {
    const place = await makeClass();
    const staff = staffCodes(place);
    const clientId = randomUUID();

    await dataOf(staff.show(clientId));
    const { open, codes } = await dataOf<ViewerCodesDto>(staff.show(clientId));

    expect([...(open?.letters ?? '')].every((letter) => VIEWER_ALPHABET.includes(letter))).toBe(true);
    expect(codes).toMatchObject([{ topicTitle: 'Chuyên đề 1', entries: 0 }]);
    expect(await staff.readOpen()).toMatchObject({ open: { letters: open?.letters } });
    expect(await codeOf(staff.show())).toBe('wrong_state');
    const { client } = await enterAs(make, 'Người xem', place);
    const path = `/api/sessions/${place.session.sessionId}/viewer-codes`;
    expect(await codeOf(client.http('GET', path))).toBe('not_allowed');
  });

  test('is not shown between topics', async () => {
    const place = await makeClass();
    await app.context.db.topicWindow.updateMany({
      where: { sessionId: place.session.sessionId },
      data: { endedAt: app.context.clock.now() },
    });
    expect(await codeOf(staffCodes(place).show())).toBe('wrong_state');
  });
});

describe('a viewer elsewhere', () => {
  test('enters what stands in the picture, as a telephone writes it, and it counts once', async () => {
    const place = await makeClass();
    const staff = staffCodes(place);
    const { open } = await dataOf<ViewerCodesDto>(staff.show());
    const { client, you } = await enterAs(make, 'Nguyễn Văn Út', place);
    const typed = (open?.letters ?? '').toLowerCase().split('').join(' ');

    const own = await dataOf(enterCode(client, place, typed, '0912 345 678'));
    await dataOf(enterCode(client, place, typed));

    const counted = { topicTitle: 'Chuyên đề 1', shown: 1, entered: 1 };
    expect(own).toEqual({ topics: [counted], isOver: false });
    expect((await staff.read()).viewers).toEqual([
      { personId: you.personId, name: 'Nguyễn Văn Út', phone: '+84912345678', topics: [counted] },
    ]);
    expect(await recordOf(place)).toMatchObject([
      { kind: 'viewer_code.shown', data: { codeId: open?.codeId, topicId: place.topicId } },
      { kind: 'viewer_code.entered', personId: you.personId, data: { codeId: open?.codeId } },
    ]);
    // Presence is a matter of connections, and there was none.
    const stays = { sessionId: place.session.sessionId, personId: you.personId };
    expect(await app.context.db.presenceInterval.count({ where: stays })).toBe(0);
  });

  test('who is too late is told so, and who guesses learns nothing', async () => {
    const place = await makeClass();
    const { open } = await dataOf<ViewerCodesDto>(staffCodes(place).show());
    const { client } = await enterAs(make, 'Nguyễn Văn Út', place);
    await closeCodes(place);

    expect(await codeOf(enterCode(client, place, open?.letters ?? ''))).toBe('code_closed');
    expect(await codeOf(enterCode(client, place, 'BBBBB'))).toBe('code_wrong');
    const own = client.http('GET', `/api/rooms/${place.session.code}/viewer-codes`);
    expect(await dataOf(own)).toMatchObject({ topics: [{ shown: 1, entered: 0 }] });
    expect((await recordOf(place)).map(({ kind }) => kind)).toEqual(['viewer_code.shown']);
  });

  test('who guesses on and on is stopped, and nobody else behind the same address', async () => {
    const strict = await startTestApp();
    const there = new Factories(strict);
    const place = await makePlace(there);
    const { client } = await enterAs(there, 'Kẻ đoán', place);

    const codes: string[] = [];
    for (let at = 0; at < 11; at += 1) codes.push(await codeOf(enterCode(client, place, 'BBBBB')));

    expect(codes.slice(0, 10)).toEqual(Array(10).fill('code_wrong'));
    expect(codes.at(-1)).toBe('too_many_requests');
    const neighbour = await enterAs(there, 'Người cùng hội trường', place);
    expect(await codeOf(enterCode(neighbour.client, place, 'BBBBB'))).toBe('code_wrong');
    await strict.close();
  });
});

test('codes at random moments come by themselves once they are turned on, after a while of their own', async () => {
  const place = await makeClass();
  const staff = staffCodes(place);
  await dataOf(staff.turn(true));
  const where = { sessionId: place.session.sessionId };
  const { RandomCodes } = await import('#server/features/viewer-codes/random-codes.ts');
  const random = new RandomCodes({
    context: app.context,
    isAnythingOn: () => false,
  });

  await random.look();
  const planned = await app.context.db.viewerPlan.findUniqueOrThrow({ where });
  expect(planned.nextAt?.getTime()).toBeGreaterThan(app.context.clock.now().getTime() + 2 * 60_000);
  await random.look();
  expect((await staff.read()).codes).toEqual([]);

  await app.context.db.viewerPlan.update({ where, data: { nextAt: app.context.clock.now() } });
  await random.look();
  await random.look();
  expect((await staff.read()).codes).toMatchObject([{ byName: null }]);
  await random.close();
});

test('reach is what somebody read off, with when and by whom; a time to come is none', async () => {
  const place = await makeClass();
  const { client } = place.moderator;
  const path = `/api/sessions/${place.session.sessionId}/reach`;
  const now = app.context.clock.now();
  const figure = {
    clientId: randomUUID(),
    platform: 'Fanpage OCOP',
    views: 12_500,
    readAt: now.toISOString(),
  };

  await dataOf(client.http('POST', path, figure));
  const { reach } = await dataOf<ViewerCodesDto>(client.http('POST', path, figure));

  expect(reach).toMatchObject([{ platform: 'Fanpage OCOP', views: 12_500, readAt: now.toISOString() }]);
  const tomorrow = new Date(now.getTime() + 86_400_000).toISOString();
  const wrong = { ...figure, clientId: randomUUID(), readAt: tomorrow };
  expect(await codeOf(client.http('POST', path, wrong))).toBe('malformed');
  await dataOf(client.http('DELETE', `${path}/${reach[0]?.figureId}`));
  expect((await staffCodes(place).read()).reach).toEqual([]);
});
