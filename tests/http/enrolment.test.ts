import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EnrolmentDto } from '#shared/features/enrolment.ts';
import { makeAccount } from '#tests/support/accounts.ts';
import { codeOf, dataOf, errorOf } from '#tests/support/answers.ts';
import {
  enter,
  enterAs,
  listEnrolments,
  look,
  makePlace,
  paste,
  pasted,
  pasteOne,
  removeEnrolment,
  renewLink,
} from '#tests/support/enrolments.ts';
import { Factories } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
});
afterAll(() => app.close());

describe('a learner who is taken out', () => {
  test('is out of the room at once and cannot come back as who they were', async () => {
    const place = await makePlace(make);
    const { client, you } = await enterAs(make, 'Nguyễn Văn An', place);
    const page = await client.join(place.session.code);
    const [enrolment] = await listEnrolments(place);

    await dataOf(removeEnrolment(place, enrolment?.enrolmentId ?? ''));

    expect(await page.waitForClose()).toBe('removed');
    expect((await look(client, place)).you).toBeNull();
    expect(await codeOf(enter(client, place, { linkToken: you.linkToken }))).toBe('link_invalid');
    const body = { clientId: randomUUID(), name: 'Nguyễn Văn An' };
    expect(await codeOf(enter(client, place, body))).toBe('link_invalid');
    expect(await listEnrolments(place)).toEqual([]);
    expect(await codeOf(removeEnrolment(place, enrolment?.enrolmentId ?? ''))).toBe('not_found');
  });

  test('comes back when staff enrol them again, by a new link', async () => {
    const place = await makePlace(make);
    const email = `${randomUUID()}@example.vn`;
    const first = await pasteOne(place, pasted('Giàng Thị Dợ', { email }));
    await dataOf(removeEnrolment(place, first.enrolmentId));

    const again = await pasteOne(place, pasted('Giàng Thị Dợ', { email }));

    expect(again).toMatchObject({ personId: first.personId, enrolmentId: first.enrolmentId });
    expect(again.linkToken).not.toBe(first.linkToken);
    expect(await codeOf(enter(make.makeStranger(), place, { linkToken: first.linkToken }))).toBe(
      'link_invalid',
    );
    await dataOf(enter(make.makeStranger(), place, { linkToken: again.linkToken }));
  });

  test('belongs to the series that takes them out', async () => {
    const [place, other] = [await makePlace(make), await makePlace(make)];
    const { enrolmentId } = await pasteOne(place, pasted('Giàng Thị Dợ'));

    expect(await codeOf(removeEnrolment(other, enrolmentId))).toBe('not_found');
    expect(await codeOf(renewLink(other, enrolmentId))).toBe('not_found');
    expect(await listEnrolments(place)).toHaveLength(1);
  });
});

describe('a pasted list', () => {
  test('is enrolled once, however often it is sent', async () => {
    const place = await makePlace(make);
    const learners = Array.from({ length: 450 }, (_, index) =>
      pasted(`Học viên ${index}`, index % 2 ? { phone: `09${String(10_000_000 + index)}` } : {}),
    );

    const [first, second] = await Promise.all([
      dataOf<{ enrolments: EnrolmentDto[] }>(paste(place, learners)),
      dataOf<{ enrolments: EnrolmentDto[] }>(paste(place, learners)),
    ]);

    expect(first.enrolments).toHaveLength(450);
    expect(new Set(first.enrolments.map(({ personId }) => personId)).size).toBe(450);
    const ids = ({ enrolments }: typeof first) => enrolments.map(({ enrolmentId }) => enrolmentId).sort();
    expect(ids(second)).toEqual(ids(first));
    const { series } = place;
    const audit = { seriesId: series.seriesId, action: 'learners.enrolled' };
    expect(await app.context.db.auditEntry.count({ where: audit })).toBe(1);
  });

  test('recognises people by e-mail address and phone number, over series and within itself', async () => {
    const [place, other] = [await makePlace(make), await makePlace(make)];
    const email = `${randomUUID()}@example.vn`;
    const known = await pasteOne(place, pasted('Đặng Thị Hoà', { email, phone: '0387 000 111' }));

    const answer = await dataOf<{ enrolments: EnrolmentDto[] }>(
      paste(other, [
        pasted('Dang Thi Hoa', { email: email.toUpperCase() }),
        pasted('Chị Hoà', { phone: '+84387000111' }),
        pasted('Đặng Thị Hoà'),
      ]),
    );

    expect(answer.enrolments).toHaveLength(2);
    const recognised = answer.enrolments.find(({ personId }) => personId === known.personId);
    expect(recognised).toMatchObject({ name: 'Đặng Thị Hoà', email, phone: '+84387000111' });
  });

  test('completes what is known of a learner, and leaves alone what somebody signs in with', async () => {
    const place = await makePlace(make);
    const email = `${randomUUID()}@example.vn`;
    await pasteOne(place, pasted('Vừ Mí Sính', { email }));
    const account = await makeAccount(app);
    await app.context.db.person.update({ where: { id: account.personId }, data: { phone: null } });

    const learner = await pasteOne(place, pasted('Vừ Mí Sính', { email, phone: '0977000222' }));
    const owner = await pasteOne(place, pasted('Khác', { email: account.email, phone: '0977000333' }));

    expect(learner.phone).toBe('+84977000222');
    expect(owner).toMatchObject({ personId: account.personId, name: account.name, phone: null });
  });

  test('names the line whose address and number belong to two people, and enrols nobody of it', async () => {
    const place = await makePlace(make);
    const email = `${randomUUID()}@example.vn`;
    await pasteOne(place, pasted('Người một', { email }));
    await pasteOne(place, pasted('Người hai', { phone: '0966000111' }));

    const answer = paste(place, [pasted('Người ba'), pasted('Người bốn', { email, phone: '0966000111' })]);

    expect(await errorOf(answer)).toEqual({ code: 'malformed', details: { fields: ['learners.1.phone'] } });
    expect(await listEnrolments(place)).toHaveLength(2);
  });

  test('of two series pasted at once makes one person of one address', async () => {
    const [one, two] = [await makePlace(make), await makePlace(make)];
    const email = `${randomUUID()}@example.vn`;

    const [first, second] = await Promise.all([
      pasteOne(one, pasted('Lê Văn Tám', { email })),
      pasteOne(two, pasted('Lê Văn Tám', { email })),
    ]);

    expect(second.personId).toBe(first.personId);
  });

  test('is shown in the order of Vietnamese lists, by given name', async () => {
    const place = await makePlace(make);
    await dataOf(
      paste(
        place,
        ['Trần Văn Bình', 'Dương Văn An', 'Đỗ Thị Đào', 'Lê Thị Ân'].map((name) => pasted(name)),
      ),
    );

    expect((await listEnrolments(place)).map(({ name }) => name)).toEqual([
      'Dương Văn An',
      'Lê Thị Ân',
      'Trần Văn Bình',
      'Đỗ Thị Đào',
    ]);
  });
});
