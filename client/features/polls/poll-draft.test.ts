import { expect, test } from 'vitest';
import { pollForm } from '#shared/features/polls.ts';
import { findProblems, newDraft, newOption, type PollDraft, toDraft, toForm } from './poll-draft.ts';

const option = (text: string, right = false) => ({ ...newOption(text), right });
const draft = (change: Partial<PollDraft>): PollDraft => ({
  ...newDraft(),
  prompt: 'Hạng cao nhất?',
  options: [option('3 sao'), option('5 sao', true)],
  ...change,
});

test('what has no problems is taken by the server as it is', () => {
  for (const change of [
    {},
    { kind: 'several' as const, quiz: true },
    { quiz: true, explanation: 'Năm sao.' },
    { kind: 'rating' as const },
    { kind: 'words' as const, wordsMax: 3 },
    { options: [option('Có'), option('  '), option('Không')] },
  ]) {
    expect(findProblems(draft(change))).toEqual({});
    expect(pollForm.safeParse(toForm(draft(change))).success).toBe(true);
  }
});

test('each problem is found where it is', () => {
  expect(findProblems(draft({ prompt: ' ' }))).toEqual({ prompt: 'missing' });
  expect(findProblems(draft({ prompt: 'x'.repeat(301) }))).toEqual({ prompt: 'long' });
  expect(findProblems(draft({ options: [option('Có')] }))).toEqual({ options: 'optionsMissing' });
  expect(findProblems(draft({ options: [option('Có'), option(' Có ')] }))).toEqual({
    options: 'optionsSame',
  });
  expect(findProblems(draft({ quiz: true, options: [option('a'), option('b')] }))).toEqual({
    options: 'rightMissing',
  });
  expect(findProblems(draft({ quiz: true, options: [option('a', true), option('b', true)] }))).toEqual({
    options: 'rightOne',
  });
});

test('right answers keep their options when an empty line stands before them', () => {
  const form = toForm(draft({ quiz: true, options: [option(''), option('a'), option('b', true)] }));
  expect(form).toMatchObject({ options: ['a', 'b'], right: [1] });
});

test('a poll that was stored is edited as it was written', () => {
  const written = draft({ quiz: true, explanation: 'Năm sao.' });
  const form = toForm(written);
  const again = toDraft({
    pollId: '1',
    kind: 'single',
    quiz: true,
    prompt: form.prompt,
    options: ['3 sao', '5 sao'],
    wordsMax: 0,
    right: [1],
    explanation: 'Năm sao.',
    heldBack: form.heldBack,
    position: 0,
    state: 'draft',
    resultsShown: false,
    solutionTold: false,
    openedAt: null,
    closedAt: null,
  });
  expect(toForm(again)).toEqual(form);
});
