import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isoToZoned, zonedToIso } from '#client/lib/format.ts';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { FieldRow, Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { Section } from '#client/ui/section.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { ReachFigureDto } from '#shared/features/viewer-codes.ts';
import { limits } from '#shared/limits.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { RuledItem, RuledList } from '../parts/ruled-list.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { useSession } from '../session/session-layout.tsx';
import styles from './beyond.module.css';
import { viewerCodesQuery } from './beyond-queries.ts';

/** In a box of its own: what other platforms count is never mixed with who was there. */
export function ReachSection() {
  const { t } = useTranslation('viewer-codes');
  const { session, series } = useSession();
  const { sessionId } = session;
  const client = useQueryClient();
  const f = useFormat(session.timeZone);
  const query = useQuery(viewerCodesQuery(sessionId));
  const [removing, setRemoving] = useState<ReachFigureDto | null>(null);
  const mayManage = mayChange(series, 'viewer_code.manage');

  async function remove(figureId: string) {
    await http('DELETE /api/sessions/:sessionId/reach/:figureId', { params: { sessionId, figureId } });
    await client.invalidateQueries({ queryKey: viewerCodesQuery(sessionId).queryKey });
  }

  return (
    <Section title={t('reach.title')} lead={t('reach.lead')}>
      <LoadedPart query={query}>
        {({ reach }) => (
          <div className={styles.reach}>
            {reach.length === 0 && <p className={styles.soft}>{t('reach.none')}</p>}
            <RuledList>
              {reach.map((figure) => (
                <RuledItem
                  key={figure.figureId}
                  title={`${figure.platform}: ${t('reach.line', { views: figure.views })}`}
                  notes={[t('reach.read', { time: f.dateTime(figure.readAt), by: figure.byName })]}
                  aside={
                    mayManage && (
                      <IconButton
                        icon="trash"
                        label={t('reach.remove', { platform: figure.platform })}
                        onClick={() => setRemoving(figure)}
                      />
                    )
                  }
                />
              ))}
            </RuledList>
            {mayManage && <ReachForm />}
          </div>
        )}
      </LoadedPart>
      {removing && (
        <ConfirmDialog
          open
          danger
          title={t('reach.removeTitle')}
          confirmLabel={t('reach.removeLabel')}
          onConfirm={() => remove(removing.figureId)}
          onClose={() => setRemoving(null)}
        >
          {t('reach.removeText')}
        </ConfirmDialog>
      )}
    </Section>
  );
}

function ReachForm() {
  const { t } = useTranslation('viewer-codes');
  const { session } = useSession();
  const { sessionId, timeZone } = session;
  const client = useQueryClient();
  const id = useRef(newId());
  const [start] = useState(() => isoToZoned(Date.now(), timeZone));
  const [platform, setPlatform] = useState('');
  const [views, setViews] = useState('');
  const [day, setDay] = useState(start.date);
  const [time, setTime] = useState(start.time);
  const readAt = zonedToIso(day, time, timeZone);
  const count = Number(views.replace(/[\s.,]/gu, ''));

  const send = useMutation({
    mutationFn: () =>
      http('POST /api/sessions/:sessionId/reach', {
        params: { sessionId },
        body: { clientId: id.current, platform, views: count, readAt: readAt ?? '' },
      }),
    onSuccess: (changed) => {
      id.current = newId();
      setPlatform('');
      setViews('');
      errors.reset();
      client.setQueryData(viewerCodesQuery(sessionId).queryKey, changed);
      showToast({ text: t('reach.added'), tone: 'success' });
    },
  });
  const errors = useFormErrors({
    error: send.error,
    problems: {
      platform: platform.trim() === '' && t('reach.platformMissing'),
      views: (!/\d/u.test(views) || !(count >= 0 && count <= limits.viewsMax)) && t('reach.viewsWrong'),
      readAt: !readAt && t('reach.readAtWrong'),
    },
    refused: { readAt: t('reach.readAtWrong') },
  });
  return (
    <Form label={t('reach.title')} onSubmit={() => errors.submit(() => send.mutateAsync())}>
      <FieldRow>
        <TextField
          label={t('reach.platform')}
          name="platform"
          placeholder={t('reach.platformPlaceholder')}
          maxLength={limits.platformMax}
          value={platform}
          onChange={setPlatform}
          error={errors.of('platform')}
        />
        <TextField
          label={t('reach.views')}
          name="views"
          inputMode="numeric"
          value={views}
          onChange={setViews}
          error={errors.of('views')}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          label={t('reach.day')}
          name="readDay"
          type="date"
          value={day}
          onChange={setDay}
          error={errors.of('readAt')}
        />
        <TextField label={t('reach.time')} name="readTime" type="time" value={time} onChange={setTime} />
      </FieldRow>
      <FormError error={errors.rest} />
      <FormActions>
        <Button type="submit" pending={send.isPending}>
          {t('reach.add')}
        </Button>
      </FormActions>
    </Form>
  );
}
