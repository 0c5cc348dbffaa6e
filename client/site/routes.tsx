import { type ComponentType, isValidElement, lazy } from 'react';
import { createRoutesFromElements, matchRoutes, Route, useRoutes } from 'react-router';
import { HomePage } from './home/home-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { PageNotFetched } from './parts/page-not-fetched.tsx';
import { SignedIn } from './parts/signed-in.tsx';

/**
 * A page of its own file, fetched when it is first opened. Where that fails the line is down, or the server has a newer release and
 * the file is gone: loading the site anew is the way out of both.
 */
function page<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  const Page = lazy(async () => {
    try {
      return { default: (await load())[name] };
    } catch (error) {
      console.warn(error);
      return { default: PageNotFetched };
    }
  });
  return Object.assign(Page, { fetchAhead: () => void load().catch(() => {}) });
}

const UiGalleryPage = page(() => import('./pages/ui-gallery-page.tsx'), 'UiGalleryPage');
const SignInPage = page(() => import('./accounts/sign-in-page.tsx'), 'SignInPage');
const InvitationPage = page(() => import('./accounts/invitation-page.tsx'), 'InvitationPage');
const AccountPage = page(() => import('./accounts/account-page.tsx'), 'AccountPage');
const NewSeriesPage = page(() => import('./series/new-series-page.tsx'), 'NewSeriesPage');
const SeriesScope = page(() => import('./series/series-layout.tsx'), 'SeriesScope');
const SeriesLayout = page(() => import('./series/series-layout.tsx'), 'SeriesLayout');
const ProgrammePage = page(() => import('./series/programme-page.tsx'), 'ProgrammePage');
const LearnersPage = page(() => import('./learners/learners-page.tsx'), 'LearnersPage');
const RemovedLearnersPage = page(() => import('./learners/removed-learners-page.tsx'), 'RemovedLearnersPage');
const PeoplePage = page(() => import('./people/people-page.tsx'), 'PeoplePage');
const CertificatesPage = page(() => import('./certificates/certificates-page.tsx'), 'CertificatesPage');
const TemplatePage = page(() => import('./certificates/template-page.tsx'), 'TemplatePage');
const IssuePage = page(() => import('./certificates/issue-page.tsx'), 'IssuePage');
const OwnCertificatesPage = page(
  () => import('./certificates/own-certificates-page.tsx'),
  'OwnCertificatesPage',
);
const AuditPage = page(() => import('./series/audit-page.tsx'), 'AuditPage');
const RulePage = page(() => import('./rule/rule-page.tsx'), 'RulePage');
const ObjectionsPage = page(() => import('./objections/objections-page.tsx'), 'ObjectionsPage');
const OwnRecordPage = page(() => import('./own-record/own-record-page.tsx'), 'OwnRecordPage');
const SeriesExportsPage = page(() => import('./exports/exports-page.tsx'), 'SeriesExportsPage');
const SessionExportsPage = page(() => import('./exports/exports-page.tsx'), 'SessionExportsPage');
const ResultsPage = page(() => import('./results/results-page.tsx'), 'ResultsPage');
const TopicResultsPage = page(() => import('./results/topic-results-page.tsx'), 'TopicResultsPage');
const PersonTrailPage = page(() => import('./results/person/person-trail-page.tsx'), 'PersonTrailPage');
const NewSessionPage = page(() => import('./session/new-session-page.tsx'), 'NewSessionPage');
const TopicPage = page(() => import('./topic/topic-page.tsx'), 'TopicPage');
const SessionLayout = page(() => import('./session/session-layout.tsx'), 'SessionLayout');
const OverviewPage = page(() => import('./session/overview-page.tsx'), 'OverviewPage');
const AttendancePage = page(() => import('./attendance/attendance-page.tsx'), 'AttendancePage');
const SessionQuestionsPage = page(
  () => import('./questions/session-questions-page.tsx'),
  'SessionQuestionsPage',
);
const BeyondPage = page(() => import('./beyond/beyond-page.tsx'), 'BeyondPage');
const HallPage = page(() => import('./halls/hall-page.tsx'), 'HallPage');
const ViewerPage = page(() => import('./viewers/viewer-page.tsx'), 'ViewerPage');
const PollsPage = page(() => import('./polls/polls-page.tsx'), 'PollsPage');
const FeedbackPage = page(() => import('./feedback/feedback-page.tsx'), 'FeedbackPage');
const FeedbackFormPage = page(() => import('./feedback/feedback-form-page.tsx'), 'FeedbackFormPage');

/** Every page and its address. */
const routes = createRoutesFromElements(
  <>
    <Route path="/" element={<HomePage />} />
    <Route path="/sign-in" element={<SignInPage />} />
    <Route path="/invitation" element={<InvitationPage />} />
    <Route path="/gallery" element={<UiGalleryPage />} />
    <Route path="/halls/:code" element={<HallPage />} />
    <Route path="/t/:code" element={<ViewerPage />} />
    <Route element={<SignedIn />}>
      <Route path="/account" element={<AccountPage />} />
      <Route path="/certificates" element={<OwnCertificatesPage />} />
      <Route path="/series/new" element={<NewSeriesPage />} />
      <Route path="/series/:seriesId/my-record" element={<OwnRecordPage />} />
      <Route path="/series/:seriesId" element={<SeriesScope />}>
        <Route element={<SeriesLayout />}>
          <Route index element={<ProgrammePage />} />
          <Route path="learners" element={<LearnersPage />} />
          <Route path="people" element={<PeoplePage />} />
          <Route path="attendance" element={<ResultsPage />} />
          <Route path="objections" element={<ObjectionsPage />} />
          <Route path="rule" element={<RulePage />} />
          <Route path="log" element={<AuditPage />} />
          <Route path="exports" element={<SeriesExportsPage />} />
          <Route path="certificates" element={<CertificatesPage />} />
        </Route>
        <Route path="learners/removed" element={<RemovedLearnersPage />} />
        <Route path="attendance/topics/:topicId" element={<TopicResultsPage />} />
        <Route path="attendance/people/:personId" element={<PersonTrailPage />} />
        <Route path="sessions/new" element={<NewSessionPage />} />
        <Route path="certificates/template" element={<TemplatePage />} />
        <Route path="certificates/issue" element={<IssuePage />} />
        <Route path="topics/:topicId" element={<TopicPage />} />
      </Route>
      <Route path="/sessions/:sessionId" element={<SessionLayout />}>
        <Route index element={<OverviewPage />} />
        <Route path="attendance" element={<AttendancePage />} />
        <Route path="questions" element={<SessionQuestionsPage />} />
        <Route path="beyond" element={<BeyondPage />} />
        <Route path="polls" element={<PollsPage />} />
        <Route path="feedback" element={<FeedbackPage />} />
        <Route path="feedback/form" element={<FeedbackFormPage />} />
        <Route path="exports" element={<SessionExportsPage />} />
      </Route>
    </Route>
    <Route path="*" element={<NotFoundPage />} />
  </>,
);

export function SiteRoutes() {
  return useRoutes(routes);
}

/**
 * Fetches the files of all that the address names at once: left to themselves, the page around would wait for who asks, and the page for the page around. What they
 * read is on its way already (the `Link` header of the page).
 */
export function fetchPagesAhead(pathname: string): void {
  for (const { route } of matchRoutes(routes, pathname) ?? []) {
    const page: unknown = isValidElement(route.element) ? route.element.type : undefined;
    (page as { fetchAhead?: () => void } | undefined)?.fetchAhead?.();
  }
}
