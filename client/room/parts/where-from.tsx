import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { countCodePoints } from '#client/lib/names.ts';
import { useStore } from '#client/lib/store.ts';
import { Button } from '#client/ui/button.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Section } from '#client/ui/section.tsx';
import { Select } from '#client/ui/select.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { addAroundWords } from '#client/words/add-around-words.ts';
import { limits } from '#shared/limits.ts';
import { type ParticipantGroup, selectableGroups } from '#shared/participant-groups.ts';
import { type ProvinceCode, provinceName, provinces } from '#shared/provinces.ts';
import { doorYou } from '../live/door-you.ts';
import { useRoom } from '../room-context.ts';

addAroundWords();

/** Three questions to whoever came by the public link, wherever they look around: never in the way of the class, and once. */
export function WhereFrom() {
  const { t } = useTranslation('room-around');
  const you = useStore(doorYou);
  const [isThanked, setIsThanked] = useState(false);
  if (isThanked) {
    return (
      <Section title={t('from.title')}>
        <p role="status">{t('from.thanks')}</p>
      </Section>
    );
  }
  if (!you?.asksDetails) return null;
  return (
    <Section title={t('from.title')} lead={t('from.lead')}>
      <WhereFromForm onDone={() => setIsThanked(true)} />
    </Section>
  );
}

function WhereFromForm({ onDone }: { onDone: () => void }) {
  const { t, i18n } = useTranslation('room-around');
  const { code } = useRoom();
  const language = i18n.language === 'en' ? 'en' : 'vi';
  const [province, setProvince] = useState<ProvinceCode | ''>('');
  const [group, setGroup] = useState<ParticipantGroup | ''>('');
  const [organisation, setOrganisation] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<unknown>();
  const isTooLong = countCodePoints(organisation.trim()) > limits.organisationMax;

  async function send() {
    setIsMissing(province === '' && group === '');
    if ((province === '' && group === '') || isTooLong) return;
    setIsSending(true);
    setError(undefined);
    try {
      const body = {
        ...(province && { province }),
        ...(group && { participantGroup: group }),
        ...(organisation.trim() && { organisation: organisation.trim() }),
      };
      await http('PUT /api/rooms/:code/my-details', { params: { code }, body });
      onDone();
      const you = doorYou.get();
      if (you) doorYou.set({ ...you, asksDetails: false });
    } catch (failure) {
      setError(failure);
      setIsSending(false);
    }
  }

  return (
    <Form onSubmit={send}>
      <Select
        label={t('from.province')}
        value={province}
        onChange={setProvince}
        placeholder={t('from.choose')}
        options={provinces.map(({ code: value }) => ({ value, label: provinceName(value) }))}
        error={isMissing ? t('from.missing') : undefined}
      />
      <Select
        label={t('from.group')}
        value={group}
        onChange={setGroup}
        placeholder={t('from.choose')}
        options={selectableGroups.map((known) => ({ value: known.code, label: known[language] }))}
      />
      <TextField
        label={t('from.organisation')}
        optional
        value={organisation}
        onChange={setOrganisation}
        error={isTooLong ? t('from.tooLong', { max: limits.organisationMax }) : undefined}
      />
      <FormError error={error} />
      <FormActions>
        <Button type="submit" pending={isSending}>
          {t('from.send')}
        </Button>
      </FormActions>
    </Form>
  );
}
