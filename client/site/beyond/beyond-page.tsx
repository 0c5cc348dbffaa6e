import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSession } from '../session/session-layout.tsx';
import { HallsSection } from './halls-section.tsx';
import { ReachSection } from './reach-section.tsx';
import { ViewerCodesSection } from './viewer-codes-section.tsx';

/** Who followed a session without a place of their own in its room: in halls, and on other platforms. */
export function BeyondPage() {
  const { t } = useTranslation('viewer-codes');
  const { session } = useSession();
  usePageTitle(t('nav'), session.title);
  return (
    <>
      <HallsSection />
      <ViewerCodesSection />
      <ReachSection />
    </>
  );
}
