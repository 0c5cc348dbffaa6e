import { randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRecord } from '#server/features/attendance/record/read-record.ts';
import { topicStatuses } from '#shared/attendance-judgement.ts';
import type { HallDto } from '#shared/features/halls.ts';
import type { SeriesResultsDto } from '#shared/features/results.ts';
import { codeOf, dataOf } from '#tests/support/answers.ts';
import {
  enterAs,
  listEnrolments,
  makePlace,
  type Place,
  pasted,
  pasteOne,
} from '#tests/support/enrolments.ts';
import { Factories } from '#tests/support/factories.ts';
import { atHall } from '#tests/support/halls.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
});
afterAll(() => app.close());

/** A class that is on with a topic, and a learner who has the only device of a village. */
async function makeHall(names: string[] = []) {
  const place = await makePlace(make);
  const topicId = place.series.topicIds[0] ?? '';
  const { client, you } = await enterAs(make, 'Trịnh Xuân Bách', place);
  const host = atHall(client, place);
  await dataOf(host.register());
  const people: string[] = [];
  for (const name of names) people.push((await pasteOne(place, pasted(name))).personId);
  await dataOf(host.change({ add: people }));
  return { place, topicId, client, host, hostId: you.personId, people };
}

function staffHalls({ moderator, session }: Place) {
  const path = `/api/sessions/${session.sessionId}/halls`;
  return {
    list: async () => (await dataOf<{ halls: HallDto[] }>(moderator.client.http('GET', path))).halls,
    confirm: (hallIds: string[]) => moderator.client.http('POST', `${path}/confirmations`, { hallIds }),
    refuse: (hallId: string, reason: string) =>
      moderator.client.http('POST', `${path}/${hallId}/refusal`, { reason }),
  };
}

async function recordOf({ session }: Place) {
  const { events } = await readRecord(app.context.db, session.sessionId);
  return events.filter(({ kind }) => kind.startsWith('hall.')).map(({ kind, data }) => ({ kind, data }));
}

describe('a hall', () => {
  test('is registered once by one person for a session, however often it is sent', async () => {
    const place = await makePlace(make);
    const { client, you } = await enterAs(make, 'Trịnh Xuân Bách', place);
    const host = atHall(client, place);
    const clientId = randomUUID();

    const [first, second] = await Promise.all([
      dataOf<HallDto>(host.register({ clientId })),
      dataOf<HallDto>(host.register({ clientId })),
    ]);

    expect(second).toEqual(first);
    expect(first).toMatchObject({ hallId: clientId, attester: { personId: you.personId }, people: [] });
    expect(await codeOf(host.register())).toBe('conflict');
    expect((await host.look()).digits?.digits).toMatch(/^\d{4}$/u);
  });

  test('takes learners whom its attester looks for by name, and nobody sits in two', async () => {
    const { place, host } = await makeHall();
    const { personId } = await pasteOne(place, pasted('Nguyễn Thị Bé Ba', { organisation: 'Tổ 3' }));
    await pasteOne(place, pasted('Nguyễn Văn Bé'));

    const { candidates } = await dataOf<{ candidates: object[] }>(host.find('be ba'));
    expect(candidates).toEqual([
      { personId, name: 'Nguyễn Thị Bé Ba', organisation: 'Tổ 3', province: null },
    ]);
    await dataOf(host.change({ add: [personId] }));
    expect(await dataOf(host.find('be ba'))).toEqual({ candidates: [], hasMore: false });

    const other = atHall((await enterAs(make, 'Phùng Văn Toàn', place)).client, place);
    await dataOf(other.register({ name: 'Nhà văn hoá thôn 2' }));
    expect(await codeOf(other.change({ add: [personId] }))).toBe('in_other_hall');
    expect(await codeOf(other.change({ add: [randomUUID()] }))).toBe('not_found');
  });

  test('is told of nobody for less than whole words of a name and the given name among them', async () => {
    const { place, host } = await makeHall();
    for (const name of ['Nguyễn Thị Bé Ba', 'Lê Ý', 'An Y']) await pasteOne(place, pasted(name));

    for (const search of ['be', 'b b', 'be be', 'a y'])
      expect(await codeOf(host.find(search))).toBe('malformed');
    for (const search of ['guyen ba', 'ngu ba', 'be b', 'nguyen thi', 'be ba lan', '%% ba', '__ ba'])
      expect(await dataOf(host.find(search)), search).toEqual({ candidates: [], hasMore: false });
    for (const search of ['nguyen ba', 'Bà Bế', 'le y', 'an y'])
      expect((await dataOf<{ candidates: object[] }>(host.find(search))).candidates, search).toHaveLength(1);
  });

  test('is told of a handful at most, and of namesakes by all of their name alone', async () => {
    const { place, host } = await makeHall();
    for (const name of ['Vi Thị Lả', 'Lô Thị Lả', 'Hà Thị Lả', 'Lò Thị Lả', 'Vi Thị Mai Lả', 'Cầm Thị Lả'])
      await pasteOne(place, pasted(name));

    expect(await dataOf(host.find('thi la'))).toEqual({ candidates: [], hasMore: true });
    const { candidates } = await dataOf<{ candidates: { name: string }[] }>(host.find('vi thi la'));
    expect(candidates.map(({ name }) => name)).toEqual(['Vi Thị Lả', 'Vi Thị Mai Lả']);

    for (let more = 0; more < 6; more += 1) await pasteOne(place, pasted('Thị Lả'));
    const namesakes = await dataOf<{ candidates: { name: string }[] }>(host.find('thi la'));
    expect(namesakes.candidates.map(({ name }) => name)).toEqual(Array(5).fill('Thị Lả'));
  });

  test('is needed by whoever looks for people by name', async () => {
    const { place, host } = await makeHall();
    await pasteOne(place, pasted('Nguyễn Thị Bé Ba'));
    const stranger = atHall((await enterAs(make, 'Kẻ Lạ', place)).client, place);

    expect(await codeOf(stranger.find('be ba'))).toBe('not_found');
    const { hall } = await host.look();
    await dataOf(staffHalls(place).refuse(hall?.hallId ?? '', 'Không ai biết hội trường này'));
    expect(await codeOf(host.find('be ba'))).toBe('wrong_state');
  });

  test('makes learners of the series of those who are on no list, once each', async () => {
    const { place, host } = await makeHall();
    const newcomer = {
      clientId: randomUUID(),
      name: 'Vi Thị Lả',
      province: '40',
      participantGroup: 'chu_the',
    };

    await dataOf(host.addNewcomer(newcomer));
    const { people } = await dataOf<HallDto>(host.addNewcomer(newcomer));

    expect(people.map(({ name }) => name)).toEqual(['Vi Thị Lả']);
    const enrolled = (await listEnrolments(place)).filter(({ name }) => name === 'Vi Thị Lả');
    expect(enrolled).toMatchObject([{ province: '40', participantGroup: 'chu_the' }]);
    // The id that the attester made opens no door as the one whom they added.
    const stranger = make.makeStranger();
    const entry = { clientId: newcomer.clientId, name: 'Vi Thị Lả' };
    const answer = stranger.http('POST', `/api/rooms/${place.session.code}/enter`, entry);
    expect((await dataOf<{ you: { personId: string } }>(answer)).you.personId).not.toBe(people[0]?.personId);
  });
});

describe('an attestation', () => {
  test('says who is there now, for the topic that is on, and stands in the record', async () => {
    const { place, topicId, host, hostId, people } = await makeHall(['Vi Thị Lả', 'Lô Văn Páo']);
    const clientId = randomUUID();

    await dataOf(host.attest(people, clientId));
    const hall = await dataOf<HallDto>(host.attest(people, clientId));

    expect(hall.attestations).toMatchObject([
      { attestationId: clientId, topicId, personIds: [...people].sort(), confirmedIds: [], withdrawal: null },
    ]);
    expect(await recordOf(place)).toEqual([
      {
        kind: 'hall.attested',
        data: {
          hallId: hall.hallId,
          attestationId: clientId,
          topicId,
          byId: hostId,
          personIds: [...people].sort(),
          confirmedIds: [],
        },
      },
    ]);
    expect(await codeOf(host.attest([people[0] ?? ''], clientId))).toBe('conflict');
    // Whoever was named stays on the list that says so.
    expect(await codeOf(host.change({ remove: people }))).toBe('wrong_state');
  });

  test('knows who typed the digits of the screen on a telephone of their own', async () => {
    const { place, host } = await makeHall();
    const guest = await enterAs(make, 'Vi Thị Lả', place);
    const path = `/api/rooms/${place.session.code}/hall-confirmation`;
    const { digits } = (await host.look()).digits ?? { digits: '' };
    expect(await codeOf(guest.client.http('POST', path, { digits }))).toBe('not_in_hall');
    await dataOf(host.change({ add: [guest.you.personId] }));

    const wrong = digits === '0000' ? '0001' : '0000';
    expect(await codeOf(guest.client.http('POST', path, { digits: wrong }))).toBe('code_wrong');
    const answer = await dataOf(guest.client.http('POST', path, { digits }));

    expect(answer).toEqual({ hallName: 'Hội trường UBND xã Nam Cát' });
    const hall = await dataOf<HallDto>(host.attest([guest.you.personId]));
    expect(hall.attestations[0]?.confirmedIds).toEqual([guest.you.personId]);
  });

  test('names nobody who is not on the list, and is made while the class is on', async () => {
    const { place, host, people } = await makeHall(['Vi Thị Lả']);
    const stranger = await pasteOne(place, pasted('Người ở nhà'));

    expect(await codeOf(host.attest([...people, stranger.personId]))).toBe('malformed');
    await app.context.db.session.update({
      where: { id: place.session.sessionId },
      data: { state: 'ENDED', endedAt: app.context.clock.now() },
    });
    expect(await codeOf(host.attest(people))).toBe('wrong_state');
    expect(await recordOf(place)).toEqual([]);
  });

  test('that was wrong is withdrawn with a reason, once, and stays readable', async () => {
    const { place, host, hostId, people } = await makeHall(['Vi Thị Lả']);
    const { attestations, hallId } = await dataOf<HallDto>(host.attest(people));
    const attestationId = attestations[0]?.attestationId ?? '';

    await dataOf(host.withdraw(attestationId));
    await dataOf(host.withdraw(attestationId));

    const [hall] = await staffHalls(place).list();
    expect(hall?.attestations).toMatchObject([
      { attestationId, withdrawal: { reason: 'Bấm nhầm danh sách', byName: 'Trịnh Xuân Bách' } },
    ]);
    expect((await recordOf(place)).slice(1)).toEqual([
      { kind: 'hall.withdrawn', data: { hallId, attestationId, byId: hostId } },
    ]);
  });
});

describe('a hall whose attester is known to nobody', () => {
  /** Of the topic that is on: taught for an hour, in which the hall named its people twice. */
  async function statusOf({ series, moderator, session }: Place, personId: string | undefined) {
    await app.context.db.topicWindow.updateMany({
      where: { sessionId: session.sessionId },
      data: { startedAt: new Date(app.context.clock.now().getTime() - 60 * 60_000) },
    });
    const results = await dataOf<SeriesResultsDto>(
      moderator.client.http('GET', `/api/series/${series.seriesId}/results`),
    );
    const learner = results.learners.find((each) => each.personId === personId);
    return topicStatuses[learner?.topics[0]?.[0] ?? -1];
  }

  async function nameTwice(hallId: string, people: string[], topicId: string) {
    for (const minutesAgo of [50, 5]) {
      await app.context.db.hallAttestation.create({
        data: {
          id: randomUUID(),
          hallId,
          topicId,
          at: new Date(app.context.clock.now().getTime() - minutesAgo * 60_000),
          personIds: people,
          confirmedIds: [],
        },
      });
    }
  }

  test('counts for nothing until staff confirm it, together with others, by name and in the record', async () => {
    const { place, topicId, host, people } = await makeHall(['Vi Thị Lả']);
    const hallId = (await host.look()).hall?.hallId ?? '';
    const other = atHall((await enterAs(make, 'Phùng Văn Toàn', place)).client, place);
    const { hallId: otherId } = await dataOf<HallDto>(other.register({ name: 'Nhà văn hoá thôn 2' }));
    await nameTwice(hallId, people, topicId);
    const staff = staffHalls(place);
    expect(await statusOf(place, people[0])).toBe('absent');

    await dataOf(staff.confirm([hallId, otherId]));
    await dataOf(staff.confirm([hallId]));

    expect(await statusOf(place, people[0])).toBe('in_hall');
    expect((await host.look()).hall).toMatchObject({ confirmation: { byName: place.moderator.name } });
    expect((await recordOf(place)).map(({ kind, data }) => [kind, data])).toEqual(
      [hallId, otherId].map((id) => ['hall.confirmed', { hallId: id, byId: place.moderator.personId }]),
    );
  });

  test('is confirmed by staff of its session alone, and not once it was refused', async () => {
    const { place, host, client } = await makeHall();
    const hallId = (await host.look()).hall?.hallId ?? '';
    const path = `/api/sessions/${place.session.sessionId}/halls/confirmations`;
    expect(await codeOf(client.http('POST', path, { hallIds: [hallId] }))).toBe('not_allowed');
    expect(await codeOf(staffHalls(await makePlace(make)).confirm([hallId]))).toBe('not_found');
    const staff = staffHalls(place);
    await dataOf(staff.refuse(hallId, 'Không ai biết hội trường này'));
    expect(await codeOf(staff.confirm([hallId]))).toBe('wrong_state');
  });
});

test('whom a refused hall had on its list may sit in another one', async () => {
  const { place, host, people } = await makeHall(['Vi Thị Lả']);
  await dataOf(host.attest(people));
  const staff = staffHalls(place);
  await dataOf(staff.refuse((await host.look()).hall?.hallId ?? '', 'Không có bảng ký tên'));

  const other = atHall((await enterAs(make, 'Phùng Văn Toàn', place)).client, place);
  await dataOf(other.register({ name: 'Nhà văn hoá thôn 2' }));
  const { candidates } = await dataOf<{ candidates: { personId: string }[] }>(other.find('vi la'));
  expect(candidates.map(({ personId }) => personId)).toEqual(people);
  const { people: seated } = await dataOf<HallDto>(other.change({ add: people }));
  expect(seated.map(({ personId }) => personId)).toEqual(people);
  // What the refused one said is still to be read.
  const [refused] = await staff.list();
  expect(refused?.attestations[0]?.personIds).toEqual(people);
});

test('staff refuse a hall with a reason; it goes into the record and nothing more is taken from it', async () => {
  const { place, host, people } = await makeHall(['Vi Thị Lả']);
  const { hallId } = await dataOf<HallDto>(host.attest(people));
  const staff = staffHalls(place);

  expect(await codeOf(staff.refuse(hallId, ''))).toBe('malformed');
  await dataOf(staff.refuse(hallId, 'Không có bảng ký tên'));

  expect((await host.look()).hall).toMatchObject({ refusal: { reason: 'Không có bảng ký tên' } });
  expect((await host.look()).digits).toBeNull();
  expect(await codeOf(host.attest(people))).toBe('wrong_state');
  expect((await recordOf(place)).at(-1)).toMatchObject({
    kind: 'hall.withdrawn',
    data: { hallId, attestationId: null },
  });
});

describe('a signed sheet', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  test('is kept as it came, and handed to staff alone, as a download that nothing runs in', async () => {
    const { place, client, host } = await makeHall();
    const clientId = randomUUID();
    const path = `/api/rooms/${place.session.code}/my-hall/sheets?clientId=${clientId}&fileName=bang-ky.png`;
    const upload = () => fetch(`${app.url}${path}`, uploadOf(client.cookieHeader, png));

    expect((await upload()).status).toBe(200);
    expect((await upload()).status).toBe(200);
    expect((await host.look()).hall?.sheets).toMatchObject([{ sheetId: clientId, fileName: 'bang-ky.png' }]);

    const file = `${app.url}/files/sessions/${place.session.sessionId}/hall-sheets/${clientId}`;
    const forStaff = await fetch(file, { headers: { cookie: place.moderator.client.cookieHeader } });
    expect(Buffer.from(await forStaff.arrayBuffer())).toEqual(png);
    expect(forStaff.headers.get('content-disposition')).toMatch(/^attachment/u);
    expect(forStaff.headers.get('content-security-policy')).toContain('sandbox');
    expect((await fetch(file, { headers: { cookie: client.cookieHeader } })).status).toBe(403);
  });

  test('that is no picture and no PDF is refused, whatever it is called', async () => {
    const { place, client, host } = await makeHall();
    const path = `/api/rooms/${place.session.code}/my-hall/sheets?clientId=${randomUUID()}&fileName=bang-ky.png`;
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');

    const answer = await fetch(`${app.url}${path}`, uploadOf(client.cookieHeader, page));

    expect(answer.status).toBe(415);
    expect((await host.look()).hall?.sheets).toEqual([]);
  });

  test('goes with its session when that is deleted, and so does what no row speaks of; others stay', async () => {
    const folder = path.join(app.dataDir, 'hall-sheets');
    const kept = await makeHall();
    const { series, moderator } = kept.place;
    const session = await make.makeSession({ series, state: 'scheduled' });
    const host = atHall(moderator.client, { session });
    const { hallId } = await dataOf<HallDto>(host.register());
    const sheetOf = async (code: string, cookie: string) => {
      const sheetId = randomUUID();
      const at = `${app.url}/api/rooms/${code}/my-hall/sheets?clientId=${sheetId}&fileName=bang-ky.png`;
      expect((await fetch(at, uploadOf(cookie, png))).status).toBe(200);
      return sheetId;
    };
    const gone = `${hallId}-${await sheetOf(session.code, moderator.client.cookieHeader)}`;
    const keptHallId = (await kept.host.look()).hall?.hallId;
    const stays = `${keptHallId}-${await sheetOf(kept.place.session.code, kept.client.cookieHeader)}`;
    const stray = `${randomUUID()}-${randomUUID()}`;
    await writeFile(path.join(folder, stray), png);
    expect(await readdir(folder)).toEqual(expect.arrayContaining([gone, stays, stray]));

    const organiser = await make.makeOrganiser();
    await dataOf(organiser.client.http('DELETE', `/api/sessions/${session.sessionId}`));

    const left = async () => (await readdir(folder)).filter((name) => [gone, stays, stray].includes(name));
    await expect.poll(left).toEqual([stays]);
  });

  function uploadOf(cookie: string, body: Buffer): RequestInit {
    return {
      method: 'POST',
      headers: { cookie, origin: app.url, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(body),
    };
  }
});
