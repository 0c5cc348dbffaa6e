import { expect, test } from 'vitest';
import type { TimelineDto } from '#shared/features/insight.ts';
import { layOutTimeline, learnersAt, listEvents } from './timeline.ts';

const at = (minutes: number) => new Date(Date.UTC(2021, 8, 28, 1, minutes)).toISOString();
const words = {
  checkAnswers: (answered: number, delivered: number) => `${answered}/${delivered}`,
  outage: (of: string) => of,
  slide: (fileName: string | null, page: number | null) => `${fileName} ${page}`,
  question: 'hỏi',
};

const timeline: TimelineDto = {
  sessionId: 'session',
  asOf: at(50),
  startedAt: at(0),
  endedAt: null,
  audience: [
    { at: at(0), learners: 3 },
    { at: at(10), learners: 8 },
    { at: at(20), learners: 6 },
  ],
  topics: [
    { topicId: 'b', title: 'Bao bì', from: at(0), to: at(20) },
    { topicId: 'c', title: 'Câu chuyện', from: at(20), to: at(30) },
    { topicId: 'b', title: 'Bao bì', from: at(30), to: null },
  ],
  slides: [
    { at: at(-5), fileName: 'bao-bi.pdf', page: 1 },
    { at: at(2), fileName: 'bao-bi.pdf', page: 2 },
  ],
  questions: [at(15)],
  answerings: [],
  polls: [],
  checks: [{ checkId: 'check', delivered: 8, answered: 6, from: at(12), to: at(16) }],
  outages: [],
};

test('only what happened has a lane, and a topic that is taken up again keeps its number', () => {
  const layout = layOutTimeline(timeline, words);
  expect(layout?.lanes).toEqual(['topics', 'slides', 'questions', 'checks']);
  expect(layout?.bars.map(({ label }) => label)).toEqual(['1. Bao bì', '2. Câu chuyện', '1. Bao bì', '6/8']);
});

test('what goes on reaches to now, and what was before the start is left to the table', () => {
  const layout = layOutTimeline(timeline, words);
  expect(layout?.bars[2]).toMatchObject({ to: new Date(at(50)), isGoingOn: true });
  expect(layout?.ticks).toEqual([
    { lane: 'slides', at: new Date(at(2)) },
    { lane: 'questions', at: new Date(at(15)) },
  ]);
  expect(layout?.highest).toEqual({ at: new Date(at(10)), learners: 8 });
});

test('before the start there is nothing to draw', () => {
  expect(layOutTimeline({ ...timeline, startedAt: null }, words)).toBeNull();
});

test('the table has everything in the order in which it began', () => {
  expect(listEvents(timeline, words).map(({ lane }) => lane)).toEqual([
    'slides',
    'topics',
    'slides',
    'checks',
    'questions',
    'topics',
    'topics',
  ]);
});

test('the number present at a moment is the last one known by then', () => {
  expect(learnersAt(timeline.audience, at(15))).toBe(8);
  expect(learnersAt(timeline.audience, at(-1))).toBeNull();
});
