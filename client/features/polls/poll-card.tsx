import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { keepFocus } from '#client/lib/keep-focus.ts';
import type { PendingWrite } from '#client/room/connection/outbox.ts';
import { Button } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { PollAnswer, PollDto } from '#shared/features/polls.ts';
import { PollAnswerForm } from './poll-answer-form.tsx';
import styles from './poll-card.module.css';
import { PollResults } from './poll-results.tsx';
import { addPollWords } from './poll-words.ts';

addPollWords();
// It is the first thing that comes and goes by itself on a learner's page, and each of them fetches it ahead.
keepFocus();

export type PendingAnswer = PendingWrite<'pollAnswer', PollAnswer & { pollId: string }>;

export interface PollCardProps {
  poll: PollDto;
  /** As the server has it. */
  answer: PollAnswer | undefined;
  /** On its way to the server, or refused. */
  pending: PendingAnswer | undefined;
  onAnswer: (answer: PollAnswer) => void;
  onDiscard: (writeId: string) => void;
}

/** What a class is asked, above everything else in the panel: answered in a tap, made small in one, never in the way of the keyboard. */
export function PollCard({ poll, answer, pending, onAnswer, onDiscard }: PollCardProps) {
  const { t } = useTranslation('polls');
  // Each turn of the poll opens the card again: what was made small was the turn before it.
  const turn = `${poll.pollId} ${poll.state} ${poll.results !== null}`;
  const [smallTurn, setSmallTurn] = useState('');
  const [goneTurn, setGoneTurn] = useState('');
  const isSmall = smallTurn === turn;
  const isUnderWay = pending !== undefined && pending.state !== 'failed';
  const own = isUnderWay ? pending.input : answer;
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    // Whoever had read to the end of the turn before begins at its beginning.
    if (turn && card.current) card.current.scrollTop = 0;
  }, [turn]);
  useEffect(() => {
    // On a phone the card leaves the tabs' panel no room: whoever presses a tab asks for it.
    const makeRoom = ({ target }: Event) => {
      if (!(target instanceof Element) || !target.closest('[role="tab"]')) return;
      if (!matchMedia('(min-width: 64rem)').matches) setSmallTurn(turn);
    };
    document.addEventListener('click', makeRoom);
    return () => document.removeEventListener('click', makeRoom);
  }, [turn]);
  if (goneTurn === turn) return null;

  function give(given: PollAnswer) {
    if (pending?.state === 'failed') onDiscard(pending.id);
    onAnswer(given);
  }

  return (
    <section
      ref={card}
      className={styles.card}
      aria-label={t('poll')}
      data-poll={poll.state}
      data-small={isSmall || undefined}
    >
      <header className={styles.header}>
        <Icon name="chart" size={20} />
        <span className={styles.kind}>{poll.quiz ? t('kind.quiz') : t('poll')}</span>
        <StatusPill>{t(`state.${poll.state}`)}</StatusPill>
        <span className={styles.acts}>
          <IconButton
            icon={isSmall ? 'down' : 'up'}
            label={t(isSmall ? 'card.expand' : 'card.minimise')}
            aria-expanded={!isSmall}
            onClick={() => setSmallTurn(isSmall ? '' : turn)}
          />
          {poll.state === 'closed' && (
            <IconButton icon="close" label={t('card.put')} onClick={() => setGoneTurn(turn)} />
          )}
        </span>
      </header>
      <h2 className={styles.prompt}>{poll.prompt}</h2>
      {!isSmall && (
        <div className={styles.body}>
          {poll.state === 'open' && (
            <PollAnswerForm key={poll.pollId} poll={poll} own={own} onAnswer={give} />
          )}
          <p className={styles.state} role="status">
            {poll.state === 'open' &&
              isUnderWay &&
              t(pending.state === 'sending' ? 'card.sending' : 'card.waiting')}
            {poll.state === 'open' && !isUnderWay && answer && t('card.sent')}
          </p>
          {pending?.state === 'failed' && <Failed pending={pending} onDiscard={onDiscard} />}
          {poll.state === 'closed' && <Outcome poll={poll} own={own} />}
          {poll.results && (poll.state === 'closed' || own) && (
            <PollResults poll={poll} results={poll.results} right={poll.solution?.right} />
          )}
          {poll.state === 'open' && (
            <p className={styles.note}>{t(poll.quiz ? 'card.seenByStaff' : 'card.anonymous')}</p>
          )}
        </div>
      )}
    </section>
  );
}

function Failed({ pending, onDiscard }: { pending: PendingAnswer; onDiscard: (writeId: string) => void }) {
  const { t } = useTranslation(['polls', 'common']);
  const errorText = useErrorText();
  const isLate = pending.error?.code === 'wrong_state';
  return (
    <div className={styles.failed} role="alert">
      <p>{isLate ? t('card.tooLate') : `${t('card.failed')} ${errorText(pending.error)}`}</p>
      <Button variant="quiet" onClick={() => onDiscard(pending.id)}>
        {t('common:dismiss')}
      </Button>
    </div>
  );
}

/** Of a closed poll: what became of one's own answer, and what would have been right. */
function Outcome({ poll, own }: { poll: PollDto; own: PollAnswer | undefined }) {
  const { t } = useTranslation('polls');
  const { solution, results, options, kind } = poll;
  const isRight =
    own &&
    solution?.right.length === own.choices.length &&
    solution.right.every((option) => own.choices.includes(option));
  const chosen = own?.choices.map((choice) => (kind === 'rating' ? String(choice) : (options[choice] ?? '')));
  return (
    <>
      {solution && own && (
        <p className={styles.outcome} data-right={isRight}>
          <Icon name={isRight ? 'check' : 'close'} size={20} />
          {t(isRight ? 'card.rightAnswer' : 'card.wrongAnswer')}
        </p>
      )}
      {own ? (
        <p>
          {kind === 'words'
            ? t('card.yourWords', { words: own.words.join(', ') })
            : `${t('card.yours')}: ${chosen?.join(', ')}`}
        </p>
      ) : (
        <p className={styles.note}>{t('card.none')}</p>
      )}
      {solution && (
        <div className={styles.solution}>
          <p>
            <strong>
              {t('card.solution', { options: solution.right.map((option) => options[option]).join(', ') })}
            </strong>
          </p>
          {solution.explanation && <p>{solution.explanation}</p>}
        </div>
      )}
      {!results && <p className={styles.note}>{t('card.heldBack')}</p>}
    </>
  );
}
