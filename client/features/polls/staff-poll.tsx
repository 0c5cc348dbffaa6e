import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { Button } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { Menu, type MenuItem } from '#client/ui/menu.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { StaffPollDto } from '#shared/features/polls.ts';
import { canMovePoll } from '#shared/poll-lifecycle.ts';
import styles from './poll-desk.module.css';
import { PollResults } from './poll-results.tsx';

export interface PollActs {
  move: (pollId: string, to: 'open' | 'closed') => Promise<void>;
  show: (pollId: string, shown: boolean) => Promise<void>;
  hideWord: (pollId: string, word: string, hidden: boolean) => Promise<void>;
}

export interface StaffPollProps {
  poll: StaffPollDto;
  acts: PollActs;
  isRoomOpen: boolean;
  onEdit: () => void;
  onDelete: () => void;
  onLook: () => void;
}

/** One poll as staff see it: its next act as a button, its results always. */
export function StaffPoll({ poll, acts, isRoomOpen, onEdit, onDelete, onLook }: StaffPollProps) {
  const { t } = useTranslation('polls');
  const errorText = useErrorText();
  const [pending, setPending] = useState<string>();
  const { pollId, state, prompt, quiz, kind, results, resultsShown } = poll;
  const mayOpen = isRoomOpen && canMovePoll(poll, 'open');

  async function attempt(name: string, act: Promise<void>) {
    setPending(name);
    try {
      await act;
    } catch (error) {
      showToast({ text: errorText(error), tone: 'danger' });
    } finally {
      setPending(undefined);
    }
  }

  const menu: MenuItem[] = [
    ...(state === 'draft'
      ? [
          { label: t('desk.edit'), icon: 'edit' as const, onSelect: onEdit },
          { label: t('desk.delete'), icon: 'trash' as const, danger: true, onSelect: onDelete },
        ]
      : []),
    ...(quiz && state !== 'draft'
      ? [{ label: t('desk.who'), icon: 'people' as const, onSelect: onLook }]
      : []),
    ...(state === 'closed' && mayOpen
      ? [
          {
            label: t('desk.reopen'),
            icon: 'refresh' as const,
            onSelect: () => void attempt('move', acts.move(pollId, 'open')),
          },
        ]
      : []),
  ];

  return (
    <li className={styles.poll} data-poll-id={pollId} data-state={state}>
      <p className={styles.facts}>
        <StatusPill>{t(quiz ? 'kind.quiz' : `kind.${kind}`)}</StatusPill>
        {state !== 'draft' && (
          <span className={styles.shown}>
            <Icon name={resultsShown ? 'eye' : 'eye-off'} size={18} />
            {t(resultsShown ? 'desk.shown' : 'desk.held')}
          </span>
        )}
      </p>
      <p className={styles.prompt}>{prompt}</p>
      {state === 'draft' && poll.options.length > 0 && (
        <p className={styles.soft}>{poll.options.join(' · ')}</p>
      )}
      {state !== 'draft' && (
        <>
          <PollResults poll={poll} results={results} right={poll.right} />
          {results.right !== null && results.answered > 0 && (
            <p className={styles.soft}>
              {t('desk.rightCount', { right: results.right, answered: results.answered })}
            </p>
          )}
          {kind === 'words' && <HideWords poll={poll} onHide={acts.hideWord} />}
        </>
      )}
      <div className={styles.acts}>
        {state === 'draft' && (
          <Button
            variant="primary"
            disabled={!mayOpen}
            pending={pending === 'move'}
            aria-label={t('desk.openLabel', { prompt })}
            onClick={() => void attempt('move', acts.move(pollId, 'open'))}
          >
            {t('desk.open')}
          </Button>
        )}
        {state === 'open' && (
          <Button
            variant="primary"
            pending={pending === 'move'}
            aria-label={t('desk.closeLabel', { prompt })}
            onClick={() => void attempt('move', acts.move(pollId, 'closed'))}
          >
            {t('desk.close')}
          </Button>
        )}
        {state !== 'draft' && (
          <Button
            icon={resultsShown ? 'eye-off' : 'eye'}
            pending={pending === 'show'}
            aria-label={`${t(resultsShown ? 'desk.hide' : 'desk.show')}: ${prompt}`}
            onClick={() => void attempt('show', acts.show(pollId, !resultsShown))}
          >
            {t(resultsShown ? 'desk.hide' : 'desk.show')}
          </Button>
        )}
        {menu.length > 0 && (
          <Menu
            label={`${t('desk.more')}: ${prompt}`}
            icon="more"
            showLabel={false}
            variant="quiet"
            items={menu}
          />
        )}
      </div>
      {state === 'draft' && !isRoomOpen && <p className={styles.soft}>{t('desk.notOpen')}</p>}
    </li>
  );
}

/** Each word with the press that takes it away from learners, or gives it back. */
function HideWords({
  poll: { pollId, results },
  onHide,
}: {
  poll: StaffPollDto;
  onHide: PollActs['hideWord'];
}) {
  const { t } = useTranslation('polls');
  const errorText = useErrorText();
  if (results.words.length === 0) return null;
  return (
    <ul className={styles.words}>
      {results.words.map(({ key, text, hidden }) => (
        <li key={key}>
          <button
            type="button"
            className={styles.word}
            data-hidden={hidden}
            aria-label={t(hidden ? 'desk.showWord' : 'desk.hideWord', { word: text })}
            onClick={() =>
              onHide(pollId, text, !hidden).catch((error: unknown) =>
                showToast({ text: errorText(error), tone: 'danger' }),
              )
            }
          >
            <Icon name={hidden ? 'eye-off' : 'eye'} size={18} />
            {text}
            {hidden && <span> ({t('desk.hidden')})</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
