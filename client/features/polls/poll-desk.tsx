import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import type { PollForm, StaffPollDto } from '#shared/features/polls.ts';
import styles from './poll-desk.module.css';
import { newDraft, newOption, type PollDraft, toDraft } from './poll-draft.ts';
import { PollEditor } from './poll-editor.tsx';
import { addPollWords } from './poll-words.ts';
import { QuizAnswers } from './quiz-answers.tsx';
import { type PollActs, StaffPoll } from './staff-poll.tsx';

addPollWords();

export interface PollDeskProps {
  polls: readonly StaffPollDto[];
  acts: PollActs & {
    create: (poll: { clientId: string; form: PollForm; open: boolean }) => Promise<void>;
    change: (pollId: string, form: PollForm) => Promise<void>;
    remove: (pollId: string) => Promise<void>;
  };
  /** The doors are open: a poll can be opened. */
  isRoomOpen: boolean;
}

/** Staff's polls in the room: what is open first, with its answers coming in; then what was prepared, then what was asked. */
export function PollDesk({ polls, acts, isRoomOpen }: PollDeskProps) {
  const { t } = useTranslation('polls');
  const [editing, setEditing] = useState<{ draft: PollDraft; pollId?: string }>();
  const [deleting, setDeleting] = useState<StaffPollDto>();
  const [looking, setLooking] = useState<StaffPollDto>();
  const inOrder = [...polls].sort((left, right) => left.position - right.position);
  const groups = [
    { title: t('desk.openNow'), polls: inOrder.filter(({ state }) => state === 'open') },
    { title: t('desk.drafts'), polls: inOrder.filter(({ state }) => state === 'draft') },
    {
      title: t('desk.closed'),
      polls: inOrder
        .filter(({ state }) => state === 'closed')
        .sort((left, right) => (right.openedAt ?? '').localeCompare(left.openedAt ?? '')),
    },
  ];

  function askYesNo() {
    const options = [newOption(t('desk.yes')), newOption(t('desk.no'))];
    setEditing({ draft: { ...newDraft(), prompt: t('desk.yesNoPrompt'), options } });
  }

  return (
    <div className={styles.desk}>
      <div className={styles.make}>
        <Button icon="hand" onClick={askYesNo}>
          {t('desk.yesNo')}
        </Button>
        <Button icon="plus" onClick={() => setEditing({ draft: newDraft() })}>
          {t('desk.make')}
        </Button>
      </div>
      {polls.length === 0 && (
        <EmptyState icon="chart" title={t('desk.none')}>
          {t('desk.noneText')}
        </EmptyState>
      )}
      {groups.map(
        (group) =>
          group.polls.length > 0 && (
            <section key={group.title} className={styles.group}>
              <h2 className={styles.heading}>{group.title}</h2>
              <ul className={styles.list}>
                {group.polls.map((poll) => (
                  <StaffPoll
                    key={poll.pollId}
                    poll={poll}
                    acts={acts}
                    isRoomOpen={isRoomOpen}
                    onEdit={() => setEditing({ draft: toDraft(poll), pollId: poll.pollId })}
                    onDelete={() => setDeleting(poll)}
                    onLook={() => setLooking(poll)}
                  />
                ))}
              </ul>
            </section>
          ),
      )}
      {editing && (
        <PollEditor
          title={t(editing.pollId ? 'form.editTitle' : 'form.newTitle')}
          draft={editing.draft}
          mayOpen={isRoomOpen && !editing.pollId}
          onSave={(poll) => (editing.pollId ? acts.change(editing.pollId, poll.form) : acts.create(poll))}
          onClose={() => setEditing(undefined)}
        />
      )}
      {looking && <QuizAnswers poll={looking} onClose={() => setLooking(undefined)} />}
      <ConfirmDialog
        open={deleting !== undefined}
        onClose={() => setDeleting(undefined)}
        title={t('desk.deleteTitle')}
        confirmLabel={t('desk.delete')}
        danger
        onConfirm={() => (deleting ? acts.remove(deleting.pollId) : undefined)}
      >
        <p>
          <strong>{deleting?.prompt}</strong>
        </p>
        <p>{t('desk.deleteText')}</p>
      </ConfirmDialog>
    </div>
  );
}
