import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Button } from '#client/ui/button.tsx';
import { FieldRow, Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Section } from '#client/ui/section.tsx';
import { Select } from '#client/ui/select.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { limits } from '#shared/limits.ts';
import { isNameToFind } from '#shared/names.ts';
import { type ParticipantGroup, selectableGroups } from '#shared/participant-groups.ts';
import { type ProvinceCode, provinceName, provinces } from '#shared/provinces.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import styles from './hall-page.module.css';
import { useKeepHall } from './use-my-hall.ts';

/** Who else sits here: a learner whom one looks for by name, or somebody new. */
export function HallAdd({ code }: { code: string }) {
  const { t } = useTranslation('halls');
  const keep = useKeepHall(code);
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [isNew, setIsNew] = useState(false);
  // Asked for and not while typing: half a name is nobody's, and the server counts what is looked up.
  const [search, setSearch] = useState('');
  const found = useQuery({
    queryKey: ['hall-candidates', code, search],
    queryFn: ({ signal }) =>
      http('GET /api/rooms/:code/my-hall/candidates', { params: { code }, query: { search }, signal }),
    enabled: isNameToFind(search),
    staleTime: Infinity,
    retry: false,
  });
  const add = useMutation({
    mutationFn: ({ personId }: { personId: string; name: string }) =>
      http('POST /api/rooms/:code/my-hall/people', {
        params: { code },
        body: { add: [personId], remove: [] },
      }),
    onSuccess: (hall, { name }) => {
      showToast({ text: t('add.added', { name }), tone: 'success' });
      setTyped('');
      setSearch('');
      void queries.invalidateQueries({ queryKey: ['hall-candidates', code], refetchType: 'none' });
      keep(hall);
    },
  });
  const isWhole = search === '' || isNameToFind(search);
  const candidates = found.data?.candidates ?? [];
  return (
    <Section title={t('add.title')}>
      <div className={styles.stack}>
        <Form label={t('add.search')} onSubmit={() => setSearch(typed.trim())}>
          <TextField
            label={t('add.search')}
            hint={t('add.searchHint')}
            error={isWhole ? undefined : t('add.tooShort')}
            type="search"
            prefix="search"
            name="candidate"
            autoComplete="off"
            maxLength={limits.nameMax}
            value={typed}
            onChange={(name) => {
              setTyped(name);
              setSearch('');
            }}
          />
          <FormActions>
            <Button type="submit" icon="search" pending={found.isFetching}>
              {t('add.find')}
            </Button>
          </FormActions>
        </Form>
        <div role="status" className={styles.soft}>
          {candidates.length > 0 && t('add.found')}
          {candidates.length === 0 && found.data && t(found.data.hasMore ? 'add.more' : 'add.nobody')}
        </div>
        {candidates.length > 0 && (
          <ul className={styles.candidates}>
            {candidates.map(({ personId, name, organisation, province }) => (
              <li key={personId}>
                <Button icon="plus" wide onClick={() => add.mutate({ personId, name })}>
                  {[name, organisation, province && provinceName(province)].filter(Boolean).join(' · ')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <FormError error={found.error ?? add.error} />
        {isNew ? (
          <Newcomer code={code} initialName={typed.trim()} onDone={() => setIsNew(false)} />
        ) : (
          <div>
            <Button icon="person" onClick={() => setIsNew(true)}>
              {t('add.newcomer')}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}

function Newcomer({ code, initialName, onDone }: { code: string; initialName: string; onDone: () => void }) {
  const { t, i18n } = useTranslation(['halls', 'common']);
  const language = i18n.language === 'en' ? 'en' : 'vi';
  const keep = useKeepHall(code);
  const id = useRef(newId());
  const [name, setName] = useState(initialName);
  const [organisation, setOrganisation] = useState('');
  const [province, setProvince] = useState<ProvinceCode | ''>('');
  const [group, setGroup] = useState<ParticipantGroup | ''>('');
  const send = useMutation({
    mutationFn: () =>
      http('POST /api/rooms/:code/my-hall/newcomers', {
        params: { code },
        body: {
          clientId: id.current,
          name,
          organisation: organisation.trim() || null,
          province: province || null,
          participantGroup: group || null,
        },
      }),
    onSuccess: (hall) => {
      showToast({ text: t('add.added', { name: name.trim() }), tone: 'success' });
      keep(hall);
      onDone();
    },
  });
  const errors = useFormErrors({
    error: send.error,
    problems: { name: name.trim() === '' && t('add.nameMissing') },
  });
  const unknown = { value: '' as const, label: t('add.unknown') };
  return (
    <Form label={t('add.newcomer')} onSubmit={() => errors.submit(() => send.mutateAsync())}>
      <TextField
        label={t('add.name')}
        name="newcomer"
        autoComplete="off"
        maxLength={limits.nameMax}
        value={name}
        onChange={setName}
        error={errors.of('name')}
      />
      <TextField
        label={t('add.organisation')}
        name="newcomerOrganisation"
        optional
        maxLength={limits.organisationMax}
        value={organisation}
        onChange={setOrganisation}
      />
      <FieldRow>
        <Select<ProvinceCode | ''>
          label={t('add.province')}
          value={province}
          onChange={setProvince}
          options={[unknown, ...provinces.map(({ code: value }) => ({ value, label: provinceName(value) }))]}
        />
        <Select<ParticipantGroup | ''>
          label={t('add.group')}
          value={group}
          onChange={setGroup}
          options={[
            unknown,
            ...selectableGroups.map((known) => ({ value: known.code, label: known[language] })),
          ]}
        />
      </FieldRow>
      <FormError error={errors.rest} />
      <FormActions>
        <Button type="submit" variant="primary" pending={send.isPending}>
          {t('add.send')}
        </Button>
        <Button disabled={send.isPending} onClick={onDone}>
          {t('common:cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}
