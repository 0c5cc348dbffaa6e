import { countCodePoints } from '#client/lib/names.ts';
import type { FeedbackQuestion } from '#shared/features/feedback.ts';
import { limits } from '#shared/limits.ts';

export const feedbackKinds = ['rating', 'choice', 'choices', 'text'] as const;
export type FeedbackKind = FeedbackQuestion['kind'];

export type LabelProblem = 'labelMissing' | 'labelLong';
export type OptionProblem = 'optionMissing' | 'optionLong' | 'optionTwice';

export interface QuestionProblems {
  label: LabelProblem | undefined;
  /** By the option's place. */
  options: (OptionProblem | undefined)[];
}

export function newQuestion(kind: FeedbackKind, questionId: string): FeedbackQuestion {
  return asKind({ kind: 'rating', questionId, label: '', required: false }, kind);
}

/** The same question answered in another way; options are kept between the two ways that have them. */
export function asKind(question: FeedbackQuestion, kind: FeedbackKind): FeedbackQuestion {
  const { questionId, label, required } = question;
  const base = { questionId, label, required };
  if (kind === 'rating' || kind === 'text') return { kind, ...base };
  return { kind, ...base, options: 'options' in question ? question.options : ['', ''] };
}

export function findProblems(question: FeedbackQuestion): QuestionProblems {
  const options = 'options' in question ? question.options : [];
  return {
    label: problemOfLabel(question.label),
    options: options.map((option, at) => problemOfOption(option, options.slice(0, at))),
  };
}

export function isRight({ label, options }: QuestionProblems): boolean {
  return label === undefined && options.every((problem) => problem === undefined);
}

function problemOfLabel(label: string): LabelProblem | undefined {
  if (label.trim() === '') return 'labelMissing';
  return countCodePoints(label.trim()) > limits.titleMax ? 'labelLong' : undefined;
}

function problemOfOption(option: string, before: readonly string[]): OptionProblem | undefined {
  const text = option.trim();
  if (text === '') return 'optionMissing';
  if (countCodePoints(text) > limits.titleMax) return 'optionLong';
  return before.some((other) => other.trim() === text) ? 'optionTwice' : undefined;
}
