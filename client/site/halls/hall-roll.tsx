import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { useNow } from '#client/lib/use-now.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { Section } from '#client/ui/section.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { HallDto } from '#shared/features/halls.ts';
import { HALL_NAMINGS_NEEDED } from '#shared/hall-evidence.ts';
import styles from './hall-page.module.css';
import { nextAttestation } from './next-attestation.ts';
import { type MyHall, useKeepHall } from './use-my-hall.ts';

export interface HallRollProps {
  code: string;
  mine: MyHall;
  hall: HallDto;
}

/** Ticks before whoever is here, and the act that says so. Nobody is ticked by the machine: that is what an attester is for. */
export function HallRoll({ code, mine, hall }: HallRollProps) {
  const { t } = useTranslation('halls');
  const keep = useKeepHall(code);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [isNobody, setIsNobody] = useState(false);
  const attempt = useRef(newId());
  const isLive = mine.session.state === 'live';
  const here = hall.people.filter(({ personId }) => ticked.has(personId));
  const named = new Set(hall.attestations.flatMap(({ personIds }) => personIds));

  const attest = useMutation({
    mutationFn: () =>
      http('POST /api/rooms/:code/my-hall/attestations', {
        params: { code },
        body: { clientId: attempt.current, personIds: here.map(({ personId }) => personId) },
      }),
    onSuccess: (changed) => {
      showToast({ text: t('roll.done', { count: here.length }), tone: 'success' });
      attempt.current = newId();
      setTicked(new Set());
      keep(changed);
    },
  });
  const remove = useMutation({
    mutationFn: (personId: string) =>
      http('POST /api/rooms/:code/my-hall/people', {
        params: { code },
        body: { add: [], remove: [personId] },
      }),
    onSuccess: keep,
  });

  function tick(personId: string, isHere: boolean) {
    // Other people, another attestation.
    attempt.current = newId();
    setIsNobody(false);
    setTicked((before) => {
      const after = new Set(before);
      if (isHere) after.add(personId);
      else after.delete(personId);
      return after;
    });
  }

  function tickAll(isHere: boolean) {
    attempt.current = newId();
    setIsNobody(false);
    setTicked(new Set(isHere ? hall.people.map(({ personId }) => personId) : []));
  }

  return (
    <Section title={t('roll.title')} lead={t('roll.needed', { count: HALL_NAMINGS_NEEDED })}>
      <div className={styles.stack}>
        <Prompt mine={mine} hall={hall} />
        {hall.people.length === 0 ? (
          <EmptyState icon="people" title={t('roll.empty')}>
            {t('roll.emptyText')}
          </EmptyState>
        ) : (
          <>
            {isLive && (
              <div className={styles.acts}>
                <Button onClick={() => tickAll(true)}>{t('roll.all')}</Button>
                <Button onClick={() => tickAll(false)}>{t('roll.none')}</Button>
              </div>
            )}
            <ul>
              {hall.people.map(({ personId, name, organisation, confirmedAt }) => (
                <li key={personId} className={styles.person}>
                  <Checkbox
                    label={name}
                    hint={[organisation, confirmedAt && t('roll.confirmed')].filter(Boolean).join(' · ')}
                    disabled={!isLive}
                    checked={ticked.has(personId)}
                    onChange={(isHere) => tick(personId, isHere)}
                  />
                  {!named.has(personId) && (
                    <IconButton
                      icon="close"
                      label={t('roll.remove', { name })}
                      onClick={() => remove.mutate(personId)}
                    />
                  )}
                </li>
              ))}
            </ul>
            {isNobody && <Banner tone="warning">{t('roll.nobody')}</Banner>}
            <FormError error={attest.error ?? remove.error} />
            {isLive && (
              <div>
                <Button
                  variant="primary"
                  size="large"
                  icon="check"
                  pending={attest.isPending}
                  onClick={() => (here.length === 0 ? setIsNobody(true) : attest.mutate())}
                >
                  {here.length === 0 ? t('roll.sendNone') : t('roll.send', { count: here.length })}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </Section>
  );
}

/** What is asked of the attester at this moment. */
function Prompt({ mine, hall }: { mine: MyHall; hall: HallDto }) {
  const { t } = useTranslation('halls');
  const { session, aheadMs } = mine;
  const f = useFormat(session.timeZone);
  const nowMs = useNow(() => Date.now() + aheadMs, 15_000);
  if (session.state !== 'live') return <Banner>{t('roll.notLive')}</Banner>;
  const { topic } = session;
  if (!topic) return <Banner tone="warning">{t('roll.noTopic')}</Banner>;
  const attestedAtMs = hall.attestations
    .filter(({ topicId, withdrawal }) => topicId === topic.topicId && withdrawal === null)
    .map(({ at }) => Date.parse(at));
  const next = nextAttestation({ startedAtMs: Date.parse(topic.startedAt), attestedAtMs, nowMs });
  return (
    <Banner tone={next.isDue ? 'warning' : 'success'} title={t('roll.topic', { title: topic.title })}>
      {next.isDue || next.lastAtMs === null
        ? t(`roll.due.${next.moment}`)
        : t('roll.next', { time: f.time(next.lastAtMs), next: f.time(next.dueAtMs) })}
    </Banner>
  );
}
