import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Banner } from '#client/ui/banner.tsx';
import { personTrailAddress } from '../parts/addresses.ts';
import styles from './certificates.module.css';
import { unearnedQuery } from './certificates.queries.ts';
import { useShortfall } from './use-shortfall.ts';

/** More would push the register off the page; whoever has this many looks at the rule first. */
const NAMED = 5;

/** Tells of certificates whose learners do not qualify any more. Nothing is taken back by itself: people were given a paper. */
export function UnearnedNote({ seriesId }: { seriesId: string }) {
  const { t } = useTranslation('site-certificates');
  const tellShortfall = useShortfall();
  const certificates = useQuery(unearnedQuery(seriesId)).data?.certificates ?? [];
  const count = certificates.length;
  if (count === 0) return null;
  return (
    <Banner tone="warning" title={t('unearned.title', { count })}>
      <ul className={styles.unearned}>
        {certificates.slice(0, NAMED).map(({ certificateId, personId, serial, name, reasons }) => (
          <li key={certificateId}>
            {t('unearned.serial', { serial })} <a href={personTrailAddress(seriesId, personId)}>{name}</a>:{' '}
            {tellShortfall(reasons)}
          </li>
        ))}
        {count > NAMED && <li>{t('unearned.more', { count: count - NAMED })}</li>}
      </ul>
      {t('unearned.text')}
    </Banner>
  );
}
