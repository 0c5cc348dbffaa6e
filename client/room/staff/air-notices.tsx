import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { useStore } from '#client/lib/store.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { useFacts, useRoom } from '../room-context.ts';
import styles from './air-notices.module.css';
import type { Studio } from './studio.ts';

const words = {
  camera: { lost: 'air.lostCamera', blocked: 'air.blockedCamera', silenced: 'air.silencedCamera' },
  microphone: {
    lost: 'air.lostMicrophone',
    blocked: 'air.blockedMicrophone',
    silenced: 'air.silencedMicrophone',
  },
} as const;

/** What a trainer must know about what they send: it is not seen yet, it broke, a device is gone. */
export function AirNotices({ studio }: { studio: Studio }) {
  const { t } = useTranslation('room-staff');
  const errorText = useErrorText();
  const room = useRoom();
  const { session, you } = useFacts();
  const sendings = useStore(studio.publisher.sendings);
  const { screenError, isScreenSilent, camera, microphone, permissions } = useStore(studio.state);
  const mending = useStore(studio.publisher.mending);
  const trouble = useStore(studio.uplink.trouble);
  const publications = useStore(room.media.publications);
  const all = [...sendings.values()];
  const failed = all.find(({ state }) => state === 'failed');
  const isSentElsewhere =
    all.length === 0 && [...publications.values()].some(({ personId }) => personId === you.personId);
  const notices: {
    key: string;
    tone: 'info' | 'warning' | 'danger';
    text: string;
    onTakeBack?: () => void;
  }[] = [];

  if (mending && all.length > 0)
    notices.push({ key: 'mending', tone: 'warning', text: t(`air.mending.${mending}`) });
  if (failed)
    notices.push({ key: 'failed', tone: 'danger', text: `${t('air.failed')}. ${errorText(failed.error)}` });
  for (const source of ['camera', 'microphone'] as const) {
    const sending = sendings.get(source);
    const onTakeBack = () => void studio.retry(source);
    if (sending?.isLost && permissions[source] === 'denied') {
      notices.push({ key: source, tone: 'danger', text: t(words[source].blocked) });
    } else if (sending?.isLost) {
      notices.push({ key: source, tone: 'danger', text: t(words[source].lost), onTakeBack });
    } else if (sending?.isSilenced) {
      notices.push({ key: source, tone: 'warning', text: t(words[source].silenced), onTakeBack });
    }
  }
  for (const [key, state] of Object.entries({ cameraError: camera, microphoneError: microphone })) {
    const isLost = sendings.get(key === 'cameraError' ? 'camera' : 'microphone')?.isLost;
    if (state.name === 'error' && !isLost)
      notices.push({ key, tone: 'warning', text: t(`deviceError.${state.reason}`) });
  }
  if (trouble) notices.push({ key: 'uplink', tone: 'warning', text: t(`meter.advice.${trouble}`) });
  if (screenError && screenError !== 'cancelled') {
    notices.push({ key: 'screen', tone: 'warning', text: t(`deviceError.${screenError}`) });
  }
  if (sendings.has('screen') && isScreenSilent) {
    notices.push({ key: 'silent', tone: 'info', text: t('air.screenAudioOff') });
  }
  if (all.some(({ state }) => state === 'starting')) {
    notices.push({ key: 'starting', tone: 'info', text: t('air.starting') });
  }
  if (isSentElsewhere) notices.push({ key: 'elsewhere', tone: 'info', text: t('air.elsewhere') });
  if (all.length > 0 && session.state === 'lobby')
    notices.push({ key: 'lobby', tone: 'info', text: t('air.notSeen') });

  if (notices.length === 0) return null;
  return (
    <div className={styles.notices} role="status">
      {notices.map(({ key, tone, text, onTakeBack }) => (
        <Banner
          key={key}
          tone={tone}
          action={onTakeBack && <Button onClick={onTakeBack}>{t('air.takeBack')}</Button>}
        >
          {text}
        </Banner>
      ))}
    </div>
  );
}
