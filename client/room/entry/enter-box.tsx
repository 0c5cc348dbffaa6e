import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countCodePoints } from '#client/lib/names.ts';
import { ownSurroundings } from '#client/lib/surroundings.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { Card } from '#client/ui/card.tsx';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { Form } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { limits } from '#shared/limits.ts';
import { isStaff } from '#shared/roles.ts';
import type { SessionState } from '#shared/session-lifecycle.ts';
import { Chunk } from '../chunk.tsx';
import { rememberChoice, rememberedChoice } from '../live/rung-choice.ts';
import { personalUrl } from '../personal-link.ts';
import styles from './enter-box.module.css';
import type { DoorPlate, Entrance } from './entrance.ts';

export interface EnterBoxProps {
  entrance: Entrance;
  door: DoorPlate;
  onTap: () => void;
  onEntered: () => void;
}

const loadNotice = () => import('./browser-notice.tsx');

const acts = {
  scheduled: 'entry.enterWaiting',
  lobby: 'entry.enterWaiting',
  live: 'entry.enter',
  ended: 'entry.enterEnded',
  archived: 'entry.enter',
} as const satisfies Record<SessionState, string>;

/** One act: enter. Who is known enters with a tap; who is not writes a name first. */
export function EnterBox({ entrance, door, onTap, onEntered }: EnterBoxProps) {
  const { t } = useTranslation('room');
  const { session, you, knownName } = door;
  const staff = you !== null && isStaff(you.role);
  const act = staff ? t('entry.enterStaff') : t(acts[session.state]);
  const [surroundings] = useState(ownSurroundings);

  if (session.state === 'archived' && !staff) return <Banner>{t('entry.archived')}</Banner>;
  return (
    <>
      <Card as="div">
        {you || knownName !== null ? (
          <KnownPerson
            {...{ entrance, act, onTap, onEntered }}
            name={you?.name ?? knownName ?? ''}
            you={you}
          />
        ) : (
          <NameForm {...{ entrance, act, onTap, onEntered }} />
        )}
      </Card>
      {!surroundings.lacks.includes('media') && !staff && session.state !== 'ended' && <SaveData />}
      {surroundings.lacks.length > 0 && (
        <Chunk load={loadNotice} isQuiet>
          {({ BrowserNotice }) => (
            <BrowserNotice surroundings={surroundings} linkToken={you?.linkToken ?? null} />
          )}
        </Chunk>
      )}
    </>
  );
}

/** Said before the first byte of video, by those who count them. */
function SaveData() {
  const { t } = useTranslation('room');
  const [isSaving, setIsSaving] = useState(() => rememberedChoice() === 'sound');

  function choose(next: boolean) {
    setIsSaving(next);
    rememberChoice(next ? 'sound' : 'auto');
  }

  return <Checkbox label={t('rung.saveFirst')} checked={isSaving} onChange={choose} />;
}

interface PersonProps {
  entrance: Entrance;
  act: string;
  onTap: () => void;
  onEntered: () => void;
}

function KnownPerson({
  entrance,
  act,
  name,
  you,
  onTap,
  onEntered,
}: PersonProps & { name: string; you: DoorPlate['you'] }) {
  const { t } = useTranslation('room');
  const [error, setError] = useState<unknown>();
  const [isPending, setIsPending] = useState(false);

  async function enter() {
    onTap();
    if (you) return onEntered();
    setIsPending(true);
    try {
      await entrance.enterByName(name);
      onEntered();
    } catch (thrown) {
      setError(thrown);
      setIsPending(false);
    }
  }

  return (
    <div className={styles.box}>
      <p className={styles.who}>
        <span className={styles.as}>{t('entry.continueAs')}</span>
        <strong className={styles.name}>{name}</strong>
        {you && isStaff(you.role) && <span className={styles.as}>{t(`role.${you.role}`)}</span>}
      </p>
      <FormError error={error} />
      <Button variant="primary" size="large" wide pending={isPending} onClick={() => void enter()}>
        {act}
      </Button>
      {(!you || you.role === 'learner') && (
        <p className={styles.other}>
          {t('entry.notYou')}
          <Button variant="quiet" onClick={() => void entrance.forgetIdentity().catch(setError)}>
            {t('entry.useOtherName')}
          </Button>
        </p>
      )}
    </div>
  );
}

function NameForm({ entrance, act, onTap, onEntered }: PersonProps) {
  const { t } = useTranslation(['room', 'common']);
  const [name, setName] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const [error, setError] = useState<unknown>();
  const [isPending, setIsPending] = useState(false);
  const length = countCodePoints(name.trim());
  const problem =
    length === 0
      ? t('entry.nameMissing')
      : length > limits.nameMax
        ? t('entry.nameLong', { max: limits.nameMax })
        : undefined;

  async function enter() {
    setIsChecked(true);
    if (problem || isPending) return;
    onTap();
    setIsPending(true);
    setError(undefined);
    try {
      const { linkToken } = await entrance.enterByName(name.trim());
      onEntered();
      if (linkToken) offerLink(linkToken);
    } catch (thrown) {
      setError(thrown);
      setIsPending(false);
    }
  }

  /** Offered while it is fresh; it stays to be found under "Thông tin". */
  function offerLink(linkToken: string) {
    // Without HTTPS there is no clipboard, and nothing to offer.
    if (!navigator.clipboard) return;
    showToast({
      text: t('link.offer'),
      actionLabel: t('common:copy'),
      onAction: () => void navigator.clipboard.writeText(personalUrl(linkToken)).catch(() => {}),
    });
  }

  return (
    <Form onSubmit={enter}>
      <TextField
        label={t('common:name')}
        name="name"
        autoComplete="name"
        autoCapitalize="words"
        spellCheck={false}
        value={name}
        onChange={setName}
        hint={t('entry.nameHint')}
        error={isChecked ? problem : undefined}
      />
      <FormError error={error} />
      <Button type="submit" variant="primary" size="large" wide pending={isPending}>
        {act}
      </Button>
      <p className={styles.hint}>{t('entry.haveLink')}</p>
    </Form>
  );
}
