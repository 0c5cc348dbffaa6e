import { PageHeader } from '#client/ui/page-header.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { GalleryActs } from './gallery/gallery-acts.tsx';
import { GalleryFields } from './gallery/gallery-fields.tsx';
import { GalleryFigures } from './gallery/gallery-figures.tsx';
import { GalleryIcons } from './gallery/gallery-icons.tsx';
import { GalleryNotices } from './gallery/gallery-notices.tsx';
import { GalleryOverlays } from './gallery/gallery-overlays.tsx';
import { GalleryStates } from './gallery/gallery-states.tsx';
import { GalleryTables } from './gallery/gallery-tables.tsx';
import { useSample } from './gallery/use-sample.ts';

/** Every component in every state, on one page: for whoever builds a page, and for the tests that look at them all. */
export function UiGalleryPage() {
  const say = useSample();
  usePageTitle(say('Bộ giao diện', 'Components'));

  return (
    <>
      <PageHeader
        eyebrow="Lectern"
        status={<StatusPill>{say('Dành cho người phát triển', 'For developers')}</StatusPill>}
        title={say('Bộ giao diện', 'Components')}
        lead={say(
          'Mọi thành phần mà các trang dùng chung, ở mọi trạng thái. Tên và nội dung chỉ để minh hoạ.',
          'Everything that pages share, in every state. Names and texts are samples.',
        )}
      />
      <GalleryActs />
      <GalleryFields />
      <GalleryOverlays />
      <GalleryNotices />
      <GalleryStates />
      <GalleryTables />
      <GalleryFigures />
      <GalleryIcons />
    </>
  );
}
