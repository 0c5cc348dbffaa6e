import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { type ReadOnlyStore, useStore } from '#client/lib/store.ts';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Select } from '#client/ui/select.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { StaffQuestionDto } from '#shared/features/questions.ts';
import type { MovableState, QuestionState } from '#shared/question-lifecycle.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import { arrangeQuestions, type QuestionOrder } from './arrange-questions.ts';
import { AssignDialog, type Panellist } from './assign-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import styles from './question-queue.module.css';
import type { QuestionsState } from './questions.store.ts';
import { QueueItem } from './queue-item.tsx';
import { useLikelyDuplicates } from './use-likely-duplicates.ts';

export interface QuestionQueueProps {
  questions: ReadOnlyStore<QuestionsState>;
  timeZone: string;
  startedAt: string | null;
  /** Who is looking: for what is assigned to them. */
  personId: string;
  loadPanellists: () => Promise<readonly Panellist[]>;
  /** Each resolves when the server has done it, and rejects with why not. */
  onMove: (questionId: string, to: MovableState) => Promise<void>;
  onPin: (questionId: string, pinned: boolean) => Promise<void>;
  onAnswer: (questionId: string, answer: string) => Promise<void>;
  onAssign: (questionId: string, assigneeId: string | null) => Promise<void>;
  onMerge: (questionId: string, intoId: string) => Promise<void>;
  onUnmerge: (questionId: string) => Promise<void>;
}

const filters = {
  waiting: ['open', 'answering'],
  mine: ['held', 'open', 'answering'],
  held: ['held'],
  answered: ['answered'],
  other: ['dismissed', 'hidden', 'merged'],
} as const satisfies Record<string, readonly QuestionState[]>;
type Filter = keyof typeof filters;

const emptyTitles = {
  waiting: 'queue.noneWaiting',
  mine: 'queue.noneMine',
  held: 'queue.noneHeld',
  answered: 'queue.noneAnswered',
  other: 'queue.noneOther',
} as const satisfies Record<Filter, string>;

/** Staff's questions: what to take next, and everything that can be done with it. */
export function QuestionQueue(props: QuestionQueueProps) {
  const { questions, timeZone, startedAt, personId, onMove, onPin, onAnswer } = props;
  const { t } = useTranslation(['room-staff', 'questions']);
  const errorText = useErrorText();
  const { shared } = useStore(questions);
  const [filter, setFilter] = useState<Filter>('waiting');
  const [order, setOrder] = useState<QuestionOrder>('votes');
  const [answering, setAnswering] = useState<StaffQuestionDto>();
  const [assigning, setAssigning] = useState<StaffQuestionDto>();
  const [merging, setMerging] = useState<StaffQuestionDto>();
  const all = useMemo(() => [...shared.values()].filter(isForStaff), [shared]);
  const likely = useLikelyDuplicates(all);
  const isListed = (question: StaffQuestionDto, name: Filter) =>
    isIn(question, name) && (name !== 'mine' || question.assigneeId === personId);
  const count = (name: Filter) => all.filter((question) => isListed(question, name)).length;
  const listed = arrangeQuestions(
    all.filter((question) => isListed(question, filter)),
    order,
  );

  async function merge(questionId: string, intoId: string) {
    await props.onMerge(questionId, intoId);
    showToast({
      text: t('queue.merged'),
      tone: 'success',
      actionLabel: t('queue.unmerge'),
      onAction: () => {
        props
          .onUnmerge(questionId)
          .catch((error: unknown) => showToast({ text: errorText(error), tone: 'danger' }));
      },
    });
  }

  return (
    <div className={styles.queue}>
      <div className={styles.choices}>
        <Select
          label={t('queue.filter')}
          value={filter}
          onChange={setFilter}
          options={(Object.keys(filters) as Filter[]).map((name) => ({
            value: name,
            label: `${t(`queue.${name}`)} (${count(name)})`,
          }))}
        />
        <Select
          label={t('questions:order')}
          value={order}
          onChange={setOrder}
          options={[
            { value: 'votes', label: t('questions:byVotes') },
            { value: 'time', label: t('questions:byTime') },
          ]}
        />
      </div>
      {filter !== 'held' && count('held') > 0 && (
        <button type="button" className={styles.held} onClick={() => setFilter('held')}>
          {t('queue.heldCount', { count: count('held') })}
        </button>
      )}
      {listed.length === 0 && (
        <EmptyState icon="question" title={t(emptyTitles[filter])}>
          {all.length === 0 && t('questions:noneStaff')}
        </EmptyState>
      )}
      <ul aria-label={t('questions:list')}>
        {listed.map((question) => (
          <QueueItem
            key={question.questionId}
            question={question}
            timeZone={timeZone}
            startedAt={startedAt}
            mergedCount={all.filter(({ mergedIntoId }) => mergedIntoId === question.questionId).length}
            into={all.find(({ questionId }) => questionId === question.mergedIntoId)}
            likely={likely.get(question.questionId)}
            onAssign={() => setAssigning(question)}
            onMerge={() => setMerging(question)}
            onMergeInto={(intoId) => merge(question.questionId, intoId)}
            onUnmerge={() => props.onUnmerge(question.questionId)}
            onMove={(to) => onMove(question.questionId, to)}
            onPin={(pinned) => onPin(question.questionId, pinned)}
            onWrite={() => setAnswering(question)}
          />
        ))}
      </ul>
      {assigning && (
        <AssignDialog
          question={assigning}
          loadPanellists={props.loadPanellists}
          onAssign={(assigneeId) => props.onAssign(assigning.questionId, assigneeId)}
          onClose={() => setAssigning(undefined)}
        />
      )}
      {merging && (
        <MergeDialog
          question={merging}
          questions={all}
          onMerge={(intoId) => merge(merging.questionId, intoId)}
          onClose={() => setMerging(undefined)}
        />
      )}
      {answering && (
        <AnswerDialog
          question={answering}
          onAnswer={(answer) => onAnswer(answering.questionId, answer)}
          onClose={() => setAnswering(undefined)}
        />
      )}
    </div>
  );
}

function isIn({ state }: StaffQuestionDto, filter: Filter): boolean {
  return (filters[filter] as readonly QuestionState[]).includes(state);
}

/** The server sends staff the one shape and learners the other. */
function isForStaff(question: object): question is StaffQuestionDto {
  return 'askerName' in question;
}
