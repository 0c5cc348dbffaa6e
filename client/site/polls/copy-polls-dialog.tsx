import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toDraft, toForm } from '#client/features/polls/poll-draft.ts';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Select } from '#client/ui/select.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { SessionDto } from '#shared/features/catalog.ts';

export interface CopyPollsDialogProps {
  sessionId: string;
  /** The others of the series. */
  sessions: readonly SessionDto[];
  onCopied: () => Promise<void>;
  onClose: () => void;
}

/** The polls of another session, as drafts of this one. Each keeps its id over tries: what was copied already is not copied twice. */
export function CopyPollsDialog({ sessionId, sessions, onCopied, onClose }: CopyPollsDialogProps) {
  const { t } = useTranslation('polls');
  const [from, setFrom] = useState(sessions[0]?.sessionId ?? '');
  const [ids] = useState(() => new Map<string, string>());
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<unknown>();

  function idOfCopy(pollId: string): string {
    const id = ids.get(pollId) ?? newId();
    ids.set(pollId, id);
    return id;
  }

  async function copy() {
    setIsPending(true);
    setError(undefined);
    try {
      const { polls } = await http('GET /api/sessions/:sessionId/polls', { params: { sessionId: from } });
      for (const poll of polls) {
        const body = { clientId: idOfCopy(poll.pollId), form: toForm(toDraft(poll)), open: false };
        await http('POST /api/sessions/:sessionId/polls', { params: { sessionId }, body });
      }
      await onCopied();
      showToast({
        text: polls.length > 0 ? t('site.copied', { count: polls.length }) : t('site.copyNone'),
        tone: polls.length > 0 ? 'success' : 'neutral',
      });
      onClose();
    } catch (thrown) {
      setError(thrown);
      setIsPending(false);
    }
  }

  return (
    <Dialog open onClose={onClose} title={t('site.copy')} size="small" closeable={!isPending}>
      <Form onSubmit={copy}>
        <Select
          label={t('site.copyFrom')}
          value={from}
          options={sessions.map((session) => ({ value: session.sessionId, label: session.title }))}
          onChange={setFrom}
        />
        <FormError error={error} />
        <Button type="submit" variant="primary" wide pending={isPending}>
          {t('site.copyButton')}
        </Button>
      </Form>
    </Dialog>
  );
}
