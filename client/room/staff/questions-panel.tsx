import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskQuestionDialog, type Draft } from '#client/features/questions/ask-question-dialog.tsx';
import { PendingQuestion } from '#client/features/questions/pending-question.tsx';
import { QuestionQueue } from '#client/features/questions/question-queue.tsx';
import { http } from '#client/lib/http.ts';
import { useStore } from '#client/lib/store.ts';
import { Button } from '#client/ui/button.tsx';
import { useFacts, useRoom } from '../room-context.ts';
import styles from './questions-panel.module.css';

const nothing: Draft = { body: '', anonymous: false };

/** The queue, whether it is checked before learners see it, and asking for those who cannot. */
export function QuestionsPanel() {
  const { t } = useTranslation('room-staff');
  const room = useRoom();
  const { session, you } = useFacts();
  const writes = useStore(room.outbox.writes);
  const [draft, setDraft] = useState<Draft>();
  const { request } = room.connection;

  return (
    <div className={styles.panel}>
      <ul>
        {writes
          .filter((write) => write.kind === 'ask')
          .map((write) => (
            <PendingQuestion
              key={write.id}
              write={write}
              onDiscard={() => room.outbox.discard(write.id)}
              onEdit={() => {
                room.outbox.discard(write.id);
                setDraft({ body: write.input.body, anonymous: write.input.anonymous });
              }}
            />
          ))}
      </ul>
      <QuestionQueue
        questions={room.questions.state}
        timeZone={session.timeZone}
        startedAt={session.startedAt}
        personId={you.personId}
        loadPanellists={async () => {
          const { sessionId } = session;
          const answer = await http('GET /api/sessions/:sessionId/panellists', { params: { sessionId } });
          return answer.panellists;
        }}
        onAssign={async (questionId, assigneeId) => {
          const { question } = await request('question:assign', { questionId, assigneeId });
          room.questions.takeShared(question);
        }}
        onMerge={async (questionId, intoId) => {
          const { question, into } = await request('question:merge', { questionId, intoId });
          room.questions.takeShared(question);
          room.questions.takeShared(into);
        }}
        onUnmerge={async (questionId) => {
          const { question } = await request('question:unmerge', { questionId });
          room.questions.takeShared(question);
        }}
        onMove={async (questionId, to) => {
          const { question } = await request('question:move', { questionId, to });
          room.questions.takeShared(question);
        }}
        onPin={async (questionId, pinned) => {
          const { question } = await request('question:pin', { questionId, pinned });
          room.questions.takeShared(question);
        }}
        onAnswer={async (questionId, answer) => {
          const { question } = await request('question:answer', { questionId, answer });
          room.questions.takeShared(question);
        }}
      />
      <div>
        <Button variant="quiet" icon="plus" onClick={() => setDraft(nothing)}>
          {t('queue.askFor')}
        </Button>
      </div>
      {draft && (
        <AskQuestionDialog
          draft={draft}
          onDraft={setDraft}
          onAsk={({ body, anonymous }) => room.ask(body, anonymous)}
          onClose={() => setDraft(undefined)}
        />
      )}
    </div>
  );
}
