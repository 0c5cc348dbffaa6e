import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { Button } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { Menu, type MenuItem } from '#client/ui/menu.tsx';
import { SentTime } from '#client/ui/sent-time.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { StaffQuestionDto } from '#shared/features/questions.ts';
import {
  canMoveQuestion,
  isQuestionPublic,
  type MovableState,
  type QuestionState,
} from '#shared/question-lifecycle.ts';
import { Answer, questionTones } from './question-item.tsx';
import styles from './queue-item.module.css';

export interface QueueItemProps {
  question: StaffQuestionDto;
  timeZone: string;
  startedAt: string | null;
  /** How many were merged into it. */
  mergedCount: number;
  /** The one that it was merged into, or that it is likely the same as. */
  into: StaffQuestionDto | undefined;
  likely: StaffQuestionDto | undefined;
  onMove: (to: MovableState) => Promise<void>;
  onPin: (pinned: boolean) => Promise<void>;
  onWrite: () => void;
  onAssign: () => void;
  onMerge: () => void;
  onMergeInto: (intoId: string) => Promise<void>;
  onUnmerge: () => Promise<void>;
}

/** The act that usually comes next stands as a button; the rest is one press away. */
const usual: Partial<
  Record<QuestionState, { to: MovableState; word: 'approve' | 'answering' | 'answered1' | 'reopen' }>
> = {
  held: { to: 'open', word: 'approve' },
  open: { to: 'answering', word: 'answering' },
  answering: { to: 'answered', word: 'answered1' },
  dismissed: { to: 'open', word: 'reopen' },
  hidden: { to: 'open', word: 'reopen' },
};

const others = [
  { to: 'answered', word: 'answered1', icon: 'check' },
  { to: 'open', word: 'reopen', icon: 'refresh' },
  { to: 'dismissed', word: 'dismiss', icon: 'close' },
  { to: 'hidden', word: 'hide', icon: 'eye-off' },
] as const;

export function QueueItem(props: QueueItemProps) {
  const { question, timeZone, startedAt, mergedCount, into, likely, onMove, onPin, onWrite } = props;
  const { t } = useTranslation(['room-staff', 'questions']);
  const errorText = useErrorText();
  const [isPending, setIsPending] = useState(false);
  const { questionId, body, state, votes, pinned, askedAt, written, askerName, anonymous, answer } = question;
  const { assigneeName } = question;
  const next = usual[state];
  // Each of them stands many times on the page.
  const ofThis = (act: string) => `${act}: ${body}`;
  const mayWrite = state === 'answered' || canMoveQuestion(state, 'answered');

  async function attempt(act: Promise<void>) {
    setIsPending(true);
    try {
      await act;
    } catch (error) {
      showToast({ text: errorText(error), tone: 'danger' });
    } finally {
      setIsPending(false);
    }
  }

  const menu: MenuItem[] = [
    ...(mayWrite
      ? [{ label: t(answer ? 'queue.rewrite' : 'queue.write'), icon: 'edit' as const, onSelect: onWrite }]
      : []),
    ...(isQuestionPublic(state)
      ? [
          {
            label: t(pinned ? 'queue.unpin' : 'queue.pin'),
            icon: 'pin' as const,
            onSelect: () => void attempt(onPin(!pinned)),
          },
        ]
      : []),
    { label: t('queue.assign'), icon: 'person', onSelect: props.onAssign },
    ...(canMoveQuestion(state, 'merged')
      ? [{ label: t('queue.merge'), icon: 'link' as const, onSelect: props.onMerge }]
      : []),
    ...others
      .filter(({ to }) => state !== 'merged' && to !== next?.to && canMoveQuestion(state, to))
      .map(({ to, word, icon }) => ({
        label: t(`queue.${word}`),
        icon,
        danger: to === 'hidden',
        onSelect: () => void attempt(onMove(to)),
      })),
  ];

  return (
    <li className={styles.item} data-question={questionId} data-state={state}>
      <p className={styles.votes} title={t('questions:votes', { count: votes })}>
        <Icon name="vote-up" />
        <span>{votes}</span>
      </p>
      <div className={styles.texts}>
        <p className={styles.body}>{body}</p>
        <p className={styles.facts}>
          {pinned && <Icon name="pin" size={16} label={t('questions:pinned')} />}
          <span>
            {askerName}
            {anonymous && ` (${t('queue.anonymous')})`}
          </span>
          <SentTime sentAt={askedAt} written={written} timeZone={timeZone} />
          {assigneeName !== null && (
            <span className={styles.assignee}>
              <Icon name="person" size={16} />
              {t('queue.assignedTo', { name: assigneeName })}
            </span>
          )}
          {state !== 'open' && (
            <StatusPill tone={questionTones[state]}>{t(`questions:state.${state}`)}</StatusPill>
          )}
        </p>
        {mergedCount > 0 && <p className={styles.soft}>{t('queue.mergedCount', { count: mergedCount })}</p>}
        {into && <p className={styles.soft}>{t('queue.mergedInto', { body: into.body })}</p>}
        <Answer question={question} timeZone={timeZone} startedAt={startedAt} />
        {likely && (
          <div className={styles.likely}>
            <p>{t('queue.likely', { body: likely.body })}</p>
            <Button
              variant="quiet"
              icon="link"
              aria-label={ofThis(t('queue.likelyMerge'))}
              onClick={() => void attempt(props.onMergeInto(likely.questionId))}
            >
              {t('queue.likelyMerge')}
            </Button>
          </div>
        )}
        <div className={styles.acts}>
          {state === 'merged' && (
            <Button
              pending={isPending}
              aria-label={ofThis(t('queue.unmerge'))}
              onClick={() => void attempt(props.onUnmerge())}
            >
              {t('queue.unmerge')}
            </Button>
          )}
          {next && (
            <Button
              variant={state === 'answering' ? 'primary' : 'secondary'}
              pending={isPending}
              aria-label={ofThis(t(`queue.${next.word}`))}
              onClick={() => void attempt(onMove(next.to))}
            >
              {t(`queue.${next.word}`)}
            </Button>
          )}
          <Menu
            label={ofThis(t('queue.more'))}
            icon="more"
            showLabel={false}
            variant="quiet"
            align="start"
            items={menu}
          />
        </div>
      </div>
    </li>
  );
}
