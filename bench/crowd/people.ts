import { randomUUID } from 'node:crypto';
import type { App } from '#server/app.ts';
import { createToken, hashToken } from '#server/core/tokens.ts';

const DAY_MS = 24 * 3_600_000;
const AT_ONCE = 500;

/** Many learners of one series, each signed in; their cookies. */
export async function enrolPeople(
  { context: { db, clock, cookie } }: App,
  { seriesId, count }: { seriesId: string; count: number },
): Promise<string[]> {
  const people = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    name: `Học viên ${index + 1}`,
    token: createToken(),
  }));
  const expiresAt = new Date(clock.now().getTime() + DAY_MS);
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = people.slice(from, from + AT_ONCE);
    await db.person.createMany({
      data: some.map(({ id, name }) => ({ id, name, nameFolded: name.toLowerCase() })),
    });
    await db.signIn.createMany({
      data: some.map(({ id, token }) => ({
        personId: id,
        tokenHash: hashToken(token),
        origin: 'public_link',
        device: 'bench',
        expiresAt,
      })),
    });
    await db.enrolment.createMany({ data: some.map(({ id }) => ({ seriesId, personId: id })) });
  }
  return people.map(({ token }) => cookie.set(token).split(';')[0] ?? '');
}
