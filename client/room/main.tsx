import '#client/styles/main.css';
import { createRoot } from 'react-dom/client';
import { startI18n } from '#client/lib/i18n.ts';
import { ErrorBoundary } from '#client/ui/error-boundary.tsx';
import { PageLoading } from '#client/ui/loading.tsx';
import { words } from './words.vi.ts';

async function start(): Promise<void> {
  await startI18n({ vi: words, loadEn: async () => (await import('./words.en.ts')).words });
  const app = document.getElementById('app');
  if (!app) throw new Error('room.html has no #app');
  createRoot(app).render(
    <ErrorBoundary>
      <PageLoading />
    </ErrorBoundary>,
  );
}

void start();
