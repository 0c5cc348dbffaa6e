import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, dataOf, errorOf } from '#tests/support/answers.ts';
import {
  changeEnrolment,
  enterAs,
  listEnrolments,
  look,
  makePlace,
  type Place,
  paste,
  pasted,
  pasteOne,
} from '#tests/support/enrolments.ts';
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

const details = {
  organisation: 'HTX Lanh Lùng Tám',
  position: 'Tổ trưởng',
  province: '08',
  participantGroup: 'chu_the',
  birthYear: 1976,
} as const;
const nothingSaid = {
  organisation: null,
  position: null,
  province: null,
  participantGroup: null,
  birthYear: null,
};

describe('what is known of a learner', () => {
  test('comes with a list, and stands in it again', async () => {
    const place = await makePlace(make);
    await pasteOne(place, pasted('Giàng Thị Mỷ', details));
    await pasteOne(place, pasted('Trần Văn An'));

    expect(await listEnrolments(place)).toMatchObject([
      { name: 'Trần Văn An', ...nothingSaid },
      { name: 'Giàng Thị Mỷ', ...details },
    ]);
  });

  test('is completed and corrected by a later list, and nothing is taken away by an empty cell', async () => {
    const place = await makePlace(make);
    const phone = '0977000555';
    await pasteOne(place, pasted('Giàng Thị Mỷ', { phone, ...details }));

    await pasteOne(place, pasted('Giàng Thị Mỷ', { phone, organisation: null, province: '15' }));

    expect(await listEnrolments(place)).toMatchObject([{ ...details, province: '15' }]);
  });

  test('is of one series: the same person comes to another one for somebody else', async () => {
    const [one, other] = [await makePlace(make), await makePlace(make)];
    const email = `${randomUUID()}@example.vn`;
    await pasteOne(one, pasted('Lê Văn Bình', { email, ...details }));
    await pasteOne(other, pasted('Lê Văn Bình', { email, participantGroup: 'giang_vien' }));

    expect(await listEnrolments(one)).toMatchObject([details]);
    expect(await listEnrolments(other)).toMatchObject([{ ...nothingSaid, participantGroup: 'giang_vien' }]);
  });

  test('is changed by staff, a field at a time, and the log names the fields without what stands in them', async () => {
    const place = await makePlace(make);
    const { enrolmentId, personId } = await pasteOne(place, pasted('Giàng Thị Mỷ', details));

    await dataOf(changeEnrolment(place, enrolmentId, { position: null, birthYear: 1977 }));
    await dataOf(changeEnrolment(place, enrolmentId, { birthYear: 1977 }));

    expect(await listEnrolments(place)).toMatchObject([{ ...details, position: null, birthYear: 1977 }]);
    const entries = await app.context.db.auditEntry.findMany({
      where: { seriesId: place.series.seriesId, action: 'learner.described' },
    });
    expect(entries.map((entry) => entry.details)).toEqual([{ personId, fields: 'position, birthYear' }]);
  });

  test.each([
    { province: '02' },
    { province: 'Hà Nội' },
    { participantGroup: 'ai_do' },
    { birthYear: 1899 },
    { birthYear: 1979.5 },
    { organisation: 'x'.repeat(121) },
  ])('%j is refused', async (wrong) => {
    const place = await makePlace(make);
    const { enrolmentId } = await pasteOne(place, pasted('Giàng Thị Mỷ'));
    const [field = ''] = Object.keys(wrong);

    expect(await errorOf(changeEnrolment(place, enrolmentId, wrong as object))).toMatchObject({
      code: 'malformed',
      details: { fields: [field] },
    });
    expect(await codeOf(paste(place, [{ ...pasted('Ai đó'), ...(wrong as object) }]))).toBe('malformed');
  });
});

describe('a learner who came by the public link', () => {
  test('is asked where they come from until they have said it, and may fill in what nobody said', async () => {
    const place = await makePlace(make);
    const { client, you } = await enterAs(make, 'Nguyễn Văn Út', place);
    expect(you).toMatchObject({ asksDetails: true });

    await dataOf(sayWhereFrom(client, place, { province: '96', participantGroup: 'chu_the' }));

    expect((await look(client, place)).you).toMatchObject({ asksDetails: false });
    const [learner] = await listEnrolments(place);
    expect(learner).toMatchObject({ province: '96', participantGroup: 'chu_the', organisation: null });
  });

  test('cannot change what stands there already', async () => {
    const place = await makePlace(make);
    const { client } = await enterAs(make, 'Nguyễn Văn Út', place);
    const [learner] = await listEnrolments(place);
    await dataOf(changeEnrolment(place, learner?.enrolmentId ?? '', { participantGroup: 'quan_tam' }));

    await dataOf(sayWhereFrom(client, place, { participantGroup: 'can_bo_tinh', organisation: 'Tổ 3' }));

    expect(await listEnrolments(place)).toMatchObject([
      { participantGroup: 'quan_tam', organisation: 'Tổ 3' },
    ]);
  });

  test('whom staff put on the list is not asked', async () => {
    const place = await makePlace(make);
    const { linkToken } = await pasteOne(place, pasted('Lê Thị Tám'));
    const client = make.makeStranger();
    const answer = client.http('POST', `/api/rooms/${place.session.code}/enter`, { linkToken });

    expect(await dataOf<{ you: object }>(answer)).toMatchObject({ you: { asksDetails: false } });
  });
});

function sayWhereFrom(client: TestClient, { session }: Place, said: object) {
  return client.http('PUT', `/api/rooms/${session.code}/my-details`, said);
}
