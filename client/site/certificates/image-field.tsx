import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, refusalFrom } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Button } from '#client/ui/button.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Select } from '#client/ui/select.tsx';
import { appError } from '#shared/errors.ts';
import type { CertificateImageDto, CertificateImageKind } from '#shared/features/certificate-template.ts';
import styles from './certificates.module.css';
import { certificatesQuery } from './certificates.queries.ts';

export interface ImageFieldProps {
  kind: CertificateImageKind;
  seriesId: string;
  images: readonly CertificateImageDto[];
  value: string | null;
  onChange: (imageId: string | null) => void;
}

/** One of the series' pictures, or a new one. */
export function ImageField({ kind, seriesId, images, value, onChange }: ImageFieldProps) {
  const { t } = useTranslation('site-certificates');
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const ofKind = images.filter((image) => image.kind === kind);

  const upload = useMutation({
    mutationFn: (file: File) => sendImage({ seriesId, kind, file }),
    onSuccess: async ({ imageId }) => {
      await client.invalidateQueries(certificatesQuery(seriesId));
      onChange(imageId);
    },
  });

  function handlePick(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.target.files ?? [];
    if (file) upload.mutate(file);
    // So that picking the same file again is a change again.
    event.target.value = '';
  }

  return (
    <div className={styles.image}>
      {value !== null && (
        <img
          className={styles.thumb}
          src={addressOf('/files/series/:seriesId/certificate-images/:imageId', {
            params: { seriesId, imageId: value },
          })}
          alt=""
        />
      )}
      <div className={styles.imageFields}>
        {ofKind.length > 0 && (
          <Select
            label={t(`design.${kind}`)}
            value={value ?? 'none'}
            onChange={(imageId) => onChange(imageId === 'none' ? null : imageId)}
            options={[
              { value: 'none', label: t('design.imageNone') },
              ...ofKind.map(({ imageId }, at) => ({
                value: imageId,
                label: t('design.imageNumber', { number: at + 1 }),
              })),
            ]}
          />
        )}
        <Button icon="upload" pending={upload.isPending} onClick={() => input.current?.click()}>
          {upload.isPending ? t('design.uploading') : `${t(`design.${kind}`)}: ${t('design.upload')}`}
        </Button>
        <p className={styles.note}>{t('design.uploadHint')}</p>
        <FormError error={upload.error ?? undefined} />
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          hidden
          aria-label={t(`design.${kind}`)}
          onChange={handlePick}
        />
      </div>
    </div>
  );
}

async function sendImage({
  seriesId,
  kind,
  file,
}: {
  seriesId: string;
  kind: CertificateImageKind;
  file: File;
}): Promise<CertificateImageDto> {
  const address = addressOf('/api/series/:seriesId/certificate-images', {
    params: { seriesId },
    query: { clientId: newId(), kind, fileName: file.name },
  });
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
  }).catch(() => {
    throw appError('upload_interrupted');
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw refusalFrom(response.status, answer);
  return answer as CertificateImageDto;
}
