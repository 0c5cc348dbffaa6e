import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { Form } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { CertificateOverviewDto } from '#shared/features/certificate-issuing.ts';
import type { CertificateDesign } from '#shared/features/certificate-template.ts';
import { can } from '#shared/roles.ts';
import { certificatesAddress } from '../parts/addresses.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { CertificatePreview } from './certificate-preview.tsx';
import styles from './certificates.module.css';
import { certificatesQuery } from './certificates.queries.ts';
import { findDesignProblems } from './design-problems.ts';
import { HeadFields, TextFields } from './head-fields.tsx';
import { NumberFields, SignFields } from './sign-fields.tsx';

export function TemplatePage() {
  const { t } = useTranslation('site-certificates');
  const series = useSeries();
  usePageTitle(t('design.title'), series.title);
  const query = useQuery(certificatesQuery(series.seriesId));
  return (
    <>
      <PageHeader
        back={{ href: certificatesAddress(series.seriesId), label: t('back') }}
        eyebrow={series.title}
        title={t('design.title')}
      />
      <LoadedPart query={query}>{(overview) => <Editor overview={overview} />}</LoadedPart>
    </>
  );
}

function Editor({ overview }: { overview: CertificateOverviewDto }) {
  const { t } = useTranslation('site-certificates');
  const { seriesId, role, timeZone } = useSeries();
  const client = useQueryClient();
  const format = useFormat(timeZone);
  const { template, images, topics } = overview;
  const [draft, setDraft] = useState<CertificateDesign | null>(null);
  const [isAttempted, setIsAttempted] = useState(false);
  const design = draft ?? template.design;
  const problems = findDesignProblems(design);
  const mayEdit = can(role, 'certificate.design');

  const save = useMutation({
    mutationFn: () =>
      http('PUT /api/series/:seriesId/certificate-template', {
        params: { seriesId },
        body: { clientId: newId(), design },
      }),
    onSuccess: (saved) => {
      client.setQueryData(certificatesQuery(seriesId).queryKey, { ...overview, template: saved });
      setDraft(null);
      setIsAttempted(false);
      showToast({ text: t('design.saved', { version: saved.version }), tone: 'success' });
    },
  });
  const errors = useFormErrors({ error: save.error, problems: { design: problems.size > 0 && ' ' } });
  const fields = {
    seriesId,
    design,
    images,
    change: (part: Partial<CertificateDesign>) => setDraft({ ...design, ...part }),
    problemOf: (field: string) => {
      const problem = isAttempted ? problems.get(field) : undefined;
      return problem && t(`design.${problem}`);
    },
  };

  return (
    <div className={styles.columns}>
      <Form
        label={t('design.title')}
        onSubmit={() => {
          setIsAttempted(true);
          return errors.submit(() => save.mutateAsync());
        }}
      >
        <p className={styles.note}>
          {template.madeAt
            ? t('design.version', {
                version: template.version,
                name: template.madeByName ?? '–',
                when: format.dateTime(template.madeAt),
              })
            : t('design.draft')}
          {'. '}
          {t('design.lead')}
        </p>
        {!mayEdit && <Banner>{t('design.readOnly')}</Banner>}
        <fieldset className={styles.plain} disabled={!mayEdit}>
          <HeadFields {...fields} />
          <TextFields {...fields} />
          <SignFields {...fields} />
          <NumberFields {...fields} topics={topics} />
        </fieldset>
        <FormError error={errors.rest} />
        {isAttempted && problems.size > 0 && <Banner tone="danger">{t('design.wrong')}</Banner>}
        {mayEdit && (
          <div className={styles.save}>
            <Button
              type="submit"
              variant="primary"
              pending={save.isPending}
              disabled={draft === null && template.version > 0}
            >
              {t('design.save')}
            </Button>
            {draft !== null && (
              <span role="status" className={styles.note}>
                {t('design.unsaved')}
              </span>
            )}
          </div>
        )}
      </Form>
      {mayEdit && <CertificatePreview design={design} isRight={problems.size === 0} />}
    </div>
  );
}
