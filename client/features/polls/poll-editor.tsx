import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '#client/lib/new-id.ts';
import { Button } from '#client/ui/button.tsx';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form } from '#client/ui/form.tsx';
import { FieldError, FormError } from '#client/ui/form-error.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { Select } from '#client/ui/select.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { PollForm } from '#shared/features/polls.ts';
import { limits } from '#shared/limits.ts';
import { findProblems, hasOptions, newOption, type PollDraft, toForm } from './poll-draft.ts';
import styles from './poll-editor.module.css';

const kinds = ['single', 'several', 'rating', 'words'] as const;

export interface PollEditorProps {
  title: string;
  draft: PollDraft;
  /** The dialog waits for it, and shows what it throws. `clientId` is the same for each try. */
  onSave: (poll: { clientId: string; form: PollForm; open: boolean }) => Promise<void>;
  /** On the spot: it can be opened with the same press. */
  mayOpen: boolean;
  onClose: () => void;
}

export function PollEditor({ title, draft: first, onSave, mayOpen, onClose }: PollEditorProps) {
  const { t } = useTranslation('polls');
  const [draft, setDraft] = useState(first);
  const [clientId] = useState(newId);
  const [isChecked, setIsChecked] = useState(false);
  const [pending, setPending] = useState<'open' | 'save'>();
  const [error, setError] = useState<unknown>();
  const problems = isChecked ? findProblems(draft) : {};
  const change = (part: Partial<PollDraft>) => setDraft({ ...draft, ...part });

  async function save(open: boolean) {
    setIsChecked(true);
    if (Object.keys(findProblems(draft)).length > 0) return;
    setPending(open ? 'open' : 'save');
    setError(undefined);
    try {
      await onSave({ clientId, form: toForm(draft), open });
      onClose();
    } catch (thrown) {
      setError(thrown);
      setPending(undefined);
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      closeable={!pending}
      footer={
        <>
          {mayOpen && (
            <Button variant="primary" pending={pending === 'open'} onClick={() => void save(true)}>
              {t('form.open')}
            </Button>
          )}
          <Button
            variant={mayOpen ? 'secondary' : 'primary'}
            pending={pending === 'save'}
            onClick={() => void save(false)}
          >
            {t('form.save')}
          </Button>
        </>
      }
    >
      <Form label={title} onSubmit={() => save(mayOpen)}>
        <TextField
          label={t('form.prompt')}
          name="prompt"
          autoFocus
          value={draft.prompt}
          error={problems.prompt && t(`form.${problems.prompt}`, { max: limits.pollPromptMax })}
          onChange={(prompt) => change({ prompt })}
        />
        <Select
          label={t('form.kind')}
          value={draft.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          onChange={(kind) => change({ kind })}
        />
        {hasOptions(draft.kind) && (
          <>
            <Options draft={draft} onChange={change} problem={problems.options} />
            <Checkbox
              label={t('form.quiz')}
              hint={t('form.quizHint')}
              checked={draft.quiz}
              // A quiz whose counts are live would tell what most believe to be right.
              onChange={(quiz) => change({ quiz, heldBack: quiz || draft.heldBack })}
            />
            {draft.quiz && (
              <TextArea
                label={t('form.explanation')}
                hint={t('form.explanationHint')}
                optional
                rows={2}
                value={draft.explanation}
                max={limits.pollExplanationMax}
                error={problems.explanation && t('form.long', { max: limits.pollExplanationMax })}
                onChange={(explanation) => change({ explanation })}
              />
            )}
          </>
        )}
        {draft.kind === 'words' && (
          <Select
            label={t('form.wordsMax')}
            value={String(draft.wordsMax)}
            options={Array.from({ length: limits.pollWords }, (_, place) => ({
              value: String(place + 1),
              label: String(place + 1),
            }))}
            onChange={(value) => change({ wordsMax: Number(value) })}
          />
        )}
        <Checkbox
          label={t('form.heldBack')}
          checked={draft.heldBack}
          onChange={(heldBack) => change({ heldBack })}
        />
        <FormError error={error} />
      </Form>
    </Dialog>
  );
}

function Options({
  draft: { options, quiz },
  onChange,
  problem,
}: {
  draft: PollDraft;
  onChange: (part: Partial<PollDraft>) => void;
  problem: ReturnType<typeof findProblems>['options'];
}) {
  const { t } = useTranslation('polls');
  return (
    <fieldset className={styles.options}>
      <legend className={styles.legend}>{t('form.options')}</legend>
      {options.map((option, place) => {
        const number = place + 1;
        const put = (part: Partial<typeof option>) =>
          onChange({ options: options.map((other) => (other === option ? { ...other, ...part } : other)) });
        return (
          <div key={option.key} className={styles.option}>
            {quiz && (
              <input
                type="checkbox"
                className={styles.right}
                aria-label={t('form.isRight', { number })}
                title={t('form.isRight', { number })}
                checked={option.right}
                onChange={(event: { currentTarget: HTMLInputElement }) =>
                  put({ right: event.currentTarget.checked })
                }
              />
            )}
            <TextField
              label={t('form.option', { number })}
              hideLabel
              placeholder={t('form.option', { number })}
              value={option.text}
              onChange={(text) => put({ text })}
            />
            {options.length > 2 && (
              <IconButton
                icon="close"
                label={t('form.removeOption', { number })}
                onClick={() => onChange({ options: options.filter((other) => other !== option) })}
              />
            )}
          </div>
        );
      })}
      {problem && <FieldError>{t(`form.${problem}`, { max: limits.pollOptionMax })}</FieldError>}
      {options.length < limits.pollOptions && (
        <div>
          <Button
            variant="quiet"
            icon="plus"
            onClick={() => onChange({ options: [...options, newOption()] })}
          >
            {t('form.addOption')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
