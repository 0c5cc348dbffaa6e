import '#client/styles/main.css';
import { createRoot } from 'react-dom/client';
import { startI18n } from '#client/lib/i18n.ts';
import { colourBrowserBar, themeChoice } from '#client/lib/theme.ts';
import { ErrorBoundary } from '#client/ui/error-boundary.tsx';
import { Toasts } from '#client/ui/toasts.tsx';
import { App } from './app.tsx';
import { loadRoomScreen } from './load-room-screen.ts';
import styles from './main.module.css';
import { words } from './words.vi.ts';

async function start(): Promise<void> {
  // Fetched beside everything else; a failure is met, and said, where it is needed.
  loadRoomScreen().catch(() => {});
  if (themeChoice() !== 'auto') colourBrowserBar();
  await startI18n({ vi: words, loadEn: async () => (await import('./words.en.ts')).words });

  const app = document.getElementById('app');
  if (!app) throw new Error('room.html has no #app');
  const code = location.pathname.split('/')[2] ?? '';
  createRoot(app).render(
    <ErrorBoundary>
      <App code={code} />
      <div className={styles.toasts}>
        <Toasts />
      </div>
    </ErrorBoundary>,
  );
}

void start();
