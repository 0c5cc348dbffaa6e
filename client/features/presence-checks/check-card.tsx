import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { keepFocus } from '#client/lib/keep-focus.ts';
import { readChoice, storeChoice } from '#client/lib/storage.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { useNow } from '#client/lib/use-now.ts';
import { playChime } from '#client/media/chime.ts';
import type { PendingWrite } from '#client/room/connection/outbox.ts';
import { Button } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { VisuallyHidden } from '#client/ui/visually-hidden.tsx';
import type { CheckDto, OwnCheckDto } from '#shared/features/presence-checks.ts';
import { CODE_WORD_TRIES } from '#shared/presence-checks.ts';
import styles from './check-card.module.css';
import { addCheckWords } from './check-words.ts';
import { CodeWordForm } from './code-word-form.tsx';

addCheckWords();
keepFocus();

export type PendingCheckAnswer = PendingWrite<
  'checkAnswer',
  { clientId: string; checkId: string; word: string | null }
>;

export interface CheckCardProps {
  check: CheckDto | null;
  /** As far as the server has said. */
  isOpen: boolean;
  own: OwnCheckDto | null;
  /** On its way to the server, or refused. */
  pending: PendingCheckAnswer | undefined;
  timeZone: string;
  /** The server's clock. */
  nowMs: () => number;
  onAnswer: (word: string | null) => void;
  onDiscard: (writeId: string) => void;
  onSeen: (checkId: string) => void;
}

const LOOK_EVERY_MS = 500;
/** What is done and settled gives its place back after so long. */
const SETTLED_MS = 20_000;
const QUIET = 0.12;
const chimeKey = 'lectern.checkChime';

/**
 * A presence check: first in the panel, beside the stage and never over it. It takes no focus, is said once, and stays until it is
 * answered or over.
 */
export function CheckCard(props: CheckCardProps) {
  const { check, own, pending, nowMs, timeZone, onSeen } = props;
  const { t } = useTranslation('checks');
  const format = useFormat(timeZone);
  const now = useNow(nowMs, LOOK_EVERY_MS);
  const [said, setSaid] = useState('');
  const [goneId, setGoneId] = useState('');
  const [wantsChime, setWantsChime] = useState(() => readChoice(chimeKey) !== null);
  const rung = useRef('');
  const checkId = check?.checkId ?? '';
  const leftMs = check ? Math.max(0, Date.parse(check.closesAt) - now) : 0;
  const isOpen = props.isOpen && leftMs > 0;
  const isUnderWay = isOnItsWay(check, pending);
  const answeredAt = own?.answeredAt ?? null;
  const hasTries = check?.kind === 'tap' || (own?.triesLeft ?? CODE_WORD_TRIES) > 0;
  const isAsking = isOpen && !answeredAt && !isUnderWay && hasTries;
  const isSettled = check !== null && !isAsking && !isUnderWay;

  useEffect(() => {
    if (!checkId || !isAsking || rung.current === checkId) return;
    rung.current = checkId;
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
    if (wantsChime) playChime(QUIET);
  }, [checkId, isAsking, wantsChime]);

  useEffect(() => {
    if (!checkId || !isOpen) return;
    // No frame is drawn on a page that nobody looks at: then this waits by itself.
    const frame = requestAnimationFrame(() => onSeen(checkId));
    return () => cancelAnimationFrame(frame);
  }, [checkId, isOpen, onSeen]);

  const kind = check?.kind;
  useEffect(() => {
    if (answeredAt) setSaid(t('saidRecorded'));
    else if (isAsking) setSaid(t(kind === 'tap' ? 'saidTap' : 'saidWord'));
  }, [answeredAt, isAsking, kind, t]);

  useEffect(() => {
    if (!isSettled) return;
    const timer = setTimeout(() => setGoneId(checkId), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [isSettled, checkId]);

  function choose(wanted: boolean) {
    setWantsChime(wanted);
    storeChoice(chimeKey, wanted ? 'yes' : null);
    // Within the tap, so that it is heard once, and that a phone lets it sound later.
    if (wanted) playChime(QUIET);
  }

  const isShown = check && (goneId !== checkId || isAsking || isUnderWay || pending);
  return (
    <>
      <VisuallyHidden as="div">
        <p role="status">{said}</p>
      </VisuallyHidden>
      {isShown && (
        <section
          className={styles.card}
          aria-label={t('title')}
          data-check={isAsking ? 'asking' : isUnderWay ? 'waiting' : answeredAt ? 'answered' : 'over'}
        >
          {isAsking ? (
            <>
              <header className={styles.header}>
                <h2 className={styles.title}>{t(kind === 'tap' ? 'tap.title' : 'word.title')}</h2>
                <span role="timer" aria-live="off" className={styles.left}>
                  <VisuallyHidden>{t('left')}</VisuallyHidden>
                  {format.clock(leftMs + 999)}
                </span>
                <IconButton
                  icon={wantsChime ? 'sound' : 'sound-off'}
                  label={t('chimeOn')}
                  pressed={wantsChime}
                  onClick={() => choose(!wantsChime)}
                />
              </header>
              <Asking {...props} check={check} />
            </>
          ) : (
            <Settled {...props} check={check} onGone={() => setGoneId(checkId)} hasTries={hasTries} />
          )}
        </section>
      )}
    </>
  );
}

function Asking({ check, own, pending, onAnswer, onDiscard }: CheckCardProps & { check: CheckDto }) {
  const { t } = useTranslation('checks');
  const errorText = useErrorText();

  function give(word: string | null) {
    if (pending) onDiscard(pending.id);
    onAnswer(word);
  }

  return (
    <>
      {check.kind === 'tap' ? (
        <Button variant="primary" wide icon="check" className={styles.tap} onClick={() => give(null)}>
          {t('tap.answer')}
        </Button>
      ) : (
        <CodeWordForm
          key={check.checkId}
          triesLeft={own?.triesLeft ?? CODE_WORD_TRIES}
          isSending={pending?.state === 'sending'}
          onWord={give}
        />
      )}
      {pending?.state === 'failed' && (
        <p className={styles.failed} role="alert">
          {t('failed')} {errorText(pending.error)}
        </p>
      )}
    </>
  );
}

/** A word that is being tried leaves its field where it is: it may be the wrong one. */
function isOnItsWay(check: CheckDto | null, pending: PendingCheckAnswer | undefined): boolean {
  if (!pending || pending.state === 'failed') return false;
  return check?.kind === 'tap' || pending.state === 'waiting';
}

/** What became of it, in one row. */
function Settled({
  check,
  own,
  pending,
  timeZone,
  hasTries,
  onDiscard,
  onGone,
}: CheckCardProps & { check: CheckDto; hasTries: boolean; onGone: () => void }) {
  const { t } = useTranslation('checks');
  const format = useFormat(timeZone);
  const answeredAt = own?.answeredAt;
  const isUnderWay = isOnItsWay(check, pending);

  function text(): string {
    if (answeredAt) return t('recorded', { time: format.time(answeredAt) });
    if (isUnderWay && pending)
      return t(pending.state === 'sending' ? 'sending' : 'waiting', { time: format.time(pending.madeAtMs) });
    if (pending) return t('tooLate');
    return t(hasTries ? 'missed' : 'word.noTries');
  }

  return (
    <div className={styles.row}>
      <Icon name={answeredAt ? 'check' : isUnderWay ? 'clock' : 'info'} />
      <p className={styles.text}>{text()}</p>
      {!isUnderWay && (
        <IconButton
          icon="close"
          label={t('put')}
          onClick={() => {
            if (pending) onDiscard(pending.id);
            onGone();
          }}
        />
      )}
    </div>
  );
}
