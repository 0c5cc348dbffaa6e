import type { Poll, PollAnswer as PollAnswerRow } from '#prisma/generated/client.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { PollAnswer, PollDto, StaffPollDto, StaffPollResults } from '#shared/features/polls.ts';
import { isSolutionShown } from '#shared/poll-lifecycle.ts';
import { type Countable, toLearnersResults } from './tally.ts';

export function toCountable(row: Poll): Countable {
  return {
    kind: toWireName(row.kind),
    optionCount: row.options.length,
    right: row.quiz ? row.rightOptions : null,
    hiddenWords: row.hiddenWords,
  };
}

/**
 * For learners; a draft has no form that they could see. Numbers travel only while results are shown, right answers only when the
 * poll is closed as well.
 */
export function toPollDto(row: Poll, results: StaffPollResults): PollDto | undefined {
  const state = toWireName(row.state);
  if (state === 'draft' || !row.openedAt) return undefined;
  const { quiz, resultsShown } = row;
  return {
    pollId: row.id,
    kind: toWireName(row.kind),
    quiz,
    prompt: row.prompt,
    options: row.options,
    wordsMax: row.wordsMax,
    state,
    openedAt: row.openedAt.toISOString(),
    results: resultsShown ? toLearnersResults(results) : null,
    solution: isSolutionShown({ state, quiz, resultsShown })
      ? { right: row.rightOptions, explanation: row.explanation }
      : null,
  };
}

export function toStaffPollDto(row: Poll, results: StaffPollResults): StaffPollDto {
  return {
    pollId: row.id,
    kind: toWireName(row.kind),
    quiz: row.quiz,
    prompt: row.prompt,
    options: row.options,
    wordsMax: row.wordsMax,
    right: row.rightOptions,
    explanation: row.explanation,
    heldBack: row.heldBack,
    position: row.position,
    state: toWireName(row.state),
    resultsShown: row.resultsShown,
    solutionTold: row.solutionToldAt !== null,
    openedAt: row.openedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    results,
  };
}

export function toPollAnswer({ choices, words }: Pick<PollAnswerRow, 'choices' | 'words'>): PollAnswer {
  return { choices, words };
}
