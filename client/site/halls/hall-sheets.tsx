import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, refusalFrom } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { FileDrop } from '#client/ui/file-drop.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Section } from '#client/ui/section.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { appError } from '#shared/errors.ts';
import type { HallDto } from '#shared/features/halls.ts';
import styles from './hall-page.module.css';
import { myHallQuery } from './use-my-hall.ts';

/** Paper beside the screen: what is signed by hand convinces where a list does not. */
export function HallSheets({ code, hall }: { code: string; hall: HallDto }) {
  const { t } = useTranslation('halls');
  const format = useFormat();
  const client = useQueryClient();
  const ids = useRef(new WeakMap<File, string>());
  const send = useMutation({
    mutationFn: async (file: File) => {
      const clientId = ids.current.get(file) ?? newId();
      ids.current.set(file, clientId);
      await uploadSheet({ code, clientId, file });
      return file.name;
    },
    onSuccess: async (name) => {
      await client.invalidateQueries({ queryKey: myHallQuery(code).queryKey });
      showToast({ text: t('sheets.sent', { name }), tone: 'success' });
    },
  });
  const roster = addressOf('/files/rooms/:code/my-hall/roster.pdf', {
    params: { code },
    query: { language: format.language },
  });
  return (
    <Section title={t('sheets.title')} lead={t('sheets.lead')}>
      <div className={styles.stack}>
        <div>
          <ButtonLink icon="download" href={roster} data-reload="">
            {t('sheets.print')}
          </ButtonLink>
        </div>
        <FileDrop
          label={send.isPending ? t('sheets.sending') : t('sheets.upload')}
          hint={t('sheets.uploadHint')}
          accept="image/*,application/pdf"
          disabled={send.isPending}
          onFiles={([file]) => file && send.mutate(file)}
        />
        <FormError error={send.error} />
        {hall.sheets.length === 0 ? (
          <p className={styles.soft}>{t('sheets.none')}</p>
        ) : (
          <ul>
            {hall.sheets.map(({ sheetId, fileName, sizeBytes }) => (
              <li key={sheetId}>
                {fileName} <span className={styles.soft}>({format.bytes(sizeBytes)})</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

async function uploadSheet({
  code,
  clientId,
  file,
}: {
  code: string;
  clientId: string;
  file: File;
}): Promise<void> {
  const address = addressOf('/api/rooms/:code/my-hall/sheets', {
    params: { code },
    query: { clientId, fileName: file.name },
  });
  const response = await fetch(address, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
  }).catch(() => {
    throw appError('upload_interrupted');
  });
  if (!response.ok) throw refusalFrom(response.status, await response.json().catch(() => undefined));
}
