import { describe, expect, test } from 'vitest';
import { defaultRule } from '#shared/attendance-rule.ts';
import type { LearnerResultDto, SeriesResultsDto } from '#shared/features/results.ts';
import {
  type Choice,
  chooseLearners,
  countShares,
  countTopics,
  countWays,
  levelOf,
  readLearners,
} from './results.ts';

const [passed, tooShort, absent, byHand, inHall, external, notHeld] = [0, 1, 3, 5, 6, 7, 8];

function learner(name: string, over: Partial<LearnerResultDto>): LearnerResultDto {
  return {
    personId: name,
    name,
    organisation: null,
    province: null,
    group: null,
    enrolled: true,
    topics: [
      [absent ?? 0, 0, 0, 0, 0, 0],
      [notHeld ?? 0, 0, 0, 0, 0, 0],
    ],
    topicsPassed: 0,
    testScorePercent: null,
    qualifies: false,
    reasons: ['topics'],
    ...over,
  };
}

const topic = { secondsNeeded: 2_880, checksShown: 0, running: false, counting: false, endedAt: null };
const answer: SeriesResultsDto = {
  asOf: '2021-10-13T05:00:00.000Z',
  rule: { version: 0, rule: defaultRule, hash: null, reason: '', madeBy: null, madeAt: null },
  topics: [
    { ...topic, topicId: 'one', title: 'Một', seconds: 3_600 },
    { ...topic, topicId: 'two', title: 'Hai', seconds: 0 },
  ],
  topicsNeeded: 2,
  learners: [
    learner('Trần Văn An', { province: '42' }),
    learner('Nguyễn Thị Bích', {
      province: '01',
      group: 'chu_the',
      organisation: 'HTX Chè Tân Cương',
      topicsPassed: 1,
      topics: [
        [passed ?? 0, 3_600, 3, 3, 2, 1],
        [notHeld ?? 0, 0, 0, 0, 0, 0],
      ],
    }),
    learner('Lê Quang Cường', {
      topics: [
        [tooShort ?? 0, 1_000, 3, 3, 2, 0],
        [notHeld ?? 0, 0, 0, 0, 0, 0],
      ],
    }),
  ],
  differs: null,
};
const learners = readLearners(answer);
const [an, bich, cuong] = learners;
const choose = (choice: Partial<Choice>) =>
  chooseLearners(
    learners,
    { search: '', filter: 'all', province: '', group: '', order: 'name', ...choice },
    { topicsNeeded: 2, provinceOf: (code) => ({ '01': 'Hà Nội', '42': 'Hà Tĩnh' })[code] ?? code },
  );

describe('the learners of a series', () => {
  test.each([
    ['come by given name, as the server sent them', {}, [an, bich, cuong]],
    ['are found by name without marks', { search: 'nguyen bich' }, [bich]],
    ['are found by organisation', { search: 'tan cuong' }, [bich]],
    ['of a province', { province: '42' }, [an]],
    ['of a group', { group: 'chu_the' }, [bich]],
    ['a topic short of what is needed', { filter: 'almost' }, [bich]],
    ['with a correction', { filter: 'corrected' }, [bich]],
    ['never there', { filter: 'absent' }, [an]],
    ['by minutes', { order: 'most' }, [bich, cuong, an]],
    ['by minutes, least first', { order: 'least' }, [an, cuong, bich]],
    ['by province, the unknown ones last', { order: 'province' }, [bich, an, cuong]],
  ] as const)('%s', (_what, choice, expected) => {
    expect(choose(choice)).toEqual(expected);
  });

  test('are counted topic by topic, and not where it has not been taught', () => {
    expect(countTopics({ topics: answer.topics, rule: defaultRule }, learners)).toMatchObject([
      { passed: 1, short: 1, absent: 1, isHeld: true },
      { passed: 0, short: 0, absent: 0, isHeld: false },
    ]);
  });
});

describe('whoever was not there themselves', () => {
  const mixed = readLearners({
    ...answer,
    topics: answer.topics.slice(0, 1),
    learners: [passed, byHand, inHall, inHall, external, tooShort, absent].map((place, at) =>
      learner(`Học viên ${at}`, { topics: [[place ?? 0, place === tooShort ? 600 : 0, 0, 0, 0, 0]] }),
    ),
  });
  const count = (externalViewersCount: boolean) =>
    countTopics({ topics: answer.topics.slice(0, 1), rule: { externalViewersCount } }, mixed);

  test('is counted apart in each topic, and towards what passed as the rule says', () => {
    const apart = { passed: 1, by_hand: 1, hall: 2, elsewhere: 1, short: 1, absent: 1 };
    expect(count(false)).toMatchObject([{ ...apart, counted: 4 }]);
    expect(count(true)).toMatchObject([{ ...apart, counted: 5 }]);
  });

  test('is counted apart among those who attended, so that nobody passes without having attended', () => {
    expect(countWays(mixed)).toEqual({ self: 2, hall: 2, elsewhere: 1, by_hand: 1, none: 1 });
  });
});

test('a colour has five steps, and none for whoever was not there', () => {
  const level = (seconds: number) =>
    levelOf({ ...bich?.results[0], seconds, share: seconds / 3_600 } as never);
  expect([0, 1, 720, 3_599, 3_600].map(level)).toEqual([0, 1, 2, 5, 5]);
});

test('shares fall into tenths, all of the time into the last', () => {
  const bins = countShares(learners.flatMap(({ results }) => results.slice(0, 1)));
  expect(bins.map((bin) => bin.learners)).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
});
