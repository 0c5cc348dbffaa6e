import { useTranslation } from 'react-i18next';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import { Switch } from '#client/ui/switch.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import { roomFeatures } from '#shared/room-features.ts';
import styles from './order.module.css';
import { OrderActs } from './order-acts.ts';
import { useAct } from './use-act.ts';

export interface DoorSettingsProps {
  session: SessionDto;
  /** The session as the server has it after the act. */
  onChanged: (session: SessionDto) => void;
}

/** Who may come in, and who waits for it. */
export function DoorSettings({ session, onChanged }: DoorSettingsProps) {
  const { t } = useTranslation('order');
  const acts = new OrderActs(session.sessionId);
  const act = useAct();

  function set(door: Parameters<OrderActs['setDoor']>[0], said: string) {
    act(async () => {
      onChanged(await acts.setDoor(door));
      showToast({ text: said, tone: 'success' });
    });
  }

  return (
    <div className={styles.settings}>
      <Switch
        label={t('door.lock')}
        hint={t('door.lockHint')}
        checked={session.doorLocked}
        onChange={(locked) => set({ locked }, t(locked ? 'door.locked' : 'door.unlocked'))}
      />
      <RadioGroup
        legend={t('door.admission')}
        value={session.admission}
        onChange={(admission) => set({ admission }, t('door.saved'))}
        options={[
          { value: 'open', label: t('door.open') },
          { value: 'newcomers_wait', label: t('door.newcomers_wait'), hint: t('door.newcomersHint') },
          { value: 'everybody_waits', label: t('door.everybody_waits'), hint: t('door.everybodyHint') },
        ]}
      />
    </div>
  );
}

/** What learners may do besides listening: said as what is allowed, for that is what a switch that is on means. */
export function FeatureLocks({ session, onChanged }: DoorSettingsProps) {
  const { t } = useTranslation('order');
  const acts = new OrderActs(session.sessionId);
  const act = useAct();
  return (
    <div className={styles.settings}>
      <p className={styles.soft}>{t('locks.hint')}</p>
      {roomFeatures.map((feature) => (
        <Switch
          key={feature}
          label={t(`locks.${feature}`)}
          checked={!session.lockedFeatures.includes(feature)}
          onChange={(allowed) => act(async () => onChanged(await acts.lockFeature(feature, !allowed)))}
        />
      ))}
    </div>
  );
}
