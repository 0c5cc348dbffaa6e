import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { addressOf, http } from '#client/lib/http.ts';
import { Menu, type MenuItem } from '#client/ui/menu.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { CertificateDto } from '#shared/features/certificates.ts';
import { can } from '#shared/roles.ts';
import { EraseDialog } from '../learners/erase-dialog.tsx';
import { verificationLink } from '../parts/addresses.ts';
import { useCopy } from '../parts/use-copy.ts';
import { useSeries } from '../series/series-layout.tsx';
import { CorrectDialog } from './correct-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

type Asked = 'copy' | 'revoke' | 'correct' | 'erase';

/** What can be done with one line of the register. */
export function CertificateActs({ certificate }: { certificate: CertificateDto }) {
  const { t } = useTranslation(['site-certificates', 'site-learners']);
  const { seriesId, role } = useSeries();
  const client = useQueryClient();
  const copy = useCopy();
  const errorText = useErrorText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { certificateId, enrolmentId, serial, name, state, file, code, publishName, nameChosen } =
    certificate;

  const publish = useMutation({
    mutationFn: () =>
      http('PATCH /api/series/:seriesId/certificates/:certificateId', {
        params: { seriesId, certificateId },
        body: { publishName: !publishName },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['certificate-register', seriesId] }),
    onError: (error) => showToast({ text: errorText(error), tone: 'danger' }),
  });

  const items: MenuItem[] = [
    ...(file === 'ready' && state !== 'erased'
      ? [
          {
            label: t('pdf'),
            icon: 'download' as const,
            href: addressOf('/files/series/:seriesId/certificates/:certificateId', {
              params: { seriesId, certificateId },
            }),
          },
        ]
      : []),
    { label: t('verify'), icon: 'shield', href: `/v/${code}` },
    { label: t('copyLink'), icon: 'link', onSelect: () => void copy(verificationLink(code), t('copied')) },
    ...(can(role, 'certificate.issue') && state === 'valid'
      ? ([
          // What the learner has decided is not asked of anybody else.
          ...(nameChosen
            ? []
            : ([
                {
                  label: t(publishName ? 'unpublish' : 'publish'),
                  icon: 'eye',
                  onSelect: () => publish.mutate(),
                },
              ] satisfies MenuItem[])),
          { label: t('correct.act'), icon: 'edit', onSelect: () => setAsked('correct') },
          { label: t('copy.act'), icon: 'copy', onSelect: () => setAsked('copy') },
          { label: t('revoke.act'), icon: 'close', danger: true, onSelect: () => setAsked('revoke') },
        ] satisfies MenuItem[])
      : []),
    // Whoever was taken off the list is found here: the list of learners shows them no more.
    ...(can(role, 'staff.change') && state !== 'erased' && enrolmentId
      ? ([
          {
            label: t('site-learners:erase.act'),
            icon: 'trash',
            danger: true,
            onSelect: () => setAsked('erase'),
          },
        ] satisfies MenuItem[])
      : []),
  ];
  const close = () => setAsked(null);
  return (
    <>
      <Menu label={t('actions', { serial })} icon="more" showLabel={false} variant="quiet" items={items} />
      {(asked === 'copy' || asked === 'revoke') && (
        <ReasonDialog act={asked} certificate={certificate} onClose={close} />
      )}
      {asked === 'erase' && enrolmentId && (
        <EraseDialog seriesId={seriesId} enrolmentId={enrolmentId} name={name ?? ''} onClose={close} />
      )}
      {asked === 'correct' && <CorrectDialog certificate={certificate} onClose={close} />}
    </>
  );
}
