import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newDraft, type PollDraft, toDraft } from '#client/features/polls/poll-draft.ts';
import { PollEditor } from '#client/features/polls/poll-editor.tsx';
import { QuizAnswers } from '#client/features/polls/quiz-answers.tsx';
import { addressOf, http } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Section } from '#client/ui/section.tsx';
import type { StaffPollDto } from '#shared/features/polls.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { pollsQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSession } from '../session/session-layout.tsx';
import { CopyPollsDialog } from './copy-polls-dialog.tsx';
import { PollResult } from './poll-result.tsx';
import styles from './polls-page.module.css';
import { PreparedPolls } from './prepared-polls.tsx';

/** While people answer, the page follows within this time. */
const FOLLOW_MS = 10_000;

type Opened =
  | { act: 'edit'; draft: PollDraft; pollId?: string }
  | { act: 'delete' | 'look'; poll: StaffPollDto }
  | { act: 'copy' };

/** What is asked of a class: prepared before, read afterwards. */
export function PollsPage() {
  const { t } = useTranslation('polls');
  const { session, series } = useSession();
  const { sessionId } = session;
  const format = useFormat(session.timeZone);
  const client = useQueryClient();
  usePageTitle(t('poll'), session.title);
  const [opened, setOpened] = useState<Opened>();
  const query = useQuery({
    ...pollsQuery(sessionId),
    refetchInterval: isRoomOpen(session.state) ? FOLLOW_MS : false,
  });
  const mayEdit = mayChange(series, 'poll.manage') && session.state !== 'archived';
  const close = () => setOpened(undefined);
  const readAgain = () => client.invalidateQueries({ queryKey: pollsQuery(sessionId).queryKey });
  const csv = addressOf('/files/sessions/:sessionId/polls.csv', {
    params: { sessionId },
    query: { language: format.language },
  });

  return (
    <LoadedPart query={query}>
      {({ polls }) => {
        const prepared = polls.filter(({ state }) => state === 'draft');
        const asked = polls.filter(({ state }) => state !== 'draft');
        return (
          <>
            <Section
              title={t('site.prepared')}
              lead={t('site.lead')}
              actions={
                mayEdit && (
                  <>
                    <Button
                      variant="primary"
                      icon="plus"
                      onClick={() => setOpened({ act: 'edit', draft: newDraft() })}
                    >
                      {t('site.add')}
                    </Button>
                    {series.sessions.length > 1 && (
                      <Button icon="copy" onClick={() => setOpened({ act: 'copy' })}>
                        {t('site.copy')}
                      </Button>
                    )}
                  </>
                )
              }
            >
              {prepared.length === 0 ? (
                <EmptyState icon="chart" title={t('site.none')} />
              ) : (
                <PreparedPolls
                  sessionId={sessionId}
                  polls={prepared}
                  mayEdit={mayEdit}
                  onEdit={(poll) => setOpened({ act: 'edit', draft: toDraft(poll), pollId: poll.pollId })}
                  onDelete={(poll) => setOpened({ act: 'delete', poll })}
                />
              )}
            </Section>
            {asked.length > 0 && (
              <Section
                title={t('site.results')}
                actions={
                  <ButtonLink href={csv} icon="download" download>
                    {t('site.csv')}
                  </ButtonLink>
                }
              >
                <ul className={styles.results}>
                  {asked.map((poll) => (
                    <PollResult
                      key={poll.pollId}
                      poll={poll}
                      onLook={() => setOpened({ act: 'look', poll })}
                    />
                  ))}
                </ul>
              </Section>
            )}
            {opened?.act === 'edit' && (
              <PollEditor
                title={t(opened.pollId ? 'form.editTitle' : 'form.newTitle')}
                draft={opened.draft}
                mayOpen={false}
                onSave={async (poll) => {
                  const { pollId } = opened;
                  if (pollId) {
                    await http('PUT /api/polls/:pollId', { params: { pollId }, body: { form: poll.form } });
                  } else {
                    await http('POST /api/sessions/:sessionId/polls', { params: { sessionId }, body: poll });
                  }
                  await readAgain();
                }}
                onClose={close}
              />
            )}
            {opened?.act === 'delete' && (
              <ConfirmDialog
                open
                onClose={close}
                title={t('desk.deleteTitle')}
                confirmLabel={t('desk.delete')}
                danger
                onConfirm={async () => {
                  const { pollId } = opened.poll;
                  await http('DELETE /api/polls/:pollId', { params: { pollId } });
                  await readAgain();
                }}
              >
                <p>
                  <strong>{opened.poll.prompt}</strong>
                </p>
                <p>{t('desk.deleteText')}</p>
              </ConfirmDialog>
            )}
            {opened?.act === 'look' && <QuizAnswers poll={opened.poll} onClose={close} />}
            {opened?.act === 'copy' && (
              <CopyPollsDialog
                sessionId={sessionId}
                sessions={series.sessions.filter((other) => other.sessionId !== sessionId)}
                onCopied={readAgain}
                onClose={close}
              />
            )}
          </>
        );
      }}
    </LoadedPart>
  );
}
