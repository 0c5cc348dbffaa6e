import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { MaterialDto } from '#shared/features/materials.ts';
import { materialsQuery } from '../data/queries.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';

export function RenameMaterialDialog({ material, onClose }: { material: MaterialDto; onClose: () => void }) {
  const { t } = useTranslation(['site-materials', 'common']);
  const client = useQueryClient();
  const [fileName, setFileName] = useState(material.fileName);
  const save = useMutation({
    mutationFn: () =>
      http('PATCH /api/materials/:materialId', {
        params: { materialId: material.materialId },
        body: { fileName },
      }),
    onSuccess: () => {
      void client.invalidateQueries(materialsQuery(material.topicId));
      onClose();
    },
  });
  const errors = useFormErrors({
    error: save.error,
    problems: { fileName: fileName.trim() === '' && t('fileNameMissing') },
    refused: { fileName: t('fileNameWrong') },
  });
  return (
    <Dialog open onClose={onClose} title={t('renameTitle')}>
      <Form onSubmit={() => errors.submit(() => save.mutateAsync())}>
        <TextField
          label={t('fileName')}
          name="fileName"
          value={fileName}
          onChange={setFileName}
          error={errors.of('fileName')}
        />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" pending={save.isPending}>
            {t('common:save')}
          </Button>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
