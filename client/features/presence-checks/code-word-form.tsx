import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { Form } from '#client/ui/form.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { limits } from '#shared/limits.ts';
import { CODE_WORD_TRIES } from '#shared/presence-checks.ts';
import styles from './check-card.module.css';

/** The word that was read aloud, as it was heard. */
export function CodeWordForm({
  triesLeft,
  isSending,
  onWord,
}: {
  triesLeft: number;
  isSending: boolean;
  onWord: (word: string) => void;
}) {
  const { t } = useTranslation('checks');
  const [word, setWord] = useState('');
  const [isEmpty, setIsEmpty] = useState(false);
  const isWrong = triesLeft < CODE_WORD_TRIES && word === '' && !isSending;
  const error = isEmpty ? t('word.missing') : isWrong ? t('word.wrong', { count: triesLeft }) : undefined;

  return (
    <Form
      label={t('word.title')}
      onSubmit={() => {
        setIsEmpty(word.trim() === '');
        if (word.trim() === '') return;
        onWord(word.trim());
        setWord('');
      }}
    >
      <div className={styles.word}>
        <TextField
          label={t('word.label')}
          hint={error ? undefined : t('word.hint')}
          error={error}
          value={word}
          maxLength={limits.codeWordMax}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(value) => {
            setWord(value);
            setIsEmpty(false);
          }}
        />
        <Button type="submit" variant="primary" pending={isSending}>
          {t('word.send')}
        </Button>
      </div>
    </Form>
  );
}
