import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { ChoiceGroup } from '#client/ui/choice-group.tsx';
import { Form } from '#client/ui/form.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { PollAnswer, PollDto } from '#shared/features/polls.ts';
import { limits } from '#shared/limits.ts';
import styles from './poll-card.module.css';
import { ratingWords } from './rating-words.ts';

export interface PollAnswerFormProps {
  poll: PollDto;
  /** What this person has answered so far. */
  own: PollAnswer | undefined;
  onAnswer: (answer: PollAnswer) => void;
}

export function PollAnswerForm(props: PollAnswerFormProps) {
  switch (props.poll.kind) {
    case 'single':
    case 'rating':
      return <OneTap {...props} />;
    case 'several':
      return <SeveralChoices {...props} />;
    case 'words':
      return <OwnWords {...props} />;
  }
}

/** Buttons, not radios: with those the arrow keys would send an answer at each step. */
function OneTap({ poll, own, onAnswer }: PollAnswerFormProps) {
  const { t } = useTranslation('polls');
  const isRating = poll.kind === 'rating';
  const choices = isRating
    ? ratingWords.map((word, place) => ({ value: place + 1, label: t(word) }))
    : poll.options.map((label, value) => ({ value, label }));
  return (
    <fieldset className={styles.choices} data-rating={isRating || undefined}>
      <legend className={styles.note}>{t('card.tapOne')}</legend>
      {choices.map(({ value, label }) => {
        const isChosen = own?.choices.includes(value) === true;
        return (
          <button
            key={value}
            type="button"
            className={styles.choice}
            aria-pressed={isChosen}
            onClick={() => onAnswer({ choices: [value], words: [] })}
          >
            {isRating && <span className={styles.point}>{value}</span>}
            <span className={styles.choiceText}>{label}</span>
            {isChosen && !isRating && <Icon name="check" size={20} />}
          </button>
        );
      })}
    </fieldset>
  );
}

function SeveralChoices({ poll, own, onAnswer }: PollAnswerFormProps) {
  const { t } = useTranslation('polls');
  const [chosen, setChosen] = useState<readonly number[]>(own?.choices ?? []);
  const [isChecked, setIsChecked] = useState(false);
  return (
    <Form
      label={poll.prompt}
      onSubmit={() => {
        setIsChecked(true);
        if (chosen.length > 0) onAnswer({ choices: [...chosen], words: [] });
      }}
    >
      <ChoiceGroup
        legend={t('card.tapSeveral')}
        error={isChecked && chosen.length === 0 ? t('card.missing') : undefined}
      >
        {poll.options.map((label, option) => (
          <Checkbox
            key={label}
            label={label}
            checked={chosen.includes(option)}
            onChange={(checked) =>
              setChosen(checked ? [...chosen, option] : chosen.filter((other) => other !== option))
            }
          />
        ))}
      </ChoiceGroup>
      <Button type="submit" variant="primary" wide>
        {t(own ? 'card.sendAgain' : 'card.send')}
      </Button>
    </Form>
  );
}

function OwnWords({ poll, own, onAnswer }: PollAnswerFormProps) {
  const { t } = useTranslation('polls');
  const [words, setWords] = useState<readonly string[]>(() =>
    Array.from({ length: poll.wordsMax }, (_, place) => own?.words[place] ?? ''),
  );
  const [isChecked, setIsChecked] = useState(false);
  const written = words.map((word) => word.trim()).filter(Boolean);
  return (
    <Form
      label={poll.prompt}
      onSubmit={() => {
        setIsChecked(true);
        if (written.length > 0) onAnswer({ choices: [], words: written });
      }}
    >
      <p className={styles.note}>{t('card.writeWords', { count: poll.wordsMax })}</p>
      {words.map((word, place) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: the fields are their places, and never move
          key={place}
          label={t('card.wordNumber', { number: place + 1 })}
          value={word}
          maxLength={limits.pollWordMax}
          optional={place > 0}
          error={place === 0 && isChecked && written.length === 0 ? t('card.missing') : undefined}
          onChange={(value) => setWords(words.map((other, at) => (at === place ? value : other)))}
        />
      ))}
      <Button type="submit" variant="primary" wide icon="send">
        {t(own ? 'card.sendAgain' : 'card.send')}
      </Button>
    </Form>
  );
}
