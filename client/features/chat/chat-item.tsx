import { memo, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { classNames } from '#client/ui/class-names.ts';
import { Icon } from '#client/ui/icon.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { SentTime } from '#client/ui/sent-time.tsx';
import { isStaff } from '#shared/roles.ts';
import { type ChatMessage, isDeleted } from './chat.store.ts';
import styles from './chat-item.module.css';
import { LinkedText } from './linked-text.tsx';
import { isSameThread, type Thread } from './thread.ts';

/** What the reader may do with messages; the same object while nothing of it changes. */
export interface ChatActs {
  onDelete: (message: ChatMessage) => void;
  /** Staff's. */
  onAnswer?: (message: ChatMessage) => void;
  onAsk?: (message: ChatMessage) => void;
}

export interface ChatItemProps {
  thread: Thread;
  ownIds: ReadonlySet<string>;
  isForStaff: boolean;
  timeZone: string;
  /** The message whose acts are shown. */
  openId: string | undefined;
  onOpen: (messageId: string | undefined) => void;
  acts: ChatActs;
}

/** A message with its answers. Drawn again only when it has changed: in a lively hour there are thousands. */
export const ChatItem = memo(
  function ChatItem({ thread: { message, answers }, ...rest }: ChatItemProps) {
    const { t } = useTranslation('chat');
    return (
      <li className={styles.thread}>
        <Message message={message} {...rest} />
        {answers.length > 0 && (
          <ol className={styles.answers} aria-label={t('answers', { name: message.authorName })}>
            {answers.map((answer) => (
              <li key={answer.messageId}>
                <Message message={answer} {...rest} />
              </li>
            ))}
          </ol>
        )}
      </li>
    );
  },
  (last, next) =>
    isSameThread(last.thread, next.thread) &&
    last.acts === next.acts &&
    last.timeZone === next.timeZone &&
    (last.openId === next.openId || openIn(last) === openIn(next)) &&
    (last.ownIds === next.ownIds || ownIn(last) === ownIn(next)),
);

/** Which message of the thread is open, if any. */
function openIn({ thread: { message, answers }, openId }: ChatItemProps): string | undefined {
  return [message, ...answers].find(({ messageId }) => messageId === openId)?.messageId;
}

function ownIn({ thread: { message, answers }, ownIds }: ChatItemProps): number {
  return [message, ...answers].filter(({ messageId }) => ownIds.has(messageId)).length;
}

function Message({
  message,
  ownIds,
  isForStaff,
  timeZone,
  openId,
  onOpen,
  acts,
}: Omit<ChatItemProps, 'thread'> & { message: ChatMessage }) {
  const { t } = useTranslation(['chat', 'room']);
  const actsId = useId();
  const { messageId, authorName, authorRole, body, sentAt, written } = message;
  const isOwn = ownIds.has(messageId);
  const isByStaff = isStaff(authorRole);
  const isGone = isDeleted(message);
  const isOpen = openId === messageId;
  const mayAct = !isGone && (isOwn || isForStaff);
  const questionId = 'questionId' in message ? message.questionId : null;

  return (
    <article
      className={classNames(styles.message, isOwn && styles.own, isGone && styles.gone)}
      data-message={messageId}
    >
      <p className={styles.facts}>
        <span className={styles.author}>{isOwn ? t('mine') : authorName}</span>
        {isByStaff && <span className={styles.role}>{t(`room:role.${authorRole}`)}</span>}
        <SentTime sentAt={sentAt} written={written} timeZone={timeZone} />
      </p>
      {mayAct && (
        <IconButton
          className={styles.more}
          icon="more"
          label={t('acts', { name: isOwn ? t('mine') : authorName })}
          aria-expanded={isOpen}
          aria-controls={isOpen ? actsId : undefined}
          onClick={() => onOpen(isOpen ? undefined : messageId)}
        />
      )}
      <LinkedText text={body} isTrusted={isByStaff || isForStaff} />
      {questionId && (
        <p className={styles.note}>
          <Icon name="question" size={16} />
          {t('asked')}
        </p>
      )}
      {'deletedByName' in message && message.deletedByName !== null && (
        <p className={styles.note}>
          <Icon name="trash" size={16} />
          {t('deletedBy', { name: message.deletedByName })}
        </p>
      )}
      {mayAct && isOpen && <Acts id={actsId} message={message} onOpen={onOpen} acts={acts} />}
    </article>
  );
}

/** In the flow and not over it: a list that floats would be cut off at the edge of what scrolls. */
function Acts({
  id,
  message,
  onOpen,
  acts: { onAnswer, onAsk, onDelete },
}: Pick<ChatItemProps, 'onOpen' | 'acts'> & { id: string; message: ChatMessage }) {
  const { t } = useTranslation('chat');
  const row = useRef<HTMLDivElement>(null);
  const isOwnThread = message.answersId === null;
  const mayAsk =
    isOwnThread && !isStaff(message.authorRole) && 'questionId' in message && message.questionId === null;

  useEffect(() => row.current?.scrollIntoView({ block: 'nearest' }), []);

  function act(what: (message: ChatMessage) => void) {
    onOpen(undefined);
    what(message);
  }

  return (
    <div ref={row} id={id} className={styles.acts}>
      {onAnswer && isOwnThread && (
        <Button icon="answer" onClick={() => act(onAnswer)}>
          {t('answer')}
        </Button>
      )}
      {onAsk && mayAsk && (
        <Button icon="question" onClick={() => act(onAsk)}>
          {t('ask')}
        </Button>
      )}
      <Button icon="trash" variant="quiet" onClick={() => act(onDelete)}>
        {t('delete')}
      </Button>
    </div>
  );
}
