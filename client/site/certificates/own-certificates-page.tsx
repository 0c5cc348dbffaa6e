import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { addressOf } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Banner } from '#client/ui/banner.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { CopyField } from '#client/ui/copy-field.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import type { OwnCertificateDto } from '#shared/features/own-certificates.ts';
import { verificationLink } from '../parts/addresses.ts';
import { LoadedPage } from '../parts/loaded.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import styles from './certificates.module.css';
import { ownCertificatesQuery } from './certificates.queries.ts';
import { OwnNameChoice } from './own-name-choice.tsx';

/** A learner's own, to look at, to keep and to show to others. */
export function OwnCertificatesPage() {
  const { t } = useTranslation('site-certificates');
  usePageTitle(t('own.title'));
  const query = useQuery(ownCertificatesQuery);
  return (
    <LoadedPage query={query}>
      {({ certificates }) => (
        <>
          <PageHeader title={t('own.title')} />
          {certificates.length === 0 ? (
            <EmptyState icon="certificate" title={t('own.none')}>
              {t('own.noneText')}
            </EmptyState>
          ) : (
            <div className={styles.own}>
              {certificates.map((one) => (
                <OwnCertificate key={one.certificateId} certificate={one} />
              ))}
            </div>
          )}
        </>
      )}
    </LoadedPage>
  );
}

function OwnCertificate({ certificate }: { certificate: OwnCertificateDto }) {
  const { t } = useTranslation('site-certificates');
  const format = useFormat();
  const { certificateId, seriesTitle, documentName, serial, issuedOn, state, file, code, pageCount } =
    certificate;
  const params = { certificateId };
  return (
    <article className={styles.certificate} aria-label={`${documentName} ${serial}`}>
      <div>
        <h2>{seriesTitle}</h2>
        <p className={styles.note}>{t('own.number', { serial, day: format.date(issuedOn) })}</p>
      </div>
      {state !== 'valid' && <Banner tone="warning">{t(`state.${state}`)}</Banner>}
      {file === 'ready' ? (
        <>
          {Array.from({ length: pageCount }, (_, index) => index + 1).map((page) => (
            <img
              key={page}
              className={styles.page}
              width={1080}
              height={764}
              loading={page === 1 ? 'eager' : 'lazy'}
              src={addressOf('/files/own-certificates/:certificateId/pages/:page', {
                params: { ...params, page },
              })}
              alt={t('own.alt', { page, document: documentName, serial })}
            />
          ))}
          <div className={styles.buttons}>
            <ButtonLink
              href={addressOf('/files/own-certificates/:certificateId', { params })}
              download
              icon="download"
              variant="primary"
            >
              {t('own.download')}
            </ButtonLink>
            <ButtonLink href={`/v/${code}`} icon="shield">
              {t('own.verify')}
            </ButtonLink>
          </div>
          <p className={styles.note}>{t('own.zalo')}</p>
        </>
      ) : (
        <Banner>{t('own.pending')}</Banner>
      )}
      <CopyField label={t('own.share')} value={verificationLink(code)} />
      <OwnNameChoice certificate={certificate} />
    </article>
  );
}
