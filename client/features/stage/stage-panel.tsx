import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { type ReadOnlyStore, useStore } from '#client/lib/store.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { useNow } from '#client/lib/use-now.ts';
import { Button } from '#client/ui/button.tsx';
import { Menu, type MenuItem } from '#client/ui/menu.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { HandDto, HeldSource, SpeakerDto, StageMemberDto } from '#shared/features/stage.ts';
import { limits } from '#shared/limits.ts';
import type { StageState } from './stage.store.ts';
import styles from './stage-panel.module.css';
import { addStageWords } from './stage-words.ts';

addStageWords();

/** What staff do over hands and stage; each resolves when the server has done it, and rejects with why not. */
export interface StageActs {
  invite(personId: string): Promise<void>;
  putDown(numbers: number[]): Promise<void>;
  remove(personId: string): Promise<void>;
  mute(personId: string): Promise<void>;
  muteAll(staffToo: boolean): Promise<void>;
  hold(personId: string, source: HeldSource, held: boolean): Promise<void>;
  spotlight(personId: string | null): Promise<void>;
}

export interface StagePanelProps {
  stage: ReadOnlyStore<StageState>;
  acts: StageActs;
  /** Whose microphone is heard at the moment, by person. */
  heard: ReadonlySet<string>;
  /** Staff who are on air, but oneself. */
  staffOnAir: readonly SpeakerDto[];
  /** Trainers may quieten each other; moderators only learners. */
  maySilenceStaff: boolean;
  areHandsLocked: boolean;
  isLive: boolean;
  nowMs: () => number;
}

/** Below this, a time says no more than "just now". */
const JUST_NOW_MS = 60_000;

/** Staff's view of who would like to speak and who does, with everything that can be done about it. */
export function StagePanel(props: StagePanelProps) {
  const { stage, acts, heard, staffOnAir, maySilenceStaff, areHandsLocked, isLive } = props;
  const { t } = useTranslation('room-stage');
  const attempt = useAttempt();
  const { raised, members, spotlightId } = useStore(stage);
  const nowMs = useNow(props.nowMs);
  const waiting = raised.filter(({ personId }) => !members.some((member) => member.personId === personId));
  const isFull = members.length >= limits.stageLearners;

  const forAll: MenuItem[] = [
    { label: t('staff.muteAll'), icon: 'microphone-off', onSelect: () => muteAll(false) },
    ...(maySilenceStaff
      ? [
          {
            label: t('staff.muteEverybody'),
            icon: 'microphone-off' as const,
            onSelect: () => muteAll(true),
          },
        ]
      : []),
    {
      label: t('staff.putDownAll'),
      icon: 'hand',
      disabled: raised.length === 0,
      onSelect: () => attempt(acts.putDown(raised.map(({ number }) => number))),
    },
  ];

  function muteAll(staffToo: boolean) {
    attempt(acts.muteAll(staffToo), t('staff.mutedAll'));
  }

  if (!isLive) return null;
  return (
    <div className={styles.panel}>
      <section>
        <div className={styles.head}>
          <h2 className={styles.title}>{t('staff.stage')}</h2>
          <Menu label={t('staff.all')} items={forAll} icon="more" showLabel={false} variant="quiet" />
        </div>
        {members.length === 0 && <p className={styles.soft}>{t('staff.nobody')}</p>}
        <ul className={styles.list}>
          {staffOnAir.map((person) => (
            <StaffOnAir
              key={person.personId}
              person={person}
              acts={acts}
              maySilence={maySilenceStaff && heard.has(person.personId)}
              isSpotlit={spotlightId === person.personId}
            />
          ))}
          {members.map((member) => (
            <Member
              key={member.personId}
              member={member}
              acts={acts}
              isHeard={heard.has(member.personId)}
              isSpotlit={spotlightId === member.personId}
              nowMs={nowMs}
            />
          ))}
        </ul>
        {isFull && <p className={styles.soft}>{t('staff.full', { max: limits.stageLearners })}</p>}
      </section>
      <section>
        <h2 className={styles.title}>
          {t('staff.hands')}
          {waiting.length > 0 && ` (${waiting.length})`}
        </h2>
        {areHandsLocked && <p className={styles.soft}>{t('staff.handsLocked')}</p>}
        {waiting.length === 0 && !areHandsLocked && (
          <p className={styles.soft}>
            {t('staff.noHands')}. {t('staff.noHandsText')}
          </p>
        )}
        <ol className={styles.list}>
          {waiting.map((hand) => (
            <Hand key={hand.number} hand={hand} acts={acts} isFull={isFull} nowMs={nowMs} />
          ))}
        </ol>
      </section>
    </div>
  );
}

interface HandProps {
  hand: HandDto;
  acts: StageActs;
  isFull: boolean;
  nowMs: number;
}

function Hand({ hand: { number, personId, name, raisedAt }, acts, isFull, nowMs }: HandProps) {
  const { t } = useTranslation('room-stage');
  const f = useFormat();
  const attempt = useAttempt();
  const waitedMs = nowMs - Date.parse(raisedAt);
  return (
    <li className={styles.item}>
      <p className={styles.texts}>
        <strong>{name}</strong>
        <span className={styles.soft}>
          {waitedMs < JUST_NOW_MS ? t('staff.justNow') : t('staff.waits', { duration: f.duration(waitedMs) })}
        </span>
      </p>
      <Button
        disabled={isFull}
        aria-label={t('staff.inviteName', { name })}
        onClick={() => attempt(acts.invite(personId))}
      >
        {t('staff.invite')}
      </Button>
      <Menu
        label={t('staff.actsOf', { name })}
        icon="more"
        showLabel={false}
        variant="quiet"
        items={[{ label: t('staff.putDown'), icon: 'hand', onSelect: () => attempt(acts.putDown([number])) }]}
      />
    </li>
  );
}

interface MemberProps {
  member: StageMemberDto;
  acts: StageActs;
  isHeard: boolean;
  isSpotlit: boolean;
  nowMs: number;
}

function Member({ member, acts, isHeard, isSpotlit, nowMs }: MemberProps) {
  const { t } = useTranslation('room-stage');
  const attempt = useAttempt();
  const text = useMemberText({ member, isHeard, isSpotlit, nowMs });
  const { personId, name, state, microphoneHeldByName, cameraHeldByName } = member;
  const isOn = state === 'on_stage';
  const hold = (source: HeldSource, held: boolean) => attempt(acts.hold(personId, source, held));

  return (
    <li className={styles.item}>
      <p className={styles.texts}>
        <strong>{name}</strong>
        <span className={styles.soft}>{text}</span>
      </p>
      {isOn && isHeard && (
        <Button aria-label={t('staff.muteName', { name })} onClick={() => attempt(acts.mute(personId))}>
          {t('staff.mute')}
        </Button>
      )}
      {!isOn && (
        <Button aria-label={t('staff.withdrawName', { name })} onClick={() => attempt(acts.remove(personId))}>
          {t('staff.withdraw')}
        </Button>
      )}
      {isOn && (
        <Menu
          label={t('staff.actsOf', { name })}
          icon="more"
          showLabel={false}
          variant="quiet"
          items={[
            {
              label: t(isSpotlit ? 'staff.endSpotlight' : 'staff.spotlight'),
              icon: 'expand',
              onSelect: () => attempt(acts.spotlight(isSpotlit ? null : personId)),
            },
            {
              label: t(microphoneHeldByName ? 'staff.releaseMicrophone' : 'staff.holdMicrophone'),
              icon: microphoneHeldByName ? 'microphone' : 'microphone-off',
              onSelect: () => hold('microphone', !microphoneHeldByName),
            },
            {
              label: t(cameraHeldByName ? 'staff.releaseCamera' : 'staff.holdCamera'),
              icon: cameraHeldByName ? 'camera' : 'camera-off',
              onSelect: () => hold('camera', !cameraHeldByName),
            },
            {
              label: t('staff.remove'),
              icon: 'sign-out',
              danger: true,
              onSelect: () => attempt(acts.remove(personId)),
            },
          ]}
        />
      )}
    </li>
  );
}

interface StaffOnAirProps {
  person: SpeakerDto;
  acts: StageActs;
  maySilence: boolean;
  isSpotlit: boolean;
}

function StaffOnAir({ person: { personId, name }, acts, maySilence, isSpotlit }: StaffOnAirProps) {
  const { t } = useTranslation('room-stage');
  const attempt = useAttempt();
  return (
    <li className={styles.item}>
      <p className={styles.texts}>
        <strong>{name}</strong>
        <span className={styles.soft}>{t(isSpotlit ? 'staff.spotlit' : 'staff.onAir')}</span>
      </p>
      {maySilence && (
        <Button aria-label={t('staff.muteName', { name })} onClick={() => attempt(acts.mute(personId))}>
          {t('staff.mute')}
        </Button>
      )}
      <Menu
        label={t('staff.actsOf', { name })}
        icon="more"
        showLabel={false}
        variant="quiet"
        items={[
          {
            label: t(isSpotlit ? 'staff.endSpotlight' : 'staff.spotlight'),
            icon: 'expand',
            onSelect: () => attempt(acts.spotlight(isSpotlit ? null : personId)),
          },
        ]}
      />
    </li>
  );
}

/** How far on the way they are and what staff have done to them, in words. */
function useMemberText({ member, isHeard, isSpotlit, nowMs }: Omit<MemberProps, 'acts'>): string {
  const { t } = useTranslation('room-stage');
  const f = useFormat();
  const { state, since, expiresAt, microphoneHeldByName, cameraHeldByName } = member;
  if (state === 'invited') {
    const seconds = Math.max(0, Math.ceil((Date.parse(expiresAt ?? since) - nowMs) / 1_000));
    return t('staff.invited', { seconds });
  }
  if (state === 'checking') return t('staff.checking');
  const stoodMs = nowMs - Date.parse(since);
  const texts: string[] = [
    stoodMs < JUST_NOW_MS ? t('staff.justOn') : t('staff.onStage', { duration: f.duration(stoodMs) }),
  ];
  if (microphoneHeldByName) texts.push(t('staff.microphoneHeld', { name: microphoneHeldByName }));
  else if (!isHeard) texts.push(t('staff.muted'));
  if (cameraHeldByName) texts.push(t('staff.cameraHeld', { name: cameraHeldByName }));
  if (isSpotlit) texts.push(t('staff.spotlit'));
  return texts.join(' · ');
}

/** Says when the server would not. */
function useAttempt(): (act: Promise<void>, done?: string) => void {
  const errorText = useErrorText();
  return (act, done) =>
    void act.then(
      () => done && showToast({ text: done, tone: 'success' }),
      (error: unknown) => showToast({ text: errorText(error), tone: 'danger' }),
    );
}
