import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { useStore } from '#client/lib/store.ts';
import { Banner } from '#client/ui/banner.tsx';
import { useFacts, useRoom } from '../room-context.ts';
import styles from './air-notices.module.css';
import type { Studio } from './studio.ts';

/** What a trainer must know about what they send: it is not seen yet, it broke, a device is gone. */
export function AirNotices({ studio }: { studio: Studio }) {
  const { t } = useTranslation('room-staff');
  const errorText = useErrorText();
  const room = useRoom();
  const { session, you } = useFacts();
  const sendings = useStore(studio.publisher.sendings);
  const { screenError, isScreenSilent, camera, microphone } = useStore(studio.state);
  const publications = useStore(room.media.publications);
  const all = [...sendings.values()];
  const failed = all.find(({ state }) => state === 'failed');
  const isSentElsewhere =
    all.length === 0 && [...publications.values()].some(({ personId }) => personId === you.personId);
  const notices: { key: string; tone: 'info' | 'warning' | 'danger'; text: string }[] = [];

  if (failed)
    notices.push({ key: 'failed', tone: 'danger', text: `${t('air.failed')}. ${errorText(failed.error)}` });
  for (const source of ['camera', 'microphone'] as const) {
    const sending = sendings.get(source);
    const word = source === 'camera' ? 'air.lostCamera' : 'air.lostMicrophone';
    if (sending?.isLost) notices.push({ key: source, tone: 'danger', text: t(word) });
  }
  for (const [key, state] of Object.entries({ cameraError: camera, microphoneError: microphone })) {
    const isLost = sendings.get(key === 'cameraError' ? 'camera' : 'microphone')?.isLost;
    if (state.name === 'error' && !isLost)
      notices.push({ key, tone: 'warning', text: t(`deviceError.${state.reason}`) });
  }
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
      {notices.map(({ key, tone, text }) => (
        <Banner key={key} tone={tone}>
          {text}
        </Banner>
      ))}
    </div>
  );
}
