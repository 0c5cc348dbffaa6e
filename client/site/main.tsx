import '#client/styles/main.css';
import '#client/styles/print.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { startI18n } from '#client/lib/i18n.ts';
import { colourBrowserBar, themeChoice } from '#client/lib/theme.ts';
import { ErrorBoundary } from '#client/ui/error-boundary.tsx';
import { Toasts } from '#client/ui/toasts.tsx';
import { AccountMenu } from './account-menu.tsx';
import { queryClient } from './data/query-client.ts';
import { fetchPagesAhead, SiteRoutes } from './routes.tsx';
import { Shell } from './shell.tsx';
import { words } from './words.vi.ts';

async function start(): Promise<void> {
  fetchPagesAhead(location.pathname);
  if (themeChoice() !== 'auto') colourBrowserBar();
  await startI18n({ vi: words, loadEn: async () => (await import('./words.en.ts')).words });

  const app = document.getElementById('app');
  if (!app) throw new Error('index.html has no #app');
  createRoot(app).render(
    <ErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <Shell account={<AccountMenu />}>
            <SiteRoutes />
          </Shell>
          <Toasts />
        </BrowserRouter>
      </QueryClientProvider>
    </ErrorBoundary>,
  );
}

void start();
