import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { AppError } from '#shared/errors.ts';
import type { LearnerRecordDto } from '#shared/features/records.ts';
import { limits } from '#shared/limits.ts';
import styles from './record.module.css';

interface ObjectDialogProps {
  seriesId: string;
  topic: { topicId: string; title: string };
  onClose: () => void;
  onObjected: (record: LearnerRecordDto) => void;
}

export function ObjectDialog({ seriesId, topic, onClose, onObjected }: ObjectDialogProps) {
  const { t } = useTranslation(['own-record', 'common']);
  const [objectionId] = useState(newId);
  const [words, setWords] = useState('');
  const [isAttempted, setIsAttempted] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<unknown>();
  const isRight = words.trim() !== '' && [...words].length <= limits.reasonMax;
  const isTooLate = error instanceof AppError && error.code === 'wrong_state';

  async function send() {
    setIsAttempted(true);
    if (!isRight) return;
    setIsSending(true);
    setError(undefined);
    try {
      const body = { objectionId, topicId: topic.topicId, words };
      onObjected(await http('POST /api/series/:seriesId/objections', { params: { seriesId }, body }));
      showToast({ text: t('objectSent'), tone: 'success' });
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setIsSending(false);
    }
  }

  return (
    <Dialog open onClose={onClose} title={t('objectTopic', { title: topic.title })}>
      <Form onSubmit={send}>
        <p className={styles.soft}>{t('objectLead')}</p>
        <TextArea
          label={t('objectWords')}
          value={words}
          onChange={setWords}
          max={limits.reasonMax}
          error={isAttempted && words.trim() === '' ? t('objectMissing') : undefined}
        />
        {isTooLate ? <p role="alert">{t('objectRefused')}</p> : <FormError error={error} />}
        <FormActions>
          <Button type="submit" variant="primary" pending={isSending}>
            {t('objectSend')}
          </Button>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
