import { useTranslation } from 'react-i18next';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { ChoiceGroup } from '#client/ui/choice-group.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import { RatingInput } from '#client/ui/rating-input.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { addAroundWords } from '#client/words/add-around-words.ts';
import type { FeedbackQuestion } from '#shared/features/feedback.ts';
import { limits } from '#shared/limits.ts';
import type { Answer } from './feedback-answers.ts';

addAroundWords();

export interface FeedbackFieldProps {
  question: FeedbackQuestion;
  answer: Answer | undefined;
  error: string | undefined;
  onChange: (answer: Answer) => void;
}

/** One question of the form, by its kind. */
export function FeedbackField({ question, answer, error, onChange }: FeedbackFieldProps) {
  const { t } = useTranslation('room-around');
  const { label, required } = question;
  const frame = { legend: label, error, optional: !required };

  switch (question.kind) {
    case 'rating':
      return (
        <RatingInput {...frame} value={typeof answer === 'number' ? answer : null} onChange={onChange} />
      );
    case 'choice':
      return (
        <RadioGroup
          {...frame}
          value={typeof answer === 'number' ? String(answer) : ''}
          onChange={(value) => onChange(Number(value))}
          options={question.options.map((option, index) => ({ value: String(index), label: option }))}
        />
      );
    case 'choices': {
      const chosen = Array.isArray(answer) ? answer : [];
      return (
        <ChoiceGroup {...frame} hint={t('feedback.choicesHint')}>
          {question.options.map((option, index) => (
            <Checkbox
              key={option}
              label={option}
              checked={chosen.includes(index)}
              onChange={(isChosen) =>
                onChange(
                  isChosen
                    ? [...chosen, index].sort((a, b) => a - b)
                    : chosen.filter((other) => other !== index),
                )
              }
            />
          ))}
        </ChoiceGroup>
      );
    }
    case 'text':
      return (
        <TextArea
          label={label}
          value={typeof answer === 'string' ? answer : ''}
          onChange={onChange}
          max={limits.feedbackTextMax}
          optional={!required}
          error={error}
        />
      );
  }
}
