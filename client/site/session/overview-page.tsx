import { usePageTitle } from '../parts/use-page-title.ts';
import styles from './overview-page.module.css';
import { PublicDoor } from './public-door.tsx';
import { SessionCaptions } from './session-captions.tsx';
import { SessionCourse } from './session-course.tsx';
import { useSession } from './session-layout.tsx';
import { SessionTopics } from './session-topics.tsx';

export function OverviewPage() {
  const { session, series } = useSession();
  usePageTitle(session.title, series.title);
  return (
    <div className={styles.page}>
      <div>
        <SessionCourse session={session} series={series} />
        <SessionTopics session={session} series={series} />
        <SessionCaptions sessionId={session.sessionId} />
      </div>
      <PublicDoor session={session} />
    </div>
  );
}
