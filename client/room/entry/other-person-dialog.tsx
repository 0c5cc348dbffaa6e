import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import type { Entrance, LinkProblem } from './entrance.ts';

export interface OtherPersonDialogProps {
  entrance: Entrance;
  problem: Extract<LinkProblem, { name: 'other_person' }>;
  currentName: string;
}

/** A borrowed phone, or a link passed on: only the person in front of the screen knows who they are. */
export function OtherPersonDialog({ entrance, problem, currentName }: OtherPersonDialogProps) {
  const { t } = useTranslation('room');
  const [error, setError] = useState<unknown>();
  const [isPending, setIsPending] = useState(false);
  const { linkToken, linkedName } = problem;
  const names = { linked: linkedName ?? '', current: currentName };

  async function takeLink() {
    setIsPending(true);
    try {
      await entrance.switchToLink(linkToken);
    } catch (thrown) {
      setError(thrown);
      setIsPending(false);
    }
  }

  return (
    <Dialog
      open
      onClose={() => entrance.keepIdentity()}
      title={t('entry.otherTitle')}
      footer={
        <>
          <Button variant="primary" pending={isPending} onClick={() => void takeLink()}>
            {linkedName === null ? t('entry.otherUseUnnamed') : t('entry.otherUse', names)}
          </Button>
          <Button onClick={() => entrance.keepIdentity()}>{t('entry.otherStay', names)}</Button>
        </>
      }
    >
      <p>{linkedName === null ? t('entry.otherTextUnnamed', names) : t('entry.otherText', names)}</p>
      <FormError error={error} />
    </Dialog>
  );
}
