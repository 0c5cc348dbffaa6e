import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { FormActions } from '#client/ui/form.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { hasCode } from '../data/query-client.ts';
import { NarrowPage } from './narrow-page.tsx';
import { usePageTitle } from './use-page-title.ts';

export interface ProblemProps {
  error: unknown;
  onRetry: () => void;
}

/** Stands in place of a page that could not be read. */
export function Problem({ error, onRetry }: ProblemProps) {
  const { t } = useTranslation(['site-parts', 'common']);
  const errorText = useErrorText();
  const final = hasCode(error, 'not_found') || hasCode(error, 'not_allowed');
  const title = hasCode(error, 'not_found')
    ? t('problem.notFound')
    : hasCode(error, 'not_allowed')
      ? t('problem.notAllowed')
      : t('problem.title');
  usePageTitle(title);
  return (
    <NarrowPage>
      <PageHeader title={title} lead={errorText(error)} />
      <FormActions>
        {final ? (
          <ButtonLink href="/" icon="home">
            {t('common:notFound.home')}
          </ButtonLink>
        ) : (
          <Button variant="primary" icon="refresh" onClick={onRetry}>
            {t('common:retry')}
          </Button>
        )}
      </FormActions>
    </NarrowPage>
  );
}
