import { useTranslation } from 'react-i18next';
import { countCodePoints } from '#client/lib/names.ts';
import { TextField } from '#client/ui/text-field.tsx';
import { limits } from '#shared/limits.ts';

/** Tells two open invitations apart. */
export function NoteField(field: {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation('site-people');
  return <TextField {...field} label={t('invite.note')} hint={t('invite.noteHint')} name="note" optional />;
}

export function useNoteTexts(note: string) {
  const { t } = useTranslation('site-people');
  const long = t('invite.noteLong', { max: limits.noteMax });
  return { problems: { note: countCodePoints(note) > limits.noteMax && long }, refused: { note: long } };
}
