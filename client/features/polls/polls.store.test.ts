import { expect, test } from 'vitest';
import type { PollDto } from '#shared/features/polls.ts';
import { currentPoll, PollsStore } from './polls.store.ts';

const poll: PollDto = {
  pollId: '1',
  kind: 'single',
  quiz: false,
  prompt: 'Nghe rõ không?',
  options: ['Có', 'Không'],
  wordsMax: 0,
  state: 'open',
  openedAt: '2021-09-28T01:00:00.000Z',
  results: null,
  solution: null,
};

test('a card shows what is open, else what was opened last', () => {
  const { news, state } = new PollsStore();
  const current = () => currentPoll(state.get())?.pollId;
  expect(current()).toBeUndefined();
  news['poll:changed']({ poll: { ...poll, state: 'closed' } });
  news['poll:changed']({
    poll: { ...poll, pollId: '2', state: 'closed', openedAt: '2021-09-28T02:00:00.000Z' },
  });
  expect(current()).toBe('2');
  news['poll:changed']({ poll });
  expect(current()).toBe('1');
});

test('a count changes the numbers of a poll that is there, and makes none', () => {
  const { news, state } = new PollsStore();
  const results = { answered: 1, counts: [1, 0], mean: null, words: [] };
  news['poll:counted']({ pollId: '1', results });
  expect(state.get().polls.size).toBe(0);
  news['poll:changed']({ poll });
  news['poll:counted']({ pollId: '1', results });
  expect(state.get().polls.get('1')).toEqual({ ...poll, results });
});
