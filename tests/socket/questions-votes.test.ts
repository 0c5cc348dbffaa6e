import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mergeQuestion, unmergeQuestion } from '#server/features/questions/merge.service.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { makeQuestion } from '#tests/support/questions.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let session: TestSession;
let people: TestPerson[];
let trainer: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  const make = new Factories(app);
  session = await make.makeSession();
  people = [];
  for (let count = 0; count < 5; count += 1) people.push(await make.makeLearner(session.seriesId));
  trainer = await make.makeTrainer(session.seriesId);
});
afterAll(() => app.close());

const person = fc.integer({ min: 0, max: 4 });
const asked = fc.record({ by: person, voters: fc.uniqueArray(person, { maxLength: 5 }) });
type Asked = { by: number; voters: number[] };

const peopleOf = (indices: number[]) => indices.flatMap((index) => people[index] ?? []);

async function ask({ by, voters }: Asked): Promise<string> {
  const [asker] = peopleOf([by]);
  if (!asker) throw new Error('nobody asks');
  // Nobody votes for their own question.
  const others = peopleOf(voters).filter(({ personId }) => personId !== asker.personId);
  return makeQuestion(app, session, { by: asker, voters: others });
}

const act = () => {
  const { db } = app.context;
  return { db, sessionId: session.sessionId, seriesId: session.seriesId, personId: trainer.personId };
};
const merge = (questionId: string, intoId: string) => mergeQuestion({ ...act(), questionId, intoId });
const unmerge = (questionId: string) => unmergeQuestion({ ...act(), questionId });

const stateOf = (...ids: string[]) =>
  app.context.db.question.findMany({
    where: { id: { in: ids } },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      state: true,
      voteCount: true,
      mergedIntoId: true,
      votes: { orderBy: { personId: 'asc' } },
    },
  });
const countOf = async (id: string) => (await stateOf(id))[0]?.voteCount;

it('counts the union of all who wanted any of them, the asker aside, whichever way they are merged (R33)', async () => {
  await fc.assert(
    fc.asyncProperty(asked, asked, asked, async (one, two, three) => {
      const [a, b, c] = [await ask(one), await ask(two), await ask(three)] as const;
      const all = new Set([one, two, three].flatMap(({ by, voters }) => [by, ...voters]));
      const others = (by: number) => new Set([...all].filter((index) => index !== by)).size;

      await merge(b, a);
      await merge(c, a);
      expect(await countOf(a)).toBe(others(one.by));
      await unmerge(c);
      await unmerge(b);

      // The other way round, and one through another.
      await merge(a, b);
      await merge(b, c);
      expect(await countOf(c)).toBe(others(three.by));
    }),
    { numRuns: 25 },
  );
});

it('is undone to exactly what there was, in whatever order (R33)', async () => {
  await fc.assert(
    fc.asyncProperty(asked, asked, asked, fc.boolean(), async (one, two, three, isFirstFirst) => {
      const [a, b, c] = [await ask(one), await ask(two), await ask(three)] as const;
      const before = await stateOf(a, b, c);
      await merge(b, a);
      await merge(a, c);
      for (const id of isFirstFirst ? [b, a] : [a, b]) await unmerge(id);
      expect(await stateOf(a, b, c)).toEqual(before);
    }),
    { numRuns: 25 },
  );
});
