import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { readChoice, storeChoice } from '#client/lib/storage.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { Section } from '#client/ui/section.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { limits } from '#shared/limits.ts';
import { isPhoneNumber, toInternational } from '#shared/phone-number.ts';
import { isStaff } from '#shared/roles.ts';
import { publicLink } from '../parts/addresses.ts';
import { LoadedPage } from '../parts/loaded.tsx';
import { NarrowPage, Notes } from '../parts/narrow-page.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { EnterCode } from './enter-code.tsx';
import { doorQuery, phoneKey, readFragmentToken } from './viewer-door.ts';

/** For those who watch on another platform: who they are, once, and then the letters in the picture. No account, no room. */
export function ViewerPage() {
  const { t } = useTranslation('viewer-codes');
  const { code = '' } = useParams();
  const query = useQuery(doorQuery(code));
  usePageTitle(t('viewer.title'));
  return (
    <LoadedPage query={query}>
      {({ session, seriesTitle, you, knownName }) => (
        <NarrowPage>
          <PageHeader title={t('viewer.title')} lead={`${session.title} · ${seriesTitle}`} />
          {you && isStaff(you.role) ? (
            <Banner tone="warning">{t('viewer.staff')}</Banner>
          ) : you ? (
            <EnterCode code={code} name={you.name} />
          ) : (
            <WhoAreYou code={code} knownName={knownName} />
          )}
          <Notes>
            <p>{t('viewer.lead')}</p>
            <p>{t('viewer.note')}</p>
            <ButtonLink href={publicLink(code)}>{t('viewer.toRoom')}</ButtonLink>
          </Notes>
        </NarrowPage>
      )}
    </LoadedPage>
  );
}

function WhoAreYou({ code, knownName }: { code: string; knownName: string | null }) {
  const { t } = useTranslation('viewer-codes');
  const client = useQueryClient();
  const id = useRef(readChoice(`lectern.entering.${code}`) ?? newId());
  const token = useRef(readFragmentToken(location.hash));
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const enter = useMutation({
    mutationFn: (body: { clientId: string; name: string } | { linkToken: string }) =>
      http('POST /api/rooms/:code/enter', { params: { code }, body }),
    onSuccess: () => {
      storeChoice(`lectern.entering.${code}`, null);
      return client.invalidateQueries({ queryKey: doorQuery(code).queryKey });
    },
  });
  const errors = useFormErrors({
    error: enter.error,
    problems: {
      name: name.trim() === '' && t('viewer.nameMissing'),
      phone: !isPhoneNumber(toInternational(phone)) && t('viewer.phoneWrong'),
    },
  });
  // Somebody's own link brings them in as themselves, as it does into the room.
  const { mutate } = enter;
  useEffect(() => {
    if (token.current) mutate({ linkToken: token.current });
  }, [mutate]);

  if (knownName) {
    return (
      <div>
        <FormError error={enter.error} />
        <Button
          variant="primary"
          pending={enter.isPending}
          onClick={() => mutate({ clientId: id.current, name: knownName })}
        >
          {t('viewer.as', { name: knownName })}
        </Button>
      </div>
    );
  }
  return (
    <Section title={t('viewer.who')} lead={t('viewer.whoLead')}>
      <Form
        onSubmit={() =>
          errors.submit(() => {
            // Kept until the answer is there: a repeat after a lost answer must not make a second person.
            storeChoice(`lectern.entering.${code}`, id.current);
            storeChoice(phoneKey(code), toInternational(phone));
            return enter.mutateAsync({ clientId: id.current, name });
          })
        }
      >
        <TextField
          label={t('viewer.name')}
          name="name"
          autoComplete="name"
          maxLength={limits.nameMax}
          value={name}
          onChange={setName}
          error={errors.of('name')}
        />
        <TextField
          label={t('viewer.phone')}
          name="phone"
          type="tel"
          autoComplete="tel"
          value={phone}
          onChange={setPhone}
          error={errors.of('phone')}
        />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" pending={enter.isPending}>
            {t('viewer.enter')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
