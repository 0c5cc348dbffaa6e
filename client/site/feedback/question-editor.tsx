import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { Menu, type MenuAct } from '#client/ui/menu.tsx';
import { Select } from '#client/ui/select.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { FeedbackQuestion } from '#shared/features/feedback.ts';
import { limits } from '#shared/limits.ts';
import { asKind, feedbackKinds, type QuestionProblems } from './feedback-draft.ts';
import styles from './feedback-form-page.module.css';

export interface QuestionEditorProps {
  question: FeedbackQuestion;
  number: number;
  moves: readonly MenuAct[];
  onChange: (question: FeedbackQuestion) => void;
  onRemove: () => void;
  /** Answers are in: only the wording of the question may change. */
  isLocked: boolean;
  problems: QuestionProblems | undefined;
}

export function QuestionEditor(props: QuestionEditorProps) {
  const { question, number, moves, onChange, onRemove, isLocked, problems } = props;
  const { t } = useTranslation('site-feedback');
  const labelProblem = problems?.label;
  return (
    <fieldset className={styles.question} aria-label={t('editor.question', { number })}>
      <div className={styles.head}>
        <span className={styles.number}>{t('editor.question', { number })}</span>
        {!isLocked && (
          <Menu
            label={t('editor.acts', { number })}
            showLabel={false}
            variant="quiet"
            items={[...moves, { label: t('editor.remove'), icon: 'trash', danger: true, onSelect: onRemove }]}
          />
        )}
      </div>
      <TextArea
        label={t('editor.label')}
        rows={2}
        value={question.label}
        onChange={(label) => onChange({ ...question, label: label.replace(/\s*\n\s*/gu, ' ') })}
        error={labelProblem && t(`editor.${labelProblem}`, { max: limits.titleMax })}
      />
      <div className={styles.answer}>
        <Select
          label={t('editor.kind')}
          value={question.kind}
          disabled={isLocked}
          onChange={(kind) => onChange(asKind(question, kind))}
          options={feedbackKinds.map((kind) => ({ value: kind, label: t(`editor.kinds.${kind}`) }))}
        />
        <Checkbox
          label={t('editor.required')}
          checked={question.required}
          disabled={isLocked}
          onChange={(required) => onChange({ ...question, required })}
        />
      </div>
      {'options' in question && (
        <OptionsEditor question={question} isLocked={isLocked} problems={problems} onChange={onChange} />
      )}
    </fieldset>
  );
}

interface OptionsEditorProps {
  question: Extract<FeedbackQuestion, { options: string[] }>;
  isLocked: boolean;
  problems: QuestionProblems | undefined;
  onChange: (question: FeedbackQuestion) => void;
}

function OptionsEditor({ question, isLocked, problems, onChange }: OptionsEditorProps) {
  const { t } = useTranslation('site-feedback');
  const { options } = question;
  const change = (changed: string[]) => onChange({ ...question, options: changed });
  return (
    <fieldset className={styles.options} aria-label={t('editor.options')}>
      {options.map((option, at) => {
        const number = at + 1;
        const problem = problems?.options[at];
        return (
          <div key={number} className={styles.option}>
            <TextField
              label={t('editor.option', { number })}
              value={option}
              disabled={isLocked}
              onChange={(text) => change(options.map((other, place) => (place === at ? text : other)))}
              error={problem && t(`editor.${problem}`, { max: limits.titleMax })}
            />
            {!isLocked && options.length > 2 && (
              <IconButton
                icon="close"
                label={t('editor.removeOption', { number })}
                onClick={() => change(options.filter((_other, place) => place !== at))}
              />
            )}
          </div>
        );
      })}
      {!isLocked && options.length < limits.feedbackOptions && (
        <div>
          <Button variant="quiet" icon="plus" onClick={() => change([...options, ''])}>
            {t('editor.addOption')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
