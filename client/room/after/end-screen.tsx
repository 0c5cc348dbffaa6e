import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FeedbackForm } from '#client/features/feedback/feedback-form.tsx';
import { MaterialList } from '#client/features/materials/material-list.tsx';
import { MaterialReader } from '#client/features/materials/material-reader.tsx';
import { listMaterials } from '#client/features/materials/materials.store.ts';
import { arrangeQuestions } from '#client/features/questions/arrange-questions.ts';
import { QuestionItem } from '#client/features/questions/question-item.tsx';
import { RoomRecord } from '#client/features/record/room-record.tsx';
import { useStore } from '#client/lib/store.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { DisplayMenu } from '#client/ui/display-menu.tsx';
import { Section } from '#client/ui/section.tsx';
import { addAroundWords } from '#client/words/add-around-words.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { limits } from '#shared/limits.ts';
import { isStaff } from '#shared/roles.ts';
import { doorYou } from '../live/door-you.ts';
import { PersonalLink } from '../parts/personal-link-field.tsx';
import { useArrival } from '../parts/use-arrival.ts';
import { WhereFrom } from '../parts/where-from.tsx';
import { useFacts, useRoom } from '../room-context.ts';
import { CaptionSection } from './caption-section.tsx';
import styles from './end-screen.module.css';

addAroundWords();

/** When it is over, and whenever somebody comes back to the same address: thanks, feedback, and what there was to take along. */
export function EndScreen() {
  const { t } = useTranslation(['room-around', 'room', 'own-record']);
  const room = useRoom();
  const main = useArrival<HTMLElement>();
  const { session, seriesTitle, you } = useFacts();
  const materials = useStore(room.materials.state);
  const { shared, own, votedIds } = useStore(room.questions.state);
  const token = useStore(doorYou)?.linkToken;
  const [read, setRead] = useState<MaterialDto>();
  const f = useFormat(session.timeZone);
  const staff = isStaff(you.role);
  const topicIds = session.topics.map(({ topicId }) => topicId);
  const answered = arrangeQuestions(
    [...shared.values()].filter(({ questionId, state }) => state === 'answered' && !own.has(questionId)),
  );
  const { startedAt, endedAt } = session;

  return (
    <main className={styles.page} ref={main} tabIndex={-1}>
      <header className={styles.head}>
        <div className={styles.bar}>
          <p className={styles.soft}>{seriesTitle}</p>
          <DisplayMenu showLabel={false} />
        </div>
        <h1 className={styles.title}>{session.title}</h1>
        <p className={styles.lead}>
          <strong>{t('ended.title')}.</strong>{' '}
          {staff ? t('ended.thanksStaff') : t('ended.thanks', { name: you.name })}{' '}
          {startedAt &&
            endedAt &&
            t('ended.duration', { duration: f.duration(Date.parse(endedAt) - Date.parse(startedAt)) })}
        </p>
      </header>
      {staff ? (
        <ButtonLink variant="primary" icon="chart" href={`/sessions/${session.sessionId}/attendance`}>
          {t('ended.report')}
        </ButtonLink>
      ) : (
        <Section title={t('feedback.title')} lead={t('feedback.lead')}>
          <Feedback />
        </Section>
      )}
      <WhereFrom />
      {!staff && (
        <Section title={t('own-record:title')} lead={t('own-record:lead')}>
          <RoomRecord seriesId={session.seriesId} topicIds={topicIds} isLive={false} />
        </Section>
      )}
      {materials.size > 0 && (
        <Section title={t('ended.materials')}>
          <MaterialList materials={listMaterials(materials, topicIds)} onRead={setRead} />
        </Section>
      )}
      {!staff && own.size > 0 && <OwnQuestions />}
      <Section title={t('ended.questions')}>
        {answered.length === 0 && <p className={styles.soft}>{t('ended.noQuestions')}</p>}
        <ul>
          {answered.map((question) => (
            <QuestionItem
              key={question.questionId}
              question={question}
              isOwn={own.has(question.questionId)}
              isVoted={votedIds.has(question.questionId)}
              timeZone={session.timeZone}
              startedAt={session.startedAt}
            />
          ))}
        </ul>
      </Section>
      <CaptionSection />
      {token && (
        <Section title={t('room:link.title')} lead={t('ended.keep')}>
          <PersonalLink token={token} />
        </Section>
      )}
      {read && <MaterialReader material={read} onClose={() => setRead(undefined)} />}
    </main>
  );
}

/** What this person asked, and what came of it, also days later: here they are told of answers that were written afterwards. */
function OwnQuestions() {
  const { t } = useTranslation(['questions', 'room-around']);
  const room = useRoom();
  const { session } = useFacts();
  const { own } = useStore(room.questions.state);
  const questions = arrangeQuestions(own.values());
  const newIds = questions.filter(({ isNews }) => isNews).map(({ questionId }) => questionId);
  const newKey = newIds.join();

  // Seen where it is drawn; the mark stays for this visit. What is not sent now is new once more next time.
  useEffect(() => {
    if (newKey === '') return;
    const questionIds = newKey.split(',').slice(0, limits.answersSeenAtOnce);
    room.connection.request('question:see_answers', { questionIds }).catch(() => {});
  }, [newKey, room]);

  return (
    <Section title={t('own')}>
      <ul>
        {questions.map((question) => (
          <QuestionItem
            key={question.questionId}
            question={question}
            isOwn
            isVoted={false}
            isNews={question.isNews}
            openNote={t('room-around:ended.unanswered')}
            timeZone={session.timeZone}
            startedAt={session.startedAt}
          />
        ))}
      </ul>
    </Section>
  );
}

function Feedback() {
  const room = useRoom();
  const write = useStore(room.outbox.writes, (writes) => writes.find(({ kind }) => kind === 'feedback'));
  const sending = !write ? 'none' : write.state === 'failed' ? 'failed' : 'waiting';
  return (
    <FeedbackForm
      code={room.code}
      sending={sending}
      error={write?.error}
      onSend={(answers) => {
        if (write) room.outbox.discard(write.id);
        room.sendFeedback(answers);
      }}
    />
  );
}
