import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoorSettings, FeatureLocks } from '#client/features/order/door-settings.tsx';
import { useErrorText } from '#client/lib/error-text.ts';
import { http } from '#client/lib/http.ts';
import { useStore } from '#client/lib/store.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { useNow } from '#client/lib/use-now.ts';
import { Button } from '#client/ui/button.tsx';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { DisplayMenu } from '#client/ui/display-menu.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import { Switch } from '#client/ui/switch.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import { can } from '#shared/roles.ts';
import panelStyles from '../live/info-panel.module.css';
import { Programme } from '../parts/programme.tsx';
import { ShareButton } from '../parts/share-button.tsx';
import { StartsIn } from '../parts/starts-in.tsx';
import { useFacts, useRoom } from '../room-context.ts';
import { MoveButton } from './move-button.tsx';
import type { Studio } from './studio.ts';

/** The value of the radio for "no topic": ids are UUIDs. */
const breakValue = 'break';

/** The session's course: the next step, the topic that is taught, and what goes with it. */
export function SessionPanel({ studio }: { studio: Studio }) {
  const { t } = useTranslation(['room-staff', 'room', 'order']);
  const room = useRoom();
  const { session, you } = useFacts();
  const presence = useStore(room.presence);
  const f = useFormat(session.timeZone);
  const nowMs = useNow(room.clock.nowMs, 15_000);
  const publications = useStore(room.media.publications);
  const onStage = new Set([...publications.values()].map(({ personId }) => personId));
  const mayRun = can(you.role, 'session.run');

  return (
    <div className={panelStyles.panel}>
      <section>
        <p>
          {f.weekdayDate(session.plannedStartsAt)},{' '}
          {f.timeRange(session.plannedStartsAt, session.plannedEndsAt)} ({f.place()})
        </p>
        {session.state === 'live' && session.startedAt ? (
          <p>
            <strong>
              {t('room:info.elapsed', { duration: f.duration(nowMs - Date.parse(session.startedAt)) })}
            </strong>
          </p>
        ) : (
          <p>
            <strong>
              <StartsIn session={session} nowMs={room.clock.nowMs} />
            </strong>
          </p>
        )}
      </section>
      {mayRun && session.state !== 'live' && (
        <section className={panelStyles.next}>
          <MoveButton studio={studio} />
          <p className={panelStyles.soft}>
            {t(session.state === 'lobby' ? 'move.startHint' : 'move.openHint')}
          </p>
          {session.state === 'lobby' && <CloseDoors session={session} />}
        </section>
      )}
      {mayRun && session.state === 'live' ? (
        <RunningTopic session={session} />
      ) : (
        <section>
          <h2 className={panelStyles.title}>{t('room:info.programme')}</h2>
          <Programme session={session} />
          {mayRun && <p className={panelStyles.soft}>{t('topic.notLive')}</p>}
        </section>
      )}
      <section>
        <h2 className={panelStyles.title}>{t('panel.questions')}</h2>
        <HoldQuestions session={session} />
      </section>
      <section>
        <h2 className={panelStyles.title}>{t('order:locks.title')}</h2>
        <FeatureLocks session={session} onChanged={(changed) => room.takeSession(changed)} />
      </section>
      <section>
        <h2 className={panelStyles.title}>{t('order:door.title')}</h2>
        <DoorSettings session={session} onChanged={(changed) => room.takeSession(changed)} />
      </section>
      <section>
        <h2 className={panelStyles.title}>{t('people.staff')}</h2>
        <ul>
          {presence.staff.map(({ personId, name, role }) => (
            <li key={personId}>
              {name}{' '}
              <span className={panelStyles.soft}>
                ({t(`room:role.${role}`)}
                {onStage.has(personId) && `, ${t('people.onStage')}`})
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section className={panelStyles.acts}>
        <ShareButton />
        <DisplayMenu variant="secondary" />
      </section>
    </div>
  );
}

function RunningTopic({ session }: { session: SessionDto }) {
  const { t } = useTranslation('room-staff');
  const room = useRoom();
  const errorText = useErrorText();

  async function run(value: string) {
    const topicId = value === breakValue ? null : value;
    try {
      const changed = await http('POST /api/sessions/:sessionId/running-topic', {
        params: { sessionId: session.sessionId },
        body: { topicId },
      });
      room.takeSession(changed);
      const title = changed.topics.find((topic) => topic.topicId === topicId)?.title ?? t('topic.break');
      showToast({ text: t('topic.changed', { title }), tone: 'success' });
    } catch (error) {
      showToast({ text: errorText(error), tone: 'danger' });
    }
  }

  return (
    <RadioGroup
      legend={t('topic.label')}
      hint={t('topic.hint')}
      value={session.runningTopicId ?? breakValue}
      onChange={(value) => void run(value)}
      options={[
        ...session.topics.map(({ topicId, title }) => ({ value: topicId, label: title })),
        { value: breakValue, label: t('topic.break') },
      ]}
    />
  );
}

function HoldQuestions({ session }: { session: SessionDto }) {
  const { t } = useTranslation('room-staff');
  const room = useRoom();
  const errorText = useErrorText();

  async function hold(isHeld: boolean) {
    try {
      const { sessionId } = session;
      room.takeSession(
        await http('POST /api/sessions/:sessionId/hold-questions', {
          params: { sessionId },
          body: { hold: isHeld },
        }),
      );
    } catch (error) {
      showToast({ text: errorText(error), tone: 'danger' });
    }
  }

  return (
    <Switch
      label={t('queue.hold')}
      hint={t('queue.holdHint')}
      checked={session.holdQuestions}
      onChange={(isHeld) => void hold(isHeld)}
    />
  );
}

function CloseDoors({ session }: { session: SessionDto }) {
  const { t } = useTranslation('room-staff');
  const room = useRoom();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setIsAsking(true)}>
        {t('move.close_lobby')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('move.closeTitle')}
        confirmLabel={t('move.close_lobby')}
        onConfirm={async () => {
          const { sessionId } = session;
          room.takeSession(
            await http('POST /api/sessions/:sessionId/move', {
              params: { sessionId },
              body: { move: 'close_lobby' },
            }),
          );
        }}
      >
        {t('move.closeText')}
      </ConfirmDialog>
    </>
  );
}
