import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { OwnCertificateDto } from '#shared/features/own-certificates.ts';
import styles from './certificates.module.css';
import { ownCertificatesQuery } from './certificates.queries.ts';

/** Says who reads the name, and lets its owner decide how much of it. */
export function OwnNameChoice({ certificate }: { certificate: OwnCertificateDto }) {
  const { t } = useTranslation('site-certificates');
  const client = useQueryClient();
  const errorText = useErrorText();
  const { certificateId, name, publishName } = certificate;
  const choose = useMutation({
    mutationFn: () =>
      http('PATCH /api/own-certificates/:certificateId', {
        params: { certificateId },
        body: { publishName: !publishName },
      }),
    onSuccess: async () => {
      await client.invalidateQueries(ownCertificatesQuery);
      showToast({ text: t(publishName ? 'own.nameHidden' : 'own.nameShown'), tone: 'success' });
    },
    onError: (error) => showToast({ text: errorText(error), tone: 'danger' }),
  });
  return (
    <div className={styles.choice}>
      <p>{t(publishName ? 'own.nameIsPublic' : 'own.nameIsInitials', { name })}</p>
      <p className={styles.note}>{t('own.nameChoice')}</p>
      <div>
        <Button icon="eye" pending={choose.isPending} onClick={() => choose.mutate()}>
          {t(publishName ? 'own.hideName' : 'own.showName')}
        </Button>
      </div>
    </div>
  );
}
