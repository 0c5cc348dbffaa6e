import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { NotFoundPage } from './pages/not-found-page.tsx';

const UiGalleryPage = lazy(async () => ({
  default: (await import('./pages/ui-gallery-page.tsx')).UiGalleryPage,
}));

/** Every page and its address; each is fetched when it is first opened. */
export function SiteRoutes() {
  return (
    <Routes>
      <Route path="/gallery" element={<UiGalleryPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
