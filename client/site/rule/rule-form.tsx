import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RuleInWords } from '#client/features/record/rule-in-words.tsx';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Section } from '#client/ui/section.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { findChecksNeeded, findSecondsNeeded, findTopicsNeeded } from '#shared/attendance-judgement.ts';
import { type AttendanceRule, isSameRule, type RuleFigure, ruleBounds } from '#shared/attendance-rule.ts';
import { AppError } from '#shared/errors.ts';
import type { RuleDto } from '#shared/features/rule.ts';
import { limits } from '#shared/limits.ts';
import { ruleQuery } from '../data/queries.ts';
import { findWrongFigures, type RuleDraft, toDraft, toRule } from './rule-draft.ts';
import styles from './rule-page.module.css';

/** The figures, and beside them what they come to in words. */
export function RuleForm({ seriesId, rule }: { seriesId: string; rule: RuleDto }) {
  const { t } = useTranslation(['site-rule', 'common']);
  const client = useQueryClient();
  const { current, frozen, topicCount } = rule;
  const [draft, setDraft] = useState<RuleDraft>(() => toDraft(current.rule));
  const [reason, setReason] = useState('');
  const [ruleId, setRuleId] = useState(newId);
  const [isAttempted, setIsAttempted] = useState(false);
  const wrong = findWrongFigures(draft);
  const wanted = toRule(draft, current.rule);
  const isUnchanged = isSameRule(wanted, current.rule);
  const lacksReason = frozen && reason.trim() === '';

  const save = useMutation({
    mutationFn: () =>
      http('POST /api/series/:seriesId/attendance-rule', {
        params: { seriesId },
        body: { ruleId, after: current.version, rule: wanted, reason },
      }),
    onSuccess: (saved) => {
      client.setQueryData(ruleQuery(seriesId).queryKey, saved);
      void client.invalidateQueries({ queryKey: ['results', seriesId] });
      setReason('');
      setRuleId(newId());
      setIsAttempted(false);
      showToast({ text: t('saved'), tone: 'success' });
    },
    onError: () => void client.invalidateQueries(ruleQuery(seriesId)),
  });
  const isStale = save.error instanceof AppError && save.error.code === 'wrong_state';

  const figure = (name: RuleFigure, hint?: string) => (
    <TextField
      label={t(`field.${name}`)}
      hint={hint}
      name={name}
      inputMode="numeric"
      value={draft[name]}
      onChange={(value) => setDraft({ ...draft, [name]: value })}
      error={isAttempted && wrong.includes(name) ? t('wrong', ruleBounds[name]) : undefined}
    />
  );

  async function submit() {
    setIsAttempted(true);
    if (wrong.length > 0 || isUnchanged || lacksReason) return;
    await save.mutateAsync().catch(() => undefined);
  }

  return (
    <div className={styles.columns}>
      <Form onSubmit={submit}>
        <Banner tone={frozen ? 'warning' : 'info'}>{frozen ? t('frozen') : t('free')}</Banner>
        <Group title={t('groups.presence')}>
          <div className={styles.pair}>
            {figure('minimumSharePercent', t('hint.minimumSharePercent'))}
            {figure('bridgedGapSeconds', t('hint.bridgedGapSeconds'))}
          </div>
        </Group>
        <Group title={t('groups.checks')}>
          <div className={styles.pair}>
            {figure('checksPer50Minutes', t('hint.checksPer50Minutes'))}
            {figure('checkOpenSeconds', t('hint.checkOpenSeconds'))}
          </div>
          {figure('checkSharePercent', t('hint.checkSharePercent'))}
        </Group>
        <Group title={t('groups.certificate')}>
          {figure('topicsNeededPercent', t('hint.topicsNeededPercent'))}
          <Checkbox
            label={t('test')}
            hint={t('hint.test')}
            checked={draft.wantsTest}
            onChange={(wantsTest) => setDraft({ ...draft, wantsTest })}
          />
          {draft.wantsTest && figure('testScorePercent')}
        </Group>
        <Group title={t('groups.others')}>
          <Checkbox
            label={t('replay')}
            hint={t('hint.replay')}
            checked={draft.replayCounts}
            onChange={(replayCounts) => setDraft({ ...draft, replayCounts })}
          />
          {draft.replayCounts && figure('replayTopicsMax')}
          <Checkbox
            label={t('external')}
            hint={t('hint.external')}
            checked={draft.externalViewersCount}
            onChange={(externalViewersCount) => setDraft({ ...draft, externalViewersCount })}
          />
          {figure('objectionDays')}
        </Group>
        {frozen && (
          <TextArea
            label={t('reason')}
            hint={t('reasonHint')}
            value={reason}
            onChange={setReason}
            max={limits.reasonMax}
            error={isAttempted && lacksReason ? t('reasonMissing') : undefined}
          />
        )}
        {isStale ? <p role="alert">{t('stale')}</p> : <FormError error={save.error ?? undefined} />}
        {isAttempted && isUnchanged && wrong.length === 0 && <p role="status">{t('unchanged')}</p>}
        <FormActions>
          <Button type="submit" variant="primary" pending={save.isPending}>
            {frozen ? t('saveVersion') : t('save')}
          </Button>
        </FormActions>
      </Form>
      <Preview rule={wanted} topicCount={topicCount} />
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {children}
    </fieldset>
  );
}

/** The most common topic, and the whole series: what an organiser wants to know before anything else. */
const EXAMPLE_MINUTES = 90;

export function Preview({ rule, topicCount }: { rule: AttendanceRule; topicCount: number }) {
  const { t } = useTranslation('site-rule');
  const checks = Math.ceil((EXAMPLE_MINUTES * rule.checksPer50Minutes) / 50);
  const minutes = Math.ceil(findSecondsNeeded(rule, EXAMPLE_MINUTES * 60) / 60);
  const needed = findChecksNeeded(rule, { shown: checks, delivered: checks, answered: 0 });
  return (
    <Section title={t('inWords')} headingLevel={3} lead={t('inWordsLead')}>
      <div className={styles.example} role="status">
        <p>{checks > 0 ? t('example', { minutes, needed, checks }) : t('exampleNoChecks', { minutes })}</p>
        {topicCount > 0 && (
          <p>{t('exampleTopics', { count: topicCount, needed: findTopicsNeeded(rule, topicCount) })}</p>
        )}
      </div>
      <RuleInWords rule={rule} topicCount={topicCount} />
    </Section>
  );
}
