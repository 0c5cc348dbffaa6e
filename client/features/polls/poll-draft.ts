import { countCodePoints } from '#client/lib/names.ts';
import { newId } from '#client/lib/new-id.ts';
import type { PollForm, PollKind, StaffPollDto } from '#shared/features/polls.ts';
import { limits } from '#shared/limits.ts';

/** An option on its way: its key stays while its words change. */
export interface DraftOption {
  key: string;
  text: string;
  right: boolean;
}

/** All that the form can hold, whatever kind is chosen: nothing is lost by looking at another kind. */
export interface PollDraft {
  kind: PollKind;
  quiz: boolean;
  prompt: string;
  options: readonly DraftOption[];
  explanation: string;
  wordsMax: number;
  heldBack: boolean;
}

/** The words of one problem, by field. */
export interface DraftProblems {
  prompt?: 'missing' | 'long';
  options?: 'optionsMissing' | 'optionsSame' | 'rightMissing' | 'rightOne' | 'long';
  explanation?: 'long';
}

export function newOption(text = ''): DraftOption {
  return { key: newId(), text, right: false };
}

export function newDraft(): PollDraft {
  return {
    kind: 'single',
    quiz: false,
    prompt: '',
    options: [newOption(), newOption()],
    explanation: '',
    wordsMax: 1,
    heldBack: false,
  };
}

export function toDraft(poll: Omit<StaffPollDto, 'results'>): PollDraft {
  const { kind, quiz, prompt, explanation, heldBack } = poll;
  const options = poll.options.map((text, place) => ({
    ...newOption(text),
    right: poll.right.includes(place),
  }));
  return {
    kind,
    quiz,
    prompt,
    options: options.length > 0 ? options : newDraft().options,
    explanation,
    wordsMax: Math.max(1, poll.wordsMax),
    heldBack,
  };
}

export function hasOptions(kind: PollKind): kind is 'single' | 'several' {
  return kind === 'single' || kind === 'several';
}

export function findProblems(draft: PollDraft): DraftProblems {
  const problems: DraftProblems = {};
  const promptLength = countCodePoints(draft.prompt.trim());
  if (promptLength === 0) problems.prompt = 'missing';
  else if (promptLength > limits.pollPromptMax) problems.prompt = 'long';
  if (!hasOptions(draft.kind)) return problems;

  const filled = filledOptions(draft);
  const texts = filled.map(({ text }) => text);
  const right = filled.filter((option) => option.right).length;
  if (filled.length < 2) problems.options = 'optionsMissing';
  else if (new Set(texts).size < texts.length) problems.options = 'optionsSame';
  else if (texts.some((text) => countCodePoints(text) > limits.pollOptionMax)) problems.options = 'long';
  else if (draft.quiz && right === 0) problems.options = 'rightMissing';
  else if (draft.quiz && draft.kind === 'single' && right > 1) problems.options = 'rightOne';
  if (draft.quiz && countCodePoints(draft.explanation.trim()) > limits.pollExplanationMax)
    problems.explanation = 'long';
  return problems;
}

/** What is sent; of a draft without problems. */
export function toForm(draft: PollDraft): PollForm {
  const { kind, heldBack } = draft;
  const prompt = draft.prompt.trim();
  if (kind === 'rating') return { kind, prompt, heldBack };
  if (kind === 'words') return { kind, prompt, wordsMax: draft.wordsMax, heldBack };
  const filled = filledOptions(draft);
  return {
    kind,
    prompt,
    options: filled.map(({ text }) => text),
    right: draft.quiz ? filled.flatMap((option, place) => (option.right ? [place] : [])) : null,
    explanation: draft.quiz ? draft.explanation.trim() : '',
    heldBack,
  };
}

/** Lines that were left empty are no options. */
function filledOptions({ options }: PollDraft): DraftOption[] {
  return options
    .map((option) => ({ ...option, text: option.text.replace(/\s+/gu, ' ').trim() }))
    .filter(({ text }) => text !== '');
}
