import { type ComponentType, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countCodePoints } from '#client/lib/names.ts';
import { Button } from '#client/ui/button.tsx';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form } from '#client/ui/form.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import type { QuestionDto } from '#shared/features/questions.ts';
import { limits } from '#shared/limits.ts';
import type { SimilarQuestionsProps } from './similar-questions.tsx';

export interface Draft {
  body: string;
  anonymous: boolean;
}

export interface AskQuestionDialogProps {
  /** What was written before the dialog was closed, or what was not sent. */
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onAsk: (draft: Draft) => void;
  onClose: () => void;
  /** Questions of others, of which one may be the one meant. Without them none is offered. */
  others?: readonly QuestionDto[];
  votedIds?: ReadonlySet<string>;
  onVote?: (questionId: string) => void;
}

/** Its own sheet, so that on a phone the keyboard and the words have the screen to themselves. */
export function AskQuestionDialog(props: AskQuestionDialogProps) {
  const { draft, onDraft, onAsk, onClose, others, votedIds, onVote } = props;
  const { t } = useTranslation(['questions', 'common']);
  const [isChecked, setIsChecked] = useState(false);
  const { body, anonymous } = draft;
  const Similar = useSimilarQuestions(others !== undefined);
  const length = countCodePoints(body.trim());
  const problem =
    length === 0
      ? t('missing')
      : length > limits.questionMax
        ? t('long', { max: limits.questionMax })
        : undefined;

  function ask() {
    setIsChecked(true);
    if (problem) return;
    onAsk({ body: body.trim(), anonymous });
    onClose();
  }

  return (
    <Dialog open onClose={onClose} title={t('ask')}>
      <Form onSubmit={ask}>
        <TextArea
          label={t('label')}
          name="question"
          value={body}
          onChange={(value) => onDraft({ body: value, anonymous })}
          max={limits.questionMax}
          rows={4}
          autoFocus
          placeholder={t('placeholder')}
          error={isChecked ? problem : undefined}
          onSubmitShortcut={ask}
        />
        {Similar && others && votedIds && onVote && (
          <Similar
            text={body}
            questions={others}
            votedIds={votedIds}
            onVote={(questionId) => {
              onVote(questionId);
              onClose();
            }}
          />
        )}
        <Checkbox
          label={t('anonymous')}
          hint={t('anonymousHint')}
          checked={anonymous}
          onChange={(checked) => onDraft({ body, anonymous: checked })}
        />
        <Button type="submit" variant="primary" size="large" wide icon="send">
          {t('send')}
        </Button>
      </Form>
    </Dialog>
  );
}

/** Fetched while the first words are typed, so that a room's first load does without; where it does not come, nothing is offered. */
function useSimilarQuestions(isWanted: boolean): ComponentType<SimilarQuestionsProps> | undefined {
  const [component, setComponent] = useState<ComponentType<SimilarQuestionsProps>>();
  useEffect(() => {
    if (!isWanted) return;
    let isGone = false;
    import('./similar-questions.tsx').then(
      ({ SimilarQuestions }) => !isGone && setComponent(() => SimilarQuestions),
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, [isWanted]);
  return component;
}
